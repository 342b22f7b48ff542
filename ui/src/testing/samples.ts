import type { Anomaly, Device, SeriesHistory } from '../api/schema';
import type { Sample } from '../domain/sample';
import { NORMAL } from '../domain/sample';

/** Values with all that a test does not care about filled in. */
export function sample(timestampMillis: number, value: number, more: Partial<Sample> = {}): Sample {
  const judged = { expected: value, lower: value - 1, upper: value + 1, score: 0.1, status: NORMAL };
  return { timestampMillis, value, min: value, max: value, ...judged, ...more };
}

export function anomaly(id: string, more: Partial<Anomaly> = {}): Anomaly {
  return {
    id,
    revision: 1,
    device: 'pump-7',
    metric: 'temperature',
    state: 'OPEN',
    severity: 'WARNING',
    kind: 'SPIKE',
    startMillis: 1000,
    peakMillis: 2000,
    actual: 84,
    expected: 71,
    lower: 68,
    upper: 74,
    score: 5,
    samples: 3,
    explanation: 'temperature rose to 84 where 71 was expected',
    source: { topicId: 't', partition: 0, offset: 1 },
    configVersion: 1,
    ...more,
  };
}

/** An anomaly of all metrics of a device together. */
export function ofDevice(id: string, more: Partial<Anomaly> = {}): Anomaly {
  const { actual: _, expected: _e, lower: _l, upper: _u, ...known } = anomaly(id);
  return {
    ...known,
    metric: '',
    kind: 'LEVEL_SHIFT',
    explanation:
      'metrics together are unusual (score 5.0), most of all pressure 41 %, flow 22 %, level 9 %: level shift',
    contributions: [
      { name: 'pressure', share: 0.41 },
      { name: 'flow', share: 0.22 },
      { name: 'level', share: 0.09 },
    ],
    ...more,
  };
}

export function device(name: string, more: Partial<Device> = {}): Device {
  const seen = { firstSeenMillis: 0, lastSeenMillis: 1000 };
  return { device: name, attributes: {}, state: 'OK', metrics: 1, openAnomalies: 0, ...seen, ...more };
}

export function history(times: number[], more: Partial<SeriesHistory> = {}): SeriesHistory {
  const judged = { expected: 1, lower: 0, upper: 2, score: 0, status: 'NORMAL', anomalyShare: 0 } as const;
  const items = times.map((timestampMillis) => ({ timestampMillis, count: 1, min: 1, max: 1, avg: 1, ...judged }));
  return { device: 'pump-7', metric: 'temperature', resolution: 'raw', step: 'RAW', items, next: null, ...more };
}

/** Lets all promises that are on their way arrive. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
