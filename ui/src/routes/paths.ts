import { COMPARISONS, type Comparison } from '../domain/comparison';
import { type RadarState, STATES } from '../domain/radarState';
import { DEFAULT_RANGE, RANGES, type Range, type TimeWindow } from '../domain/timeWindow';

/** The addresses of the views; every link on the page is made here, and every address is read here. */
export const PATHS = {
  fleet: '/',
  /** One pattern for both, so that enlarging a metric keeps the view. */
  device: '/devices/:device/:metric?',
  radar: '/radar',
  inbox: '/inbox',
  alert: '/alerts/:id',
  incident: '/incidents/:id',
  /** The links in messages lead here; the server makes them. */
  acknowledge: '/ack/:link',
  rules: '/rules',
  machines: '/machines/:id?',
  anomalies: '/anomalies',
  activity: '/activity',
  system: '/system',
  browser: '/browser',
  whatIf: '/what-if',
  query: '/query',
  heat: '/heatmap',
} as const;

/** The state of a step in the browser's history that leads to the search of the fleet. */
export const SEARCH_FOCUSED = { focused: 'search' };

/** What a device's address says besides its names; a field is absent where the address does not name it. */
export type DeviceQuery = {
  range?: Range;
  window?: TimeWindow;
  anomaly?: string;
  compare?: Comparison | undefined;
  /** Whether the series that moved together with the enlarged one are listed. */
  related?: boolean;
};

/** Filters of the list of anomalies. */
export type AnomalyQuery = { state?: 'open'; severity?: 'CRITICAL' | 'WARNING'; device?: string };

/** What the radar shows: states that are filtered out, one group alone, or a simulated fleet of this size. */
export type RadarQuery = { hide?: readonly RadarState[]; group?: string | undefined; simulated?: number | undefined };

const MOST_SIMULATED = 200_000;

export function radarPath({ hide = [], group, simulated }: RadarQuery = {}): string {
  const path = withQuery('/radar', {
    hide: hide.join('.').toLowerCase(),
    simulated: simulated === undefined ? undefined : String(simulated),
  });
  // The group without a name has a place in the address, too.
  return group === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}group=${encodeURIComponent(group)}`;
}

export function readRadarQuery(search: string): RadarQuery {
  const query = new URLSearchParams(search);
  const hide = (query.get('hide') ?? '').toUpperCase().split('.');
  const group = query.get('group');
  const simulated = Number.parseInt(query.get('simulated') ?? '', 10);
  return {
    hide: STATES.filter((state) => hide.includes(state)),
    ...(group !== null && { group }),
    ...(simulated > 0 && { simulated: Math.min(simulated, MOST_SIMULATED) }),
  };
}

/** The series and the period of the view "What if". */
export type WhatIfQuery = { device?: string; metric?: string; window?: TimeWindow | undefined };

export function whatIfPath({ device, metric, window }: WhatIfQuery = {}): string {
  return withQuery('/what-if', { device, metric, ...windowFields(window) });
}

export function readWhatIfQuery(search: string): WhatIfQuery {
  const query = new URLSearchParams(search);
  const device = query.get('device') ?? '';
  const metric = query.get('metric') ?? '';
  const window = readWindow(query);
  return { ...(device !== '' && { device }), ...(metric !== '' && { metric }), ...(window && { window }) };
}

/** How far back the view of activity looks. */
export const ACTIVITY_SPANS = { '15m': 900_000, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;
export type ActivitySpan = keyof typeof ACTIVITY_SPANS;

/** Which events the view of activity shows. */
export type ActivityQuery = { span: ActivitySpan; key?: string | undefined; type?: string | undefined };

export function activityPath({ span, key, type }: ActivityQuery): string {
  return withQuery('/activity', { span, key, type });
}

export function readActivityQuery(search: string): ActivityQuery {
  const query = new URLSearchParams(search);
  const span = query.get('span') ?? '';
  const key = query.get('key') ?? '';
  const type = query.get('type') ?? '';
  return {
    span: span in ACTIVITY_SPANS ? (span as ActivitySpan) : '1h',
    ...(key !== '' && { key }),
    ...(type !== '' && { type }),
  };
}

/** How far back a question in SQL looks. */
export const QUERY_SPANS = ['1d', '7d', '30d', 'all'] as const;
export type QuerySpan = (typeof QUERY_SPANS)[number];

/** A question in SQL. */
export type QueryQuery = { sql?: string; span: QuerySpan };

export function queryPath({ sql, span }: QueryQuery): string {
  return withQuery('/query', { sql, span });
}

export function readQueryQuery(search: string): QueryQuery {
  const query = new URLSearchParams(search);
  const sql = query.get('sql') ?? '';
  return { ...(sql !== '' && { sql }), span: QUERY_SPANS.find((span) => span === query.get('span')) ?? '1d' };
}

/** Rows, measure and period of the heat map. */
export type HeatQuery = { by: 'group' | 'device'; measure: 'rate' | 'score'; span: '1h' | '6h' | '24h' | '7d' };

const DEFAULT_HEAT: HeatQuery = { by: 'group', measure: 'rate', span: '1h' };

/** What is as by default goes without saying. */
export function heatPath(query: Partial<HeatQuery> = {}): string {
  const said = Object.entries(query).filter(([name, value]) => value !== DEFAULT_HEAT[name as keyof HeatQuery]);
  return withQuery('/heatmap', Object.fromEntries(said));
}

export function readHeatQuery(search: string): HeatQuery {
  const query = new URLSearchParams(search);
  const span = (['1h', '6h', '24h', '7d'] as const).find((value) => value === query.get('span'));
  return {
    by: query.get('by') === 'device' ? 'device' : 'group',
    measure: query.get('measure') === 'score' ? 'score' : 'rate',
    span: span ?? DEFAULT_HEAT.span,
  };
}

export function fleetPath(query = ''): string {
  return withQuery('/', { q: query });
}

export function devicePath(device: string, metric: string | null = null, query: DeviceQuery = {}): string {
  const path = `/devices/${encodeName(device)}${metric === null ? '' : `/${encodeName(metric)}`}`;
  const { range, window, anomaly, compare, related } = query;
  // The default goes without saying, unless an anomaly would choose another stretch of time.
  const isSaid = range !== DEFAULT_RANGE || anomaly !== undefined;
  return withQuery(path, {
    range: isSaid ? range : undefined,
    ...windowFields(window),
    anomaly,
    compare,
    related: related ? '1' : undefined,
  });
}

export function alertPath(id: string): string {
  return `/alerts/${encodeName(id)}`;
}

/** The keys of a state machine; `state`: only those in it. */
export function machinesPath(id?: string, state?: string): string {
  return withQuery(id === undefined ? '/machines' : `/machines/${encodeName(id)}`, { state });
}

export function readMachinesQuery(search: string): { state?: string } {
  const state = new URLSearchParams(search).get('state') ?? '';
  return { ...(state !== '' && { state }) };
}

export function incidentPath(id: string): string {
  return `/incidents/${encodeName(id)}`;
}

export function anomaliesPath({ state, severity, device }: AnomalyQuery = {}): string {
  return withQuery('/anomalies', { state, severity: severity?.toLowerCase(), device });
}

export function readDeviceQuery(search: string): DeviceQuery {
  const query = new URLSearchParams(search);
  const range = query.get('range') ?? '';
  const window = readWindow(query);
  const anomaly = query.get('anomaly') ?? '';
  const compare = query.get('compare') ?? '';
  return {
    ...(Object.hasOwn(RANGES, range) && { range: range as Range }),
    ...(window && { window }),
    ...(anomaly !== '' && { anomaly }),
    ...(Object.hasOwn(COMPARISONS, compare) && { compare: compare as Comparison }),
    ...(query.get('related') === '1' && { related: true }),
  };
}

export function readAnomalyQuery(search: string): AnomalyQuery {
  const query = new URLSearchParams(search);
  const severity = query.get('severity')?.toUpperCase();
  const device = query.get('device') ?? '';
  return {
    ...(query.get('state') === 'open' && { state: 'open' as const }),
    ...((severity === 'CRITICAL' || severity === 'WARNING') && { severity }),
    ...(device !== '' && { device }),
  };
}

export function readFleetQuery(search: string): string {
  return new URLSearchParams(search).get('q') ?? '';
}

/**
 * A name as one segment of a path. Browsers resolve "." and ".." even when they are escaped, so these get a "~" in
 * front, and so does a name that begins with one.
 */
export function encodeName(name: string): string {
  const guard = /^(~|\.\.?$)/.test(name) ? '~' : '';
  return guard + encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

/** The name in a segment of a path; null when the segment is no text. */
export function decodeName(segment: string): string | null {
  try {
    return decodeURIComponent(segment.replace(/^~/, ''));
  } catch {
    return null;
  }
}

function readWindow(query: URLSearchParams): TimeWindow | null {
  const fromMillis = Number.parseInt(query.get('from') ?? '', 10);
  const toMillis = Number.parseInt(query.get('to') ?? '', 10);
  return toMillis > fromMillis ? { fromMillis, toMillis } : null;
}

function windowFields(window: TimeWindow | undefined): Record<string, string | undefined> {
  return {
    from: window && String(Math.floor(window.fromMillis)),
    to: window && String(Math.ceil(window.toMillis)),
  };
}

function withQuery(path: string, fields: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}
