import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element in device pixels; 0 until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const host = element.current;
    if (!host) return;
    const measure = () => setWidth(Math.round(host.clientWidth * window.devicePixelRatio));
    const resizes = new ResizeObserver(measure);
    resizes.observe(host);
    measure();
    return () => resizes.disconnect();
  }, [element]);
  return width;
}
