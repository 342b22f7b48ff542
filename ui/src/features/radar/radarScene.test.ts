import { describe, expect, it } from 'vitest';
import { aFleet } from '../../testing/fleets';
import { layOut, radiusOf } from './radarLayout';
import { MOVE_SECONDS, RadarScene } from './radarScene';

const FLEET = aFleet(['a', 'a', 'a', 'a']);
const LAYOUT = layOut(FLEET, null);

function loaded(states: number[], scores: number[]): RadarScene {
  const scene = new RadarScene();
  scene.load({ ...FLEET, states: Uint8Array.from(states), scores: Float32Array.from(scores) }, LAYOUT, 0, false);
  return scene;
}

describe('RadarScene', () => {
  it('devicesThatNeedAttention_areDrawnLast', () => {
    const scene = loaded([2, 0, 4, 1], [0, 0, 0, 0]);

    expect([...scene.order]).toEqual([2, 1, 3, 0]);
  });

  it('newScore_movesTheDeviceFromWhereItStands', () => {
    const scene = loaded([0, 0, 0, 0], [0, 0, 0, 0]);
    const later = { ...FLEET, scores: Float32Array.of(9, 0, 0, 0) };
    scene.load(later, LAYOUT, 2000, false);

    expect(scene.radiusAt(0, 0)).toBeCloseTo(1);
    expect(scene.radiusAt(0, MOVE_SECONDS)).toBeCloseTo(radiusOf(9));
    expect([...scene.movers]).toEqual([0]);

    const half = scene.radiusAt(0, MOVE_SECONDS / 2);
    scene.load(FLEET, LAYOUT, 2000 + (MOVE_SECONDS / 2) * 1000, false);
    expect(scene.radiusAt(0, 0)).toBeCloseTo(half);
  });

  it('reducedMotion_nothingMoves', () => {
    const scene = loaded([0, 0, 0, 0], [0, 0, 0, 0]);
    scene.load({ ...FLEET, scores: Float32Array.of(9, 0, 0, 0) }, LAYOUT, 2000, true);

    expect(scene.radiusAt(0, 0)).toBeCloseTo(radiusOf(9));
    expect(scene.movers).toHaveLength(0);
  });

  it('pointer_findsWhatIsNear_andSkipsWhatIsFilteredOut', () => {
    const scene = loaded([0, 1, 0, 0], [0, 6, 0, 0]);
    const angle = LAYOUT.angles[1] ?? 0;
    const [x, y] = [radiusOf(6) * Math.sin(angle), radiusOf(6) * Math.cos(angle)];

    expect(scene.nearest(x, y, 0.01, 0, 0)).toBe(1);
    expect(scene.nearest(x, y, 0.01, 1 << 1, 0)).toBe(-1);
    expect(scene.within(x - 0.01, y - 0.01, x + 0.01, y + 0.01, 0, 0)).toEqual([1]);
    expect(scene.within(-1, -1, 1, 1, 1 << 0, 0)).toEqual([1]);
  });

  it('selection_survivesNewScores', () => {
    const scene = loaded([0, 0, 0, 0], [0, 0, 0, 0]);
    scene.select(new Set([2]));
    scene.load({ ...FLEET, states: Uint8Array.of(0, 0, 1, 0) }, LAYOUT, 2000, false);

    expect([...scene.looks]).toEqual([0, 0, 8 | 1, 0]);
  });
});
