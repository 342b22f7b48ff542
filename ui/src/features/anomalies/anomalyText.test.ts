import { describe, expect, it } from 'vitest';
import { anomaly } from '../../testing/samples';
import { announcement, kindWord, measuredText, whenText } from './anomalyText';

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

  it('announcement_saysWhatWhereAndWhy', () => {
    expect(announcement(anomaly('a'))).toBe(
      'Warning anomaly on pump-7, temperature: temperature rose to 84 where 71 was expected',
    );
  });
});
