import type { AlertRule, ConfigDocument, EventPattern } from '../../api/schema';

/** What a rule of the form compares a metric with. */
export type Comparison = 'unusual' | '>' | '<';

export type CommonRule = {
  name: string;
  /** `*` and `?` stand for any characters and for one. */
  metric: string;
  comparison: Comparison;
  /** The number it is compared with; unused for `unusual`. */
  value: number;
  /** How long it must last, such as `2m`; `0s`: not at all. */
  lasts: string;
  severity: NonNullable<AlertRule['severity']>;
  /** Through which channel people are notified; empty: as the routes say. */
  channel: string;
};

type Rules = Pick<ConfigDocument, 'rules' | 'patterns' | 'routes'>;

/**
 * The document with the rule added. Unusual values are a rule over anomalies. A number is compared with each sample, so it is
 * a state machine: a device is "beyond" from the first sample that is, and alerts when that has lasted.
 */
export function withCommonRule(document: Rules, wanted: CommonRule, channels: readonly string[]): Rules {
  const { rules = [], patterns = [], routes = [] } = document;
  const id = freeId(wanted.name, new Set([...rules, ...patterns].map((known) => known.id)));
  const added =
    wanted.comparison === 'unusual'
      ? { rules: [...rules, unusual(id, wanted)], patterns }
      : { rules, patterns: [...patterns, beyond(id, wanted)] };
  if (wanted.channel === '') return { ...added, routes };
  // Without any route every alert goes everywhere. That must not change for the others.
  const rest = routes.length > 0 ? routes : [{ id: 'rest', channels: [...channels] }];
  return {
    ...added,
    routes: [{ id: freeId(id, new Set(routes.map((r) => r.id))), rules: [id], channels: [wanted.channel] }, ...rest],
  };
}

function unusual(id: string, { name, metric, lasts, severity }: CommonRule): AlertRule {
  const isLong = lasts !== '' && lasts !== '0s';
  return { id, name, selector: { metric }, severity, ...(isLong && { for: lasts }), keepFiring: '5m' };
}

function beyond(id: string, { name, metric, comparison, value, lasts, severity }: CommonRule): EventPattern {
  const number = Number.isInteger(value) ? value.toFixed(1) : String(value);
  const enters = { sample: metric, where: `sample.value ${comparison} ${number}`, to: 'beyond' };
  const leaves = { sample: metric, where: `!(sample.value ${comparison} ${number})`, to: 'usual' };
  const isLong = lasts !== '' && lasts !== '0s';
  return {
    id,
    name,
    severity,
    within: '7d',
    keepFiring: '0s',
    machine: {
      begin: [enters],
      states: [
        ...(isLong
          ? [
              // biome-ignore lint/suspicious/noThenProperty: a field of the pattern, never awaited
              { name: 'beyond', on: [leaves], after: lasts, then: 'alert' },
              { name: 'alert', alert: true, on: [leaves] },
            ]
          : [{ name: 'beyond', alert: true, on: [leaves] }]),
        { name: 'usual', final: true },
      ],
    },
  };
}

/** An id made of the name that is not taken. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 56) || 'rule';
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}
