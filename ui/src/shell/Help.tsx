import { useMemo, useRef, useState } from 'react';
import { text } from '../text/language';
import { type Shortcut, shortcutsInForce, useShortcuts } from './shortcuts';

/** The button and the key ? that list every shortcut of the view on screen. */
export function Help() {
  const { help } = text();
  const dialog = useRef<HTMLDialogElement>(null);
  const [listed, setListed] = useState<Shortcut[]>([]);
  const own = useMemo<Shortcut[]>(() => {
    const open = () => {
      setListed(shortcutsInForce());
      dialog.current?.showModal();
    };
    return [{ keys: '?', does: 'help', run: open }];
  }, []);
  useShortcuts(own);
  const meanings = new Map(listed.map(({ does, keys }) => [does, keys]));
  return (
    <>
      <button
        type="button"
        className="icon-button help-button"
        aria-label={help.open}
        aria-keyshortcuts="?"
        onClick={() => own[0]?.run()}
        data-testid="help"
      >
        ?
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="help-title" data-testid="help-dialog">
        <h2 id="help-title">{help.title}</h2>
        <dl className="shortcuts">
          {[...meanings].map(([does, keys]) => (
            <ShortcutRow key={does} keys={keys.split(' ')} meaning={help.keys[does]} separator={help.followedBy} />
          ))}
          <ShortcutRow keys={['Ctrl-K']} meaning={help.keys.palette} separator="" />
          <ShortcutRow keys={['↑', '↓']} meaning={help.keys.rows} separator="" />
          <ShortcutRow keys={['Enter']} meaning={help.keys.enter} separator="" />
          <ShortcutRow keys={['Esc']} meaning={help.keys.escape} separator="" />
        </dl>
        <form method="dialog">
          <button type="submit">{help.close}</button>
        </form>
      </dialog>
    </>
  );
}

const SYMBOLS: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→' };

function ShortcutRow({ keys, meaning, separator }: { keys: string[]; meaning: string; separator: string }) {
  return (
    <div>
      <dt>
        {keys.map((key, i) => (
          <span key={key}>
            {i > 0 && <span className="muted"> {separator} </span>}
            <kbd>{SYMBOLS[key] ?? key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{meaning}</dd>
    </div>
  );
}
