import type { Anomaly } from './schema';

/** The messages of spec/live.md. */
export type Subscription = {
  devices?: string[];
  metrics?: string[];
  severities?: string[];
  throttleMillis?: number;
  samples?: boolean;
  anomalies?: boolean;
  everyAnomaly?: boolean;
};

/** Samples of one series by column: time, value, expected, lower, upper, score (−log10 p), status code. */
export type Batch = {
  device: string;
  metric: string;
  t: number[];
  v: number[];
  e: (number | null)[];
  l: (number | null)[];
  u: (number | null)[];
  s: number[];
  st: number[];
};

export type ServerMessage =
  | { type: 'hello'; version: string; serverMillis: number; heartbeatMillis: number; throttleMillis: number }
  | { type: 'snapshot'; series: Batch[]; anomalies: Anomaly[]; truncated?: boolean }
  | { type: 'scores'; series: Batch[]; coalesced: number }
  | { type: 'anomaly'; anomaly: Anomaly }
  | { type: 'heartbeat'; serverMillis: number }
  | { type: 'pong'; serverMillis: number }
  | { type: 'error'; code: string; detail: string };

const TYPES: ReadonlySet<string> = new Set(['hello', 'snapshot', 'scores', 'anomaly', 'heartbeat', 'pong', 'error']);

/** The message in `text`, or null for one that this page does not know: a newer server may say more. */
export function parseMessage(text: string): ServerMessage | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null || !('type' in message)) return null;
  return TYPES.has(String(message.type)) ? (message as ServerMessage) : null;
}
