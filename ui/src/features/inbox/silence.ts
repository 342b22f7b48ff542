import type { Anomaly, Selector } from '../../api/schema';

/** What a silence of an alert covers. */
export type Scope = 'series' | 'metric' | 'device' | 'group';

/** The lengths that are offered, in hours. */
export const durations = [1, 4, 24, 72, 168] as const;

/** The scopes that make sense for an anomaly of a device in `group`. */
export function scopes(anomaly: Anomaly, group: string): Scope[] {
  const isOfSeries = anomaly.metric !== '';
  return [
    ...(isOfSeries ? (['series'] as const) : []),
    'device',
    ...(isOfSeries ? (['metric'] as const) : []),
    ...(group !== '' ? (['group'] as const) : []),
  ];
}

/** The name that a scope is about. */
export function globOf(anomaly: Anomaly, scope: Scope): string {
  if (scope === 'series') return `${anomaly.metric} · ${anomaly.device}`;
  return scope === 'metric' ? anomaly.metric : anomaly.device;
}

/** What is silenced. A character of a name that a pattern gives a meaning matches as any one character. */
export function selectorOf(anomaly: Anomaly, scope: Scope, group: string): Selector {
  switch (scope) {
    case 'series':
      return anomaly.metric === ''
        ? { device: exactly(anomaly.device) }
        : { device: exactly(anomaly.device), metric: exactly(anomaly.metric) };
    case 'metric':
      return { metric: exactly(anomaly.metric) };
    case 'device':
      return { device: exactly(anomaly.device) };
    case 'group':
      return { group: exactly(group) };
  }
}

function exactly(name: string): string {
  return name.replaceAll('*', '?');
}
