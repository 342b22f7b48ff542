import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from './pageAddress';

describe('page address', () => {
  it('linkOfAnAlert_isUnderstood', () => {
    expect(parseAddress('?device=pump-7&metric=temperature&anomaly=0af3')).toEqual({
      device: 'pump-7',
      metric: 'temperature',
      anomaly: '0af3',
      range: '5m',
    });
  });

  it.each(['?range=7w', '?range=toString', '?range='])('nonsense range %s, isTheUsualOne', (search) => {
    expect(parseAddress(search).range).toBe('5m');
  });

  it('anyNames_comeBackTheSame', () => {
    const address = { device: 'a&b=c #é', metric: 'x/y?', anomaly: null, range: '24h' } as const;

    expect(parseAddress(formatAddress(address))).toEqual(address);
  });

  it('nothingChosen_isNoQuery', () => {
    expect(formatAddress({ device: null, metric: null, anomaly: null, range: '5m' })).toBe('');
  });
});
