import type { Method, StreamSettings } from './streamProtocol';

export const METHODS: readonly Method[] = ['zscore', 'predictive', 'robust-zscore', 'ewma'];
const DEFAULT_PORT = 8090;
const MEGABYTE = 1e6;
export const BOUNDS = { window: [8, 100_000], memory: [1, 1000] } as const;

/** What the view's address says: the stream and how it is scored. */
export type BrowserQuery = { stream: string; method: Method; window: number; memory: number };

export function readBrowserQuery(search: string, host: string): BrowserQuery {
  const query = new URLSearchParams(search);
  return {
    stream: query.get('stream') ?? `ws://${host}:${DEFAULT_PORT}/`,
    method: METHODS.find((method) => method === query.get('method')) ?? 'zscore',
    window: bounded(query.get('window'), 1200, BOUNDS.window),
    memory: bounded(query.get('memory'), 300, BOUNDS.memory),
  };
}

export function browserPath({ stream, method, window, memory }: BrowserQuery): string {
  const query = new URLSearchParams({ stream, method, window: String(window), memory: String(memory) });
  return `/browser?${query}`;
}

export function settingsOf({ method, window, memory }: BrowserQuery): StreamSettings {
  return { method, window, memoryBytes: memory * MEGABYTE };
}

/** Whether an address from a link may be connected to unasked: a link must not make a browser visit another host. */
export function isOwnHost(stream: string, host: string): boolean {
  try {
    const { protocol, hostname } = new URL(stream);
    return (protocol === 'ws:' || protocol === 'wss:') && hostname === host;
  } catch {
    return false;
  }
}

function bounded(text: string | null, otherwise: number, [least, most]: readonly [number, number]): number {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isNaN(value) ? otherwise : Math.min(most, Math.max(least, value));
}
