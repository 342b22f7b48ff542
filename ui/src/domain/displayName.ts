/**
 * Names that devices chose, made safe to look at: characters that are invisible, reorder text or stand for nothing are
 * shown as escapes, so that no name can pose as another one.
 */
export type NamePart = { text: string; escaped: boolean };

/** Control and format characters, line separators, unpaired surrogates, private use, and every space but the plain one. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** The name in stretches: as it is, and as escapes. */
export function nameParts(name: string): NamePart[] {
  const parts: NamePart[] = [];
  let shownTo = 0;
  for (const match of name.matchAll(UNSAFE)) {
    if (match.index > shownTo) parts.push({ text: name.slice(shownTo, match.index), escaped: false });
    parts.push({ text: escapeOf(match[0]), escaped: true });
    shownTo = match.index + match[0].length;
  }
  if (shownTo < name.length) parts.push({ text: name.slice(shownTo), escaped: false });
  return parts;
}

/** The name as plain text for titles, labels and sentences, isolated so that right-to-left letters stay within it. */
export function safeName(name: string): string {
  const shown = nameParts(name)
    .map((part) => part.text)
    .join('');
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
