import { describe, expect, it } from 'vitest';
import { type CommonRule, withCommonRule } from './commonRule';

const HOT: CommonRule = {
  name: 'Too hot!',
  metric: 'temperature',
  comparison: '>',
  value: 90,
  lasts: '2m',
  severity: 'high',
  channel: '',
};

describe('a rule of the form', () => {
  it('comparison_isAMachineThatAlertsAfterItHasLasted', () => {
    const { patterns, routes } = withCommonRule({}, HOT, ['webhook']);

    expect(patterns).toHaveLength(1);
    expect(patterns?.[0]).toMatchObject({ id: 'too-hot', name: 'Too hot!', severity: 'high' });
    expect(patterns?.[0]?.machine?.begin).toEqual([
      { sample: 'temperature', where: 'sample.value > 90.0', to: 'beyond' },
    ]);
    expect(JSON.stringify(patterns?.[0]?.machine?.states[0])).toContain('"after":"2m","then":"alert"');
    expect(routes).toEqual([]);
  });

  it('comparisonThatNeedNotLast_alertsAtOnce', () => {
    const { patterns } = withCommonRule({}, { ...HOT, lasts: '0s', value: 0.5, comparison: '<' }, []);

    expect(patterns?.[0]?.machine?.states[0]).toMatchObject({ name: 'beyond', alert: true });
    expect(patterns?.[0]?.machine?.begin[0]?.where).toBe('sample.value < 0.5');
  });

  it('unusual_isARule_besideThoseThatAre', () => {
    const rest = { id: 'anomaly' };
    const { rules, patterns } = withCommonRule({ rules: [rest] }, { ...HOT, comparison: 'unusual' }, []);

    expect(rules).toEqual([
      rest,
      {
        id: 'too-hot',
        name: 'Too hot!',
        selector: { metric: 'temperature' },
        severity: 'high',
        for: '2m',
        keepFiring: '5m',
      },
    ]);
    expect(patterns).toEqual([]);
  });

  it('channel_withoutRoutes_keepsEverythingElseWhereItWent', () => {
    const { routes } = withCommonRule({}, { ...HOT, channel: 'pager' }, ['webhook', 'pager']);

    expect(routes).toEqual([
      { id: 'too-hot', rules: ['too-hot'], channels: ['pager'] },
      { id: 'rest', channels: ['webhook', 'pager'] },
    ]);
  });

  it('channel_withRoutes_isTheFirstRoute', () => {
    const known = { id: 'too-hot', channels: ['mail'] };
    const { routes } = withCommonRule({ routes: [known] }, { ...HOT, channel: 'pager' }, ['pager']);

    expect(routes).toEqual([{ id: 'too-hot-2', rules: ['too-hot'], channels: ['pager'] }, known]);
  });

  it('nameThatIsTaken_hasAnotherId', () => {
    const { patterns } = withCommonRule({ rules: [{ id: 'too-hot' }] }, HOT, []);

    expect(patterns?.[0]?.id).toBe('too-hot-2');
  });

  it('nameWithoutLetters_isRule', () => {
    expect(withCommonRule({}, { ...HOT, name: '温度' }, []).patterns?.[0]?.id).toBe('rule');
  });
});
