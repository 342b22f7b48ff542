import { useEffect } from 'react';
import { selectOpenCount } from '../features/anomalies/anomaliesSlice';
import { useAppSelector } from '../store';
import { text } from '../text/language';

/** The title of the browser's tab: how many anomalies are open, the view, the product. */
export function useTitle(view: string): void {
  const open = useAppSelector(selectOpenCount) ?? 0;
  useEffect(() => {
    document.title = `${open > 0 ? `(${open}) ` : ''}${view} · ${text().product}`;
  }, [open, view]);
}
