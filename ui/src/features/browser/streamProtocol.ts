import type { Engine, Method } from '../../../../detector-wasm/src/main/web/radar-detector';

export type { Method };

export const MOST_METERS = 50_000;
const MOST_NAME = 128;

/** A message of spec/stream.md. */
export type StreamMessage = { type: 'meters'; names: string[] } | { type: 'tick'; t: number; v: (number | null)[] };

/** The message in `text`, or null for anything else. */
export function parseStreamMessage(text: string): StreamMessage | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null) return null;
  const { type, names, t, v } = message as Record<string, unknown>;
  if (type === 'meters' && areNames(names)) return { type, names };
  if (type === 'tick' && Number.isSafeInteger(t) && Array.isArray(v)) return { type, t: t as number, v };
  return null;
}

function areNames(names: unknown): names is string[] {
  return (
    Array.isArray(names) &&
    names.length > 0 &&
    names.length <= MOST_METERS &&
    names.every((name) => typeof name === 'string' && name !== '' && name.length <= MOST_NAME) &&
    new Set(names).size === names.length
  );
}

export type StreamSettings = { method: Method; window: number; memoryBytes: number };

/** To the worker. */
export type WorkerCommand =
  | { type: 'connect'; url: string; settings: StreamSettings }
  | { type: 'reset' }
  | { type: 'disconnect' };

export type StreamLink = 'idle' | 'connecting' | 'live' | 'retrying' | 'failed';

/** What the worker measures of itself. */
export type StreamFigures = {
  engine: Engine;
  meters: number;
  window: number;
  ticks: number;
  /** Ticks that were late, or had not as many values as there are meters. */
  dropped: number;
  /** Of the newest 1,200 ticks, in milliseconds. */
  medianMillis: number;
  p99Millis: number;
  /** Estimated memory of all meters' states and columns. */
  bytes: number;
  /** The check value of spec/stream.md. */
  check: string;
};

/** An anomaly that opened, grew or ended. */
export type MeterAnomaly = {
  meter: number;
  transition: 'opened' | 'grew' | 'ended';
  severity: 'WARNING' | 'CRITICAL';
  pattern: string;
  startMillis: number;
  peakMillis: number;
  value: number;
  expected: number;
  score: number;
};

/** The newest values of all meters, by column. */
export type MeterValues = { timeMillis: number; values: Float64Array; flags: Int32Array };

/** From the worker. */
export type WorkerEvent =
  | { type: 'link'; link: StreamLink; detail: string }
  | { type: 'meters'; names: string[] }
  | { type: 'tick'; latest: MeterValues; anomalies: MeterAnomaly[]; figures: StreamFigures }
  | { type: 'warning'; window: number };
