import { type RefObject, useEffect, useState } from 'react';

/** Rows drawn beyond the edges, so that quick scrolling shows no blanks. */
const OVERSCAN = 8;

/** Which rows of a long list are in sight. `first` to `end` are drawn, at `top`, in a list `height` high. */
export type VirtualRows = { first: number; end: number; top: number; height: number };

export function virtualRows(count: number, rowHeight: number, scrollTop: number, viewHeight: number): VirtualRows {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - OVERSCAN);
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + OVERSCAN);
  return { first, end, top: first * rowHeight, height: count * rowHeight };
}

/** The rows in sight of a scrolling element whose rows are all of one height. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number): VirtualRows {
  const [view, setView] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const resizes = new ResizeObserver(measure);
    resizes.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resizes.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller]);
  return virtualRows(count, rowHeight, view.top, view.height);
}
