import { text } from '../text/language';
import type { Operations, Problem } from './schema';

/** Why a request has no answer. Values, not exceptions: whoever asks decides what to show. */
export type ApiError =
  | { kind: 'problem'; problem: Problem }
  /** The server was not reached, or the connection broke before it answered. */
  | { kind: 'unreachable'; detail: string }
  /** Something answered that is not the server: a proxy's error page, for instance. */
  | { kind: 'unexpected'; status: number; detail: string }
  | { kind: 'aborted' };

export type Result<T> = { ok: true; value: T } | { ok: false; error: ApiError };

type Readable = { [K in keyof Operations]: Operations[K]['method'] extends 'GET' ? K : never }[keyof Operations];
type Writable = Exclude<keyof Operations, Readable>;

/** The paths of the operations that the page reads, as in spec/openapi.yaml; the types hold them to it. */
const PATHS = {
  listDevices: '/api/v1/devices',
  device: '/api/v1/devices/{device}',
  fleetNow: '/api/v1/fleet/now',
  fleetHistory: '/api/v1/fleet/history',
  seriesHistory: '/api/v1/series/history',
  relatedSeries: '/api/v1/series/related',
  seriesQuality: '/api/v1/series/quality',
  listAnomalies: '/api/v1/anomalies',
  anomaly: '/api/v1/anomalies/{id}',
  similarAnomalies: '/api/v1/anomalies/{id}/similar',
  listEvents: '/api/v1/events',
  summarizeEvents: '/api/v1/events/summary',
  status: '/api/v1/status',
  listAlerts: '/api/v1/alerts',
  alert: '/api/v1/alerts/{id}',
  listChannels: '/api/v1/channels',
  listSubscriptions: '/api/v1/channels/{id}/subscriptions',
  listAudit: '/api/v1/audit',
  listDeadLetters: '/api/v1/deadletters',
  listIncidents: '/api/v1/incidents',
  acknowledgement: '/api/v1/acknowledgements/{link}',
  incident: '/api/v1/incidents/{id}',
  incidentCause: '/api/v1/incidents/{id}/cause',
  machineStates: '/api/v1/patterns/{id}/states',
  ruleDurations: '/api/v1/rules/durations',
  alertNotifications: '/api/v1/alerts/{id}/notifications',
  incidentNotifications: '/api/v1/incidents/{id}/notifications',
  alertCause: '/api/v1/alerts/{id}/cause',
  listSilences: '/api/v1/silences',
  onCall: '/api/v1/oncall',
  session: '/api/v1/session',
  configuration: '/api/v1/config',
  configurationKeys: '/api/v1/config/keys',
} as const satisfies { [K in Readable]?: Operations[K]['path'] };

/** Those that change something, or whose question does not fit into an address. */
const CHANGES = {
  acknowledge: ['POST', '/api/v1/acknowledgements/{link}'],
  commandAlert: ['POST', '/api/v1/alerts/{id}/commands'],
  commandIncident: ['POST', '/api/v1/incidents/{id}/commands'],
  backtest: ['POST', '/api/v1/rules/backtest'],
  query: ['POST', '/api/v1/query'],
  export: ['POST', '/api/v1/export'],
  replayDeadLetters: ['POST', '/api/v1/deadletters/replay'],
  testChannel: ['POST', '/api/v1/channels/{id}/test'],
  subscribe: ['POST', '/api/v1/channels/{id}/subscriptions'],
  unsubscribe: ['DELETE', '/api/v1/channels/{id}/subscriptions/{subscription}'],
  beginSilence: ['POST', '/api/v1/silences'],
  endSilence: ['POST', '/api/v1/silences/{id}/end'],
  changeConfiguration: ['PUT', '/api/v1/config'],
  beginSession: ['POST', '/api/v1/session'],
  endSession: ['DELETE', '/api/v1/session'],
} as const satisfies { [K in Writable]?: readonly [Operations[K]['method'], Operations[K]['path']] };

export type ReadOperation = keyof typeof PATHS;
export type WriteOperation = keyof typeof CHANGES;

export type ReadRequest<K extends ReadOperation> = {
  params?: Operations[K]['params'];
  query?: Operations[K]['query'];
  signal?: AbortSignal;
};

/** Reads one resource of the server. */
export type Read = <K extends ReadOperation>(
  operation: K,
  request?: ReadRequest<K>,
) => Promise<Result<Operations[K]['response']>>;

export type WriteRequest<K extends WriteOperation> = {
  params?: Operations[K]['params'];
  query?: Operations[K]['query'];
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  text?: { type: string; content: string };
  signal?: AbortSignal;
};

/** What an operation answers; an export is a file. */
type Written<K extends WriteOperation> = K extends 'export' ? Blob : Operations[K]['response'];

/** Changes something on the server, or asks it what does not fit into an address. */
export type Write = <K extends WriteOperation>(operation: K, request?: WriteRequest<K>) => Promise<Result<Written<K>>>;

/** `fetcher`, which reports each answer that asks for a login. */
export function watchingLogin(fetcher: typeof fetch, onLoginNeeded: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetcher(input, init);
    if (response.status === 401) onLoginNeeded();
    return response;
  };
}

/** Header that the service worker adds to an answer that it kept: the time when the server gave it. */
const KEPT_HEADER = 'x-radar-kept';

/** `fetcher`, which reports of each answer whether it is of the server now (null), or of a time before. */
export function watchingAge(fetcher: typeof fetch, onAnswer: (keptMillis: number | null) => void): typeof fetch {
  return async (input, init) => {
    const response = await fetcher(input, init);
    const kept = Number.parseInt(response.headers.get(KEPT_HEADER) ?? '', 10);
    onAnswer(Number.isNaN(kept) ? null : kept);
    return response;
  };
}

/** Changes by `fetch`, which is passed in; never throws. */
export function restWriter(fetcher: typeof fetch): Write {
  return async (operation, { params, query, body, text: plain, signal } = {}) => {
    const [method, path] = CHANGES[operation];
    const sent =
      body === undefined
        ? plain
        : { type: 'application/json', content: typeof body === 'string' ? body : JSON.stringify(body) };
    try {
      const response = await fetcher(withQuery(filled(path, params), query), {
        method,
        headers: {
          Accept: 'application/json, application/problem+json',
          ...(sent && { 'Content-Type': sent.type }),
        },
        ...(sent && { body: sent.content }),
        ...(signal && { signal }),
      });
      if (operation === 'export' && response.ok) {
        return { ok: true, value: (await response.blob()) as Written<typeof operation> };
      }
      return await resultOf(response);
    } catch (cause) {
      if (signal?.aborted) return { ok: false, error: { kind: 'aborted' } };
      return { ok: false, error: { kind: 'unreachable', detail: String(cause) } };
    }
  };
}

/** A REST client on `fetch`, which is passed in; never throws. */
export function restClient(fetcher: typeof fetch): Read {
  return async (operation, request = {}) => {
    try {
      const response = await fetcher(urlOf(operation, request), {
        headers: { Accept: 'application/json, application/problem+json' },
        ...(request.signal && { signal: request.signal }),
      });
      return await resultOf(response);
    } catch (cause) {
      if (request.signal?.aborted) return { ok: false, error: { kind: 'aborted' } };
      return { ok: false, error: { kind: 'unreachable', detail: String(cause) } };
    }
  };
}

async function resultOf<T>(response: Response): Promise<Result<T>> {
  const text = await response.text();
  const body = parsed(text);
  if (response.ok && body !== undefined) return { ok: true, value: body as T };
  if (isProblem(body)) return { ok: false, error: { kind: 'problem', problem: body } };
  return { ok: false, error: { kind: 'unexpected', status: response.status, detail: text.slice(0, 200) } };
}

function urlOf<K extends ReadOperation>(operation: K, request: ReadRequest<K>): string {
  return withQuery(filled(PATHS[operation], request.params), request.query);
}

function withQuery(path: string, values: object = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    // A list is one parameter for each of its values.
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one));
    }
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

function filled(path: string, params: object = {}): string {
  const values = params as Record<string, string>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body;
}

/** One sentence for a person; the server's own sentence says what to do. */
export function sentenceOf(error: ApiError): string {
  const { errors } = text();
  switch (error.kind) {
    case 'problem':
      return errors.problem(error.problem.title, error.problem.detail);
    case 'unreachable':
      return errors.unreachable;
    case 'unexpected':
      return errors.unexpected(error.status);
    case 'aborted':
      return errors.aborted;
  }
}
