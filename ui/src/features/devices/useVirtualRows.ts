import { type RefObject, useEffect, useState } from 'react';

/** Rows drawn beyond the edges, so that quick scrolling shows no blanks. */
const OVERSCAN = 8;

/** Which rows of a long list are in sight. `first` to `end` are drawn, at `top`, in a list `height` high. */
export type VirtualRows = { first: number; end: number; top: number; height: number; rowHeight: number };

export function virtualRows(count: number, rowHeight: number, scrollTop: number, viewHeight: number): VirtualRows {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - OVERSCAN);
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + OVERSCAN);
  return { first, end, top: first * rowHeight, height: count * rowHeight, rowHeight };
}

/** The rows in sight of a scrolling element whose rows are all `rem` font sizes high. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, count: number, rem: number): VirtualRows {
  const [view, setView] = useState({ top: 0, height: 600, fontPixels: 14 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const fontPixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setView({ top: element.scrollTop, height: element.clientHeight, fontPixels });
    };
    const resizes = new ResizeObserver(measure);
    resizes.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resizes.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller]);
  return virtualRows(count, rem * view.fontPixels, view.top, view.height);
}
