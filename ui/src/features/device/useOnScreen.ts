import { type RefObject, useEffect, useState } from 'react';

/** Whether an element is in sight or nearly: a device may have a thousand metrics, and only these draw and load. */
export function useOnScreen(element: RefObject<HTMLElement | null>): boolean {
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => setOnScreen(entries.at(-1)?.isIntersecting ?? false), {
      // The charts scroll within their panel: its edge is what counts, where the browser knows of it.
      scrollMargin: '240px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return onScreen;
}
