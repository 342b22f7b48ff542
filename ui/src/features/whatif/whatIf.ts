import type { DetectorSettings, Method, Pattern } from '../../../../detector-wasm/src/main/web/radar-detector';

export type { DetectorSettings, Method };
export const METHODS: readonly Method[] = [
  'predictive',
  'zscore',
  'robust-zscore',
  'moving-average',
  'ewma',
  'trend',
  'spectral-residual',
  'flat-line',
  'gap',
  'rate',
  'half-space-trees',
  'autoencoder',
];

/** What the worker scores: samples of one series, in order of time, under these settings and from an empty state. */
export type WhatIfQuestion = { id: number; times: Float64Array; values: Float64Array; settings: DetectorSettings };

/** A run of unusual samples that would have been an anomaly. */
export type WhatIfAnomaly = {
  startMillis: number;
  endMillis: number;
  severity: 'WARNING' | 'CRITICAL';
  pattern: string;
  score: number;
  samples: number;
  isOpen: boolean;
};

/** The columns of the core, one row a sample (spec/detector-js.md). */
export type WhatIfColumns = {
  scores: Float64Array;
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  flags: Int32Array;
};

export type WhatIfAnswer =
  | { id: number; ok: true; columns: WhatIfColumns; anomalies: WhatIfAnomaly[]; tookMillis: number }
  | { id: number; ok: false; message: string };

/** The key of the server's configuration that each setting stands for. */
export function keyOf(setting: Exclude<keyof DetectorSettings, 'method'>, method: Method): string {
  switch (setting) {
    case 'threshold':
      return method === 'predictive'
        ? 'detector.predictive.least-score'
        : method === 'zscore'
          ? 'detector.zscore.spike-threshold'
          : `detector.${method}.threshold`;
    case 'window':
      return 'detector.window';
    case 'warmUp':
      return 'detector.warm-up';
    case 'alarmsPerWeek':
      return 'detector.budget.alarms-per-week';
    case 'unusual':
    case 'evaluations':
      return `detector.alarm.${setting}`;
    case 'endAfter':
      return 'detector.alarm.end-after';
    case 'criticalScore':
      return 'detector.alarm.critical-score';
    case 'growthFactor':
      return 'detector.alarm.growth-factor';
    case 'shiftAfter':
      return 'detector.alarm.shift-after';
  }
}

const NUMBERS = [
  'window',
  'warmUp',
  'unusual',
  'evaluations',
  'endAfter',
  'criticalScore',
  'growthFactor',
  'shiftAfter',
  'threshold',
  'alarmsPerWeek',
] as const;

/** Values by key: those of the configuration in force, over the release's defaults. */
export type ServerSettings = ReadonlyMap<string, string | number | boolean>;

/** The server's settings as the core takes them, for its own method or another one. */
export function settingsFrom(server: ServerSettings, method: Method = methodOf(server)): Required<DetectorSettings> {
  const numbers = NUMBERS.map((name) => [name, Number(server.get(keyOf(name, method)))] as const);
  return { method, ...Object.fromEntries(numbers) } as Required<DetectorSettings>;
}

function methodOf(server: ServerSettings): Method {
  return METHODS.find((method) => method === server.get('detector.method')) ?? 'predictive';
}

/** Keys that differ from the release's defaults, matter to a series, and that the browser does not take into account. */
export function ignoredKeys(server: ServerSettings, defaults: ServerSettings): string[] {
  const method = methodOf(server);
  const taken = new Set(['detector.method', ...NUMBERS.map((name) => keyOf(name, method))]);
  return [...server]
    .filter(([key, value]) => key.startsWith('detector.') && !taken.has(key) && value !== defaults.get(key))
    .map(([key]) => key)
    .filter((key) => !key.startsWith('detector.multivariate.') && !isOfAnotherMethod(key, method));
}

function isOfAnotherMethod(key: string, method: Method): boolean {
  return METHODS.some((other) => other !== method && key.startsWith(`detector.${other}.`));
}

/** What would be changed in the configuration: the settings that differ from the server's. */
export function changesOf(wanted: DetectorSettings, server: ServerSettings): Record<string, string | number> {
  const changes: Record<string, string | number> = {};
  const method = wanted.method ?? 'predictive';
  if (method !== server.get('detector.method')) changes['detector.method'] = method;
  for (const name of NUMBERS) {
    const key = keyOf(name, method);
    const value = wanted[name];
    if (value !== undefined && value !== Number(server.get(key))) changes[key] = value;
  }
  return changes;
}

/** The name of a pattern's code. */
export function patternNames(patterns: typeof Pattern): Map<number, string> {
  return new Map(Object.entries(patterns).map(([name, code]) => [code, name]));
}
