import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useServices } from '../services';
import { type Kiosk, kioskOf } from './kiosk';

/** The kiosk that the page was opened as, which goes through its playlist; it stays one until the page is loaded again. */
export function useKiosk(): Kiosk | null {
  const search = useSearch();
  const [kiosk] = useState(() => kioskOf(search));
  const [, navigate] = useLocation();
  const { clock } = useServices();
  useEffect(() => {
    if (kiosk === null || kiosk.paths.length === 0) return;
    let at = 0;
    let timer = clock.after(0, () => {});
    const next = () => {
      navigate(kiosk.paths[at % kiosk.paths.length] ?? '/', { replace: true });
      at++;
      timer = clock.after(1000 * kiosk.seconds, next);
    };
    next();
    return () => timer.cancel();
  }, [kiosk, navigate, clock]);
  return kiosk;
}
