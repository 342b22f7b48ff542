import { afterEach, describe, expect, it } from 'vitest';
import { setTimeZone } from '../domain/timeZone';
import { de } from '../text/de';
import { en } from '../text/en';
import { setLanguage, text } from '../text/language';
import { type PreferenceHost, PreferenceStore } from './preferences';

afterEach(() => {
  setLanguage('en');
  setTimeZone(undefined);
});

describe('preferences', () => {
  it('nothingChosen_followsSystemAndBrowser', () => {
    const at = host({ languages: ['fr-FR', 'de-AT', 'en'] });

    new PreferenceStore(at);

    expect(at.root).toEqual({ dataset: {}, lang: 'de' });
    expect(text()).toBe(de);
  });

  it('choice_isAppliedReportedAndKept', () => {
    const at = host({});
    const store = new PreferenceStore(at);
    let reports = 0;
    store.subscribe(() => reports++);

    store.set({ theme: 'light', language: 'de' });

    expect(at.root).toEqual({ dataset: { theme: 'light' }, lang: 'de' });
    expect(reports).toBe(1);
    expect(new PreferenceStore(at).current).toEqual({ theme: 'light', language: 'de', zone: 'local', person: '' });
  });

  it('backToTheSystem_leavesNoTheme', () => {
    const at = host({});
    const store = new PreferenceStore(at);

    store.set({ theme: 'dark' });
    store.set({ theme: 'auto' });

    expect(at.root.dataset).toEqual({});
  });

  it.each(['nonsense', '[]', 'null', '{"theme":"pink","language":7,"zone":"mars"}'])(
    'stored %s, is ignored',
    (stored) => {
      expect(new PreferenceStore(host({ stored })).current).toEqual({
        theme: 'auto',
        language: 'auto',
        zone: 'local',
        person: '',
      });
    },
  );

  it('browserThatRefusesStorage_appliesTheChoiceAllTheSame', () => {
    const at = host({});
    at.storage.getItem = refuse;
    at.storage.setItem = refuse;
    const store = new PreferenceStore(at);

    store.set({ theme: 'dark' });

    expect(at.root.dataset.theme).toBe('dark');
  });
});

describe('catalogues', () => {
  it('everyTextOfEveryLanguage_isThereAndNotEmpty', () => {
    expect(keysOf(de)).toEqual(keysOf(en).filter((key) => !key.startsWith('system.names.')));
    for (const catalogue of [en, de]) {
      expect(entriesOf(catalogue).filter(([, value]) => value === '')).toEqual([]);
    }
  });
});

function host({ languages = ['en-GB'], stored = null as string | null }): PreferenceHost {
  let kept = stored;
  const storage = {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
  return { storage, root: { dataset: {}, lang: '' }, languages };
}

function refuse(): never {
  throw new Error('storage is switched off');
}

function entriesOf(value: object, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, entry]) =>
    typeof entry === 'object' ? entriesOf(entry, `${path}${key}.`) : [[`${path}${key}`, entry] as [string, unknown]],
  );
}

function keysOf(value: object): string[] {
  return entriesOf(value)
    .map(([key]) => key)
    .filter((key) => !key.startsWith('system.names.'));
}
