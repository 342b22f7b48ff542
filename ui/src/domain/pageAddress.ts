import { RANGES, type Range } from './timeWindow';

/** What the page's address says; alerts link to it. */
export type PageAddress = { device: string | null; metric: string | null; anomaly: string | null; range: Range };

export const DEFAULT_RANGE: Range = '5m';

export function parseAddress(search: string): PageAddress {
  const query = new URLSearchParams(search);
  const range = query.get('range') ?? '';
  return {
    device: query.get('device') || null,
    metric: query.get('metric') || null,
    anomaly: query.get('anomaly') || null,
    range: Object.hasOwn(RANGES, range) ? (range as Range) : DEFAULT_RANGE,
  };
}

/** The query text for an address, "" for the default one; parses back to the same. */
export function formatAddress(address: PageAddress): string {
  const query = new URLSearchParams();
  for (const key of ['device', 'metric', 'anomaly'] as const) {
    const value = address[key];
    if (value !== null) query.set(key, value);
  }
  if (address.range !== DEFAULT_RANGE) query.set('range', address.range);
  return query.size === 0 ? '' : `?${query}`;
}
