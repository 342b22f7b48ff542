import { describe, expect, it } from 'vitest';
import { kioskOf } from './kiosk';
import { matching, type Target } from './targets';

const TARGETS: Target[] = ['Radar', 'In this browser', 'What if', 'Heat map'].map((name) => ({
  kind: 'view',
  name,
  path: '/',
}));

describe('palette', () => {
  it('wordsThatBeginSo_comeFirst', () => {
    expect(matching(TARGETS, 'A').map(({ name }) => name)).toEqual(['Radar', 'What if', 'Heat map']);
    expect(matching(TARGETS, ' br ').map(({ name }) => name)).toEqual(['In this browser']);
    expect(matching(TARGETS, '')).toHaveLength(4);
  });
});

describe('kiosk', () => {
  it('addressNamesViewsAndPause', () => {
    expect(kioskOf('?kiosk=/radar,/heatmap?by=device,/&every=20')).toEqual({
      paths: ['/radar', '/heatmap?by=device', '/'],
      seconds: 20,
    });
    expect(kioskOf('?kiosk')).toEqual({ paths: [], seconds: 30 });
    expect(kioskOf('?kiosk=https://evil.example,//evil.example,/radar&every=0')).toEqual({
      paths: ['/radar'],
      seconds: 5,
    });
    expect(kioskOf('?q=kiosk')).toBeNull();
  });
});
