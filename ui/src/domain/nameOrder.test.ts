import { describe, expect, it } from 'vitest';
import { nameOrder } from './nameOrder';

describe('nameOrder', () => {
  it('numbersInNames_countAsNumbers', () => {
    expect(sorted(['s-10', 's-9', 'S-1', 'a'])).toEqual(['a', 'S-1', 's-9', 's-10']);
  });

  it('fewerNamesThanBefore_keepTheirOrder', () => {
    sorted(['c', 'a', 'b-2', 'b-10']);

    expect(sorted(['b-10', 'b-2', 'c'])).toEqual(['b-2', 'b-10', 'c']);
  });

  it('newName_takesItsPlace', () => {
    sorted(['a', 'c']);

    expect(sorted(['c', 'b', 'a'])).toEqual(['a', 'b', 'c']);
  });

  it('namesThatCollateEqually_haveOneOrder', () => {
    expect(sorted(['e\u0301', '\u00e9'])).toEqual(sorted(['\u00e9', 'e\u0301']));
  });
});

function sorted(names: string[]): string[] {
  return [...names].sort(nameOrder(names));
}
