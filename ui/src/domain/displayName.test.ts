import { describe, expect, it } from 'vitest';
import { nameParts, safeName } from './displayName';

describe('names of devices', () => {
  it.each([
    ['pump-7', 'pump-7'],
    ['Pumpe 3 (Süd)', 'Pumpe 3 (Süd)'],
    ['日本-1', '日本-1'],
    ['a\u202Egnp.exe', 'a\\u{202e}gnp.exe'],
    ['a\u0000b\nc', 'a\\u{0}b\\u{a}c'],
    ['a\u200Bb', 'a\\u{200b}b'],
    ['a\u00A0b', 'a\\u{a0}b'],
    ['a\uD800b', 'a\\u{d800}b'],
    ['\u2067a\u2069', '\\u{2067}a\\u{2069}'],
  ])('%j, is shown as %j', (name, shown) => {
    expect(safeName(name)).toBe(shown);
  });

  it('escapes_differFromTheSameLetters', () => {
    expect(nameParts('a\u202Eb')).toEqual([
      { text: 'a', escaped: false },
      { text: '\\u{202e}', escaped: true },
      { text: 'b', escaped: false },
    ]);
    expect(nameParts('a\\u{202e}b')).toEqual([{ text: 'a\\u{202e}b', escaped: false }]);
  });

  it('rightToLeftLetters_areIsolatedFromTheSentenceAroundThem', () => {
    expect(safeName('מכונה')).toBe('\u2068מכונה\u2069');
  });
});
