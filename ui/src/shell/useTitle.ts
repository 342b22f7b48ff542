import { useEffect } from 'react';
import { selectOpenCount } from '../features/anomalies/anomaliesSlice';
import { useAppSelector } from '../store';
import { text } from '../text/language';

let isFirstView = true;

/**
 * What a view does when it appears: it names the browser's tab (open anomalies, view, product) and, when the element with
 * the focus went away with the view before, takes the focus, so that keyboard and screen reader go on within it.
 */
export function useTitle(view: string): void {
  const open = useAppSelector(selectOpenCount) ?? 0;
  useEffect(() => {
    document.title = `${open > 0 ? `(${open}) ` : ''}${view} · ${text().product}`;
  }, [open, view]);
  useEffect(() => {
    const hasLostFocus = document.activeElement === null || document.activeElement === document.body;
    if (!isFirstView && hasLostFocus) document.getElementById('content')?.focus({ preventScroll: true });
    isFirstView = false;
  }, []);
}
