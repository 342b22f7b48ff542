import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { DeviceSamples } from './domain/deviceSamples';
import { type Services, useAppSelector } from './store';

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesProvider above it');
  return services;
}

/** The server's time, as a function to call when it is needed. */
export function useServerClock(): () => number {
  const { clock } = useServices();
  const offset = useAppSelector((state) => state.connection.clockOffsetMillis);
  return useCallback(() => clock.now() + offset, [clock, offset]);
}

/** A value of a device's newest samples, read again at most five times a second. */
export function useDeviceSamples<T>(device: string, select: (samples: DeviceSamples) => T): T {
  const { samples } = useServices();
  const subscribe = useCallback((listener: () => void) => samples.device(device).onChange(listener), [samples, device]);
  const snapshot = () => select(samples.device(device));
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

const tickers = new Set<() => void>();
let seconds = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** One timer for all ages on the page. */
function onSecond(listener: () => void): () => void {
  tickers.add(listener);
  ticking ??= setInterval(() => {
    seconds++;
    for (const tick of tickers) tick();
  }, 1000);
  return () => {
    tickers.delete(listener);
    if (tickers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** The server's time, again every second: for ages that are shown as text. */
export function useServerTime(): number {
  useSyncExternalStore(
    onSecond,
    () => seconds,
    () => seconds,
  );
  return useServerClock()();
}
