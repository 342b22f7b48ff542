import { describe, expect, it } from 'vitest';
import { completionAt } from './completion';

/** The words offered at the `|` of a text. */
function offered(marked: string): readonly string[] {
  const caret = marked.indexOf('|');
  return completionAt(marked.replace('|', ''), caret)?.words ?? [];
}

describe('completion', () => {
  it('condition_offersTheVariablesOfRules', () => {
    expect(offered('{"rules": [{"condition": "anomaly.ac|"}]}')).toEqual(['anomaly.actual']);
    expect(offered('{"rules": [{"condition": "anomaly.actual > 9.0 && dev|')).toContain('device.group');
  });

  it('where_offersTheVariablesOfPatterns', () => {
    expect(offered('{"patterns": [{"where": "sample.v|')).toEqual(['sample.value']);
  });

  it('kindAndSeverity_offerTheirValues', () => {
    expect(offered(`"condition": "anomaly.kind == 'LE|`)).toEqual(['LEVEL_SHIFT']);
    expect(offered('"severity": "c|')).toEqual(['critical']);
  });

  it('field_offersThoseOfItsPart', () => {
    expect(offered('{\n  "rules": [\n    {"keep|')).toEqual(['keepFiring']);
    expect(offered('{\n  "rules": [],\n  "patterns": [\n    {"mac|')).toEqual(['machine']);
    expect(offered('{\n  "patterns": [],\n  "routes": [\n    {"chan|')).toEqual(['channels']);
  });

  it.each(['{"rules": [{"name": "ano|"}]}', '{"rules": [|', '|', '{"rules": [{"condition": "nine|'])(
    '%s, offers nothing',
    (place) => {
      expect(offered(place)).toEqual([]);
    },
  );

  it('wordThatIsBegun_isReplacedFromItsStart', () => {
    const content = '{"condition": "anomaly.ac';

    expect(completionAt(content, content.length)?.from).toBe(content.indexOf('anomaly'));
  });
});
