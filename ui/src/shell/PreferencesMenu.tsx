import { useRef } from 'react';
import { zoneName } from '../domain/timeZone';
import { LANGUAGE_CHOICES, THEMES, ZONES } from '../preferences/preferences';
import { useServices } from '../services';
import { text } from '../text/language';
import { Segments } from './Segments';

/** How this browser shows the page: colours, language, time zone. The zone in force is always in sight. */
export function PreferencesMenu() {
  const { preferences } = useServices();
  const { preferences: words } = text();
  const dialog = useRef<HTMLDialogElement>(null);
  const { theme, language, zone } = preferences.current;
  const now = Date.now();
  return (
    <>
      <button
        type="button"
        className="zone-button"
        aria-label={`${words.open}. ${words.zoneInForce(zoneName(now))}`}
        title={words.zoneInForce(zoneName(now))}
        onClick={() => dialog.current?.showModal()}
        data-testid="preferences"
      >
        {shortZone(now)}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="preferences-title" data-testid="preferences-dialog">
        <h2 id="preferences-title">{words.title}</h2>
        <div className="preference">
          <span>{words.theme}</span>
          <Segments
            label={words.theme}
            value={theme}
            choices={THEMES.map((t) => [t, words.themes[t]] as const)}
            onChoose={(chosen) => preferences.set({ theme: chosen })}
            testId={(t) => `theme-${t}`}
          />
        </div>
        <div className="preference">
          <span>{words.language}</span>
          <Segments
            label={words.language}
            value={language}
            choices={LANGUAGE_CHOICES.map((l) => [l, words.languages[l]] as const)}
            onChoose={(chosen) => preferences.set({ language: chosen })}
            testId={(l) => `language-${l}`}
          />
        </div>
        <div className="preference">
          <span>{words.zone}</span>
          <Segments
            label={words.zone}
            value={zone}
            choices={ZONES.map((z) => [z, words.zones[z]] as const)}
            onChoose={(chosen) => preferences.set({ zone: chosen })}
            testId={(z) => `zone-${z}`}
          />
        </div>
        <p className="muted">{words.zoneInForce(zoneName(now))}</p>
        <form method="dialog">
          <button type="submit">{text().help.close}</button>
        </form>
      </dialog>
    </>
  );
}

/** "Berlin", "UTC": what is left of the zone's name where there is little room. */
function shortZone(millis: number): string {
  return zoneName(millis).split(' ')[0]?.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
}
