import { describe, expect, it } from 'vitest';
import { placeOf } from './place';

const PATTERNS =
  '{\n  "patterns": [\n    {"id": "p", "sequence": [{"name": "a", "event": "x", "where": "evnt.type"}]}\n  ]\n}';

it('a problem in a condition of a pattern is found in its stage', () => {
  const place = placeOf("the 'where' of stage a of pattern p, line 1, column 1: undeclared", PATTERNS);

  expect(PATTERNS.slice(place?.from, place?.to)).toBe('evnt.type');
});

const CONTENT = '{\n  "rules": [\n    {"id": "hot", "condition": "anomaly.actual > nine"}\n  ]\n}';

describe('the place of a problem', () => {
  it('lineAndColumn_areMarked', () => {
    expect(marked("line 3, column 7: 'id' is not a field")).toBe('id');
  });

  it('columnOfACondition_countsWithinItsText', () => {
    expect(marked('the condition of rule hot, line 1, column 18: undeclared reference to nine')).toBe('nine');
  });

  it.each(['there is no channel x', 'the condition of rule cold, line 1, column 2: wrong', ''])(
    '%s, names no place',
    (problem) => {
      expect(placeOf(problem, CONTENT)).toBeNull();
    },
  );

  it('placeBehindTheEnd_isTheEnd', () => {
    expect(placeOf('line 99, column 7: the text ends', CONTENT)).toEqual({ from: CONTENT.length, to: CONTENT.length });
  });
});

function marked(problem: string): string | null {
  const place = placeOf(problem, CONTENT);
  return place && CONTENT.slice(place.from, place.to);
}
