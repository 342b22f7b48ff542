import { describe, expect, it } from 'vitest';
import { anomaly, ofDevice } from '../../testing/samples';
import { announcement, kindWord, measuredText, metricsOf, subjectWord, whenText } from './anomalyText';

describe('anomaly text', () => {
  it('openAnomaly_saysSinceWhen', () => {
    expect(whenText(anomaly('a', { startMillis: 1000 }), 61_000)).toBe('since 00:00:01, open for 1 min');
  });

  it('endedAnomaly_saysHowLongItLasted', () => {
    const ended = anomaly('a', { state: 'ENDED', startMillis: 1000, endMillis: 6000 });

    expect(whenText(ended, 61_000)).toBe('00:00:01, lasted 5 s');
  });

  it('kind_isReadAsWords', () => {
    expect(kindWord(anomaly('a', { kind: 'LEVEL_SHIFT' }))).toBe('level shift');
  });

  it('measured_saysWhatWasAndWhatWasExpected', () => {
    expect(measuredText(anomaly('a', { metric: 'motor.celsius' }))).toBe('84 °C, expected 71 °C (68 to 74)');
  });

  it('anomalyOfADevice_saysWhichMetricsItWas', () => {
    const whole = ofDevice('a');

    expect(subjectWord(whole)).toBe('all metrics together');
    expect(measuredText(whole)).toBe('pressure 41 %, flow 22 %, level 9 %');
    expect(announcement(whole)).toContain('on pump-7, all metrics together:');
  });

  it('anomalyOfADevice_isShownOnTheChartsOfTheMetricsThatMatter', () => {
    expect(metricsOf(ofDevice('a'))).toEqual(['pressure', 'flow']);
    expect(metricsOf(anomaly('a'))).toEqual(['temperature']);
  });

  it('announcement_saysWhatWhereAndWhy', () => {
    expect(announcement(anomaly('a'))).toBe(
      'Warning anomaly on pump-7, temperature: temperature rose to 84 where 71 was expected',
    );
  });
});
