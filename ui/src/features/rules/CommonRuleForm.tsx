import { type FormEvent, useState } from 'react';
import { text } from '../../text/language';
import type { CommonRule, Comparison } from './commonRule';

const COMPARISONS: readonly Comparison[] = ['>', '<', 'unusual'];
const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
const LASTS = ['0s', '30s', '1m', '5m', '15m', '1h'] as const;

type Props = { channels: readonly string[]; metrics: readonly string[]; onAdd: (rule: CommonRule) => void };

/** Asks for the rule that most people want: a metric, what it is compared with, how long, how bad, and who is notified. */
export function CommonRuleForm({ channels, metrics, onAdd }: Props) {
  const { rules, inbox } = text();
  const { form } = rules;
  const [rule, setRule] = useState<CommonRule>({
    name: '',
    metric: '',
    comparison: '>',
    value: 0,
    lasts: '1m',
    severity: 'high',
    channel: '',
  });
  const change = (part: Partial<CommonRule>) => setRule((known) => ({ ...known, ...part }));
  const isCompared = rule.comparison !== 'unusual';
  const add = (event: FormEvent) => {
    event.preventDefault();
    const name =
      rule.name.trim() ||
      form.named(rule.metric, form.comparisons[rule.comparison], isCompared ? String(rule.value) : '');
    onAdd({ ...rule, name, metric: rule.metric.trim() });
  };
  return (
    <form className="common-rule" onSubmit={add} aria-label={form.title} data-testid="common-rule">
      <label>
        {form.metric}
        <input
          required
          maxLength={256}
          list="known-metrics"
          value={rule.metric}
          onChange={(event) => change({ metric: event.target.value })}
          data-testid="rule-metric"
        />
      </label>
      <datalist id="known-metrics">
        {metrics.map((metric) => (
          <option key={metric} value={metric} />
        ))}
      </datalist>
      <label>
        {form.comparison}
        <select
          value={rule.comparison}
          onChange={(event) => change({ comparison: event.target.value as Comparison })}
          data-testid="rule-comparison"
        >
          {COMPARISONS.map((each) => (
            <option key={each} value={each}>
              {form.comparisons[each]}
            </option>
          ))}
        </select>
      </label>
      {isCompared && (
        <label>
          {form.value}
          <input
            required
            type="number"
            step="any"
            value={Number.isNaN(rule.value) ? '' : rule.value}
            onChange={(event) => change({ value: event.target.valueAsNumber })}
            data-testid="rule-value"
          />
        </label>
      )}
      <label>
        {form.lasts}
        <select value={rule.lasts} onChange={(event) => change({ lasts: event.target.value })} data-testid="rule-lasts">
          {LASTS.map((each) => (
            <option key={each} value={each}>
              {each === '0s' ? form.atOnce : each}
            </option>
          ))}
        </select>
      </label>
      <label>
        {form.severity}
        <select
          value={rule.severity}
          onChange={(event) => change({ severity: event.target.value as CommonRule['severity'] })}
        >
          {SEVERITIES.map((each) => (
            <option key={each} value={each}>
              {inbox.severities[each.toUpperCase() as Uppercase<typeof each>]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {form.channel}
        <select value={rule.channel} onChange={(event) => change({ channel: event.target.value })}>
          <option value="">{form.asRouted}</option>
          {channels.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <label>
        {form.name}
        <input maxLength={200} value={rule.name} onChange={(event) => change({ name: event.target.value })} />
      </label>
      <button type="submit" data-testid="add-rule">
        {form.add}
      </button>
    </form>
  );
}
