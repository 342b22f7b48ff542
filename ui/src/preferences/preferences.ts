import { setTimeZone } from '../domain/timeZone';
import { bestLanguage, LANGUAGES, type Language, setLanguage } from '../text/language';

export const THEMES = ['auto', 'light', 'dark'] as const;
export const ZONES = ['local', 'utc'] as const;
export const LANGUAGE_CHOICES = ['auto', ...LANGUAGES] as const;

/** What a person chooses for this browser; "auto" follows the system or the browser. */
export type Preferences = {
  theme: (typeof THEMES)[number];
  language: 'auto' | Language;
  zone: (typeof ZONES)[number];
  /** The person's name, for commands on alerts; empty: not given. */
  person: string;
};

const DEFAULTS: Preferences = { theme: 'auto', language: 'auto', zone: 'local', person: '' };
const KEY = 'anomaly-radar.preferences';

/** The part of the browser that preferences use, so that they are tested without one. */
export type PreferenceHost = {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  root: { dataset: { theme?: string }; lang: string };
  languages: readonly string[];
};

/** Reads, keeps and applies the preferences; every change is applied at once and reported to the listeners. */
export class PreferenceStore {
  readonly #host: PreferenceHost;
  readonly #listeners = new Set<() => void>();
  #current: Preferences;

  constructor(host: PreferenceHost) {
    this.#host = host;
    this.#current = readFrom(host.storage);
    this.#apply();
  }

  get current(): Preferences {
    return this.#current;
  }

  set(change: Partial<Preferences>): void {
    this.#current = { ...this.#current, ...change };
    try {
      this.#host.storage.setItem(KEY, JSON.stringify(this.#current));
    } catch {
      // A browser that refuses storage forgets the choice when the page closes.
    }
    this.#apply();
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #apply(): void {
    const { theme, language, zone } = this.#current;
    const spoken = language === 'auto' ? bestLanguage(this.#host.languages) : language;
    setLanguage(spoken);
    setTimeZone(zone === 'utc' ? 'UTC' : undefined);
    this.#host.root.lang = spoken;
    if (theme === 'auto') delete this.#host.root.dataset.theme;
    else this.#host.root.dataset.theme = theme;
  }
}

function readFrom(storage: PreferenceHost['storage']): Preferences {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULTS;
    const { theme, language, zone, person } = stored as Record<string, unknown>;
    return {
      theme: THEMES.find((t) => t === theme) ?? DEFAULTS.theme,
      language: LANGUAGE_CHOICES.find((l) => l === language) ?? DEFAULTS.language,
      zone: ZONES.find((z) => z === zone) ?? DEFAULTS.zone,
      person: typeof person === 'string' ? person : DEFAULTS.person,
    };
  } catch {
    return DEFAULTS;
  }
}
