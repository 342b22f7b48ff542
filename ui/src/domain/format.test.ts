import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../text/language';
import { formatAgo, formatBand, formatDuration, formatRarity, formatTime, formatValue, unitOf } from './format';
import { setTimeZone, zoneName } from './timeZone';

afterEach(() => {
  setLanguage('en');
  setTimeZone(undefined);
});

describe('formatValue', () => {
  it.each([
    [0, 'x', '0'],
    [71.23456, 'temperature', '71.23'],
    [0.012345, 'x', '0.0123'],
    [1.2e-7, 'x', '1.20e-7'],
    [12480, 'x', '12,480'],
    [-12480, 'x', '-12,480'],
    [1_234_567, 'x', '1.235 M'],
    [25, 'cpu.load_percent', '25%'],
    [71.2, 'motor.celsius', '71.2 °C'],
    [3_250_000, 'disk.write.bytes_per_second', '3.099 MiB/s'],
    [512, 'memory.used_bytes', '512 B'],
    [2.4e9, 'cpu.frequency_hertz', '2.4 GHz'],
    [1480, 'fan-rpm', '1,480 rpm'],
    [Number.NaN, 'x', '–'],
  ])('%s of %s is %s', (value, metric, text) => {
    expect(formatValue(value, unitOf(metric))).toBe(text);
  });

  it.each(['bars', 'kilobytes', 'microseconds', 'milliamperes'])('%s_hasNoUnitThatIsKnown', (metric) => {
    expect(unitOf(metric).symbol).toBe('');
  });

  it('kilowatts_areNotTakenForWatts', () => {
    expect(formatValue(160.7, unitOf('active_power_kilowatt'))).toBe('160.7 kW');
  });
});

describe('formatBand', () => {
  it('unitWithoutPrefixes_isLeftOut', () => {
    expect(formatBand(9.8, 10.5, unitOf('celsius'))).toBe('9.8 to 10.5');
  });

  it('unitWithPrefixes_isSaidTwice', () => {
    expect(formatBand(512, 2048, unitOf('bytes'))).toBe('512 B to 2 KiB');
  });
});

describe('durations', () => {
  it.each([
    [-5, '0 ms'],
    [420, '420 ms'],
    [12_900, '12 s'],
    [61_000, '1 min'],
    [7_200_000, '2 h'],
    [7_500_000, '2 h 5 min'],
    [4 * 86_400_000, '4 d'],
  ])('%s ms is %s', (millis, text) => {
    expect(formatDuration(millis)).toBe(text);
  });

  it('lastTwoSeconds_areJustNow', () => {
    expect(formatAgo(9_000, 10_000)).toBe('just now');
    expect(formatAgo(0, 10_000)).toBe('10 s ago');
  });
});

describe('formatTime', () => {
  const now = Date.parse('2024-11-22T15:00:00Z');

  it.each([
    ['2024-11-22T14:02:11Z', '14:02:11'],
    ['2024-11-21T14:02:11Z', '21 Nov, 14:02:11'],
    ['2014-04-24T00:05:00Z', '24 Apr 2014, 00:05:00'],
  ])('%s is %s', (then, text) => {
    expect(formatTime(Date.parse(then), now)).toBe(text);
  });
});

describe('formatRarity', () => {
  it.each([
    [0, 'ordinary'],
    [2, '1 in 100'],
    [4.5, '1 in 32,000'],
    [40, 'rarer than 1 in 10⁹'],
  ])('score %s is %s', (score, text) => {
    expect(formatRarity(score)).toBe(text);
  });
});

describe('German', () => {
  it('numbers_haveACommaForDecimalsAndDotsBetweenThousands', () => {
    setLanguage('de');

    expect(formatValue(71.2, unitOf('motor.celsius'))).toBe('71,2 °C');
    expect(formatValue(12480)).toBe('12.480');
    expect(formatAgo(0, 10_000)).toBe('vor 10 s');
  });
});

describe('time zone', () => {
  it('chosenZone_isTheOneOfEveryTimeAndIsNamed', () => {
    const then = Date.parse('2024-07-01T23:30:00Z');
    setTimeZone('Asia/Tokyo');

    expect(formatTime(then, then)).toBe('08:30:00');
    expect(formatTime(then, Date.parse('2024-07-01T12:00:00Z'))).toBe('2 Jul, 08:30:00');
    expect(zoneName(then)).toBe('Asia/Tokyo (GMT+9)');
  });
});
