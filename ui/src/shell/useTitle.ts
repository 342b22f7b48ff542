import { useEffect } from 'react';
import { selectOpen } from '../features/anomalies/anomaliesSlice';
import { useAppSelector } from '../store';
import { text } from '../text/language';

/** The title of the browser's tab: how many anomalies are open, the view, the product. */
export function useTitle(view: string): void {
  const open = useAppSelector((state) => selectOpen(state).length);
  useEffect(() => {
    document.title = `${open > 0 ? `(${open}) ` : ''}${view} · ${text().product}`;
  }, [open, view]);
}
