import { de } from './de';
import { type Catalogue, en } from './en';

const CATALOGUES = { en, de } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as Language[];

let current: Catalogue = en;

/** The texts of the language in force. A change of the language renders the whole page again, so no part subscribes. */
export function text(): Catalogue {
  return current;
}

export function setLanguage(language: Language): void {
  current = CATALOGUES[language];
}

/** The first language of `wanted` ("de-AT", "en") that has a catalogue; English otherwise. */
export function bestLanguage(wanted: readonly string[]): Language {
  const codes = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return codes.find((code): code is Language => Object.hasOwn(CATALOGUES, code)) ?? 'en';
}
