import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { devicePath } from '../routes/paths';
import { VIEWS } from '../routes/views';
import { useServices } from '../services';
import { text } from '../text/language';
import { Name } from './Name';
import { matching, type Target } from './targets';

const MOST_SHOWN = 12;
const PAUSE_MILLIS = 150;

/** Ctrl-K: jumps to a view or a device by a part of its name. */
export function Palette() {
  const { palette, nav } = text();
  const { read, clock } = useServices();
  const [, navigate] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [devices, setDevices] = useState<string[]>([]);
  const [chosen, setChosen] = useState(0);
  const views = useMemo<Target[]>(
    () =>
      VIEWS.flatMap(({ path, nav: entry }) => (entry ? [{ kind: 'view' as const, name: nav[entry.name], path }] : [])),
    [nav],
  );
  useEffect(() => {
    const open = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      setQuery('');
      setChosen(0);
      dialog.current?.showModal();
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, []);
  useEffect(() => {
    if (query === '') {
      setDevices([]);
      return;
    }
    const controller = new AbortController();
    const timer = clock.after(PAUSE_MILLIS, () => {
      void read('listDevices', { query: { query, limit: MOST_SHOWN }, signal: controller.signal }).then((result) => {
        if (result.ok) setDevices(result.value.items.map(({ device }) => device));
      });
    });
    return () => {
      timer.cancel();
      controller.abort();
    };
  }, [read, clock, query]);
  const targets = useMemo<Target[]>(
    () =>
      [
        ...matching(views, query),
        ...devices.map((name) => ({ kind: 'device' as const, name, path: devicePath(name) })),
      ].slice(0, MOST_SHOWN),
    [views, devices, query],
  );
  const go = (target: Target | undefined) => {
    if (target === undefined) return;
    dialog.current?.close();
    navigate(target.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((at) => (at + step + targets.length) % Math.max(1, targets.length));
    else if (event.key === 'Enter') go(targets[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="dialog palette" aria-label={palette.title} data-testid="palette">
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={targets.length > 0 ? `palette-${chosen}` : undefined}
        aria-label={palette.title}
        placeholder={palette.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={palette.title} tabIndex={-1}>
        {targets.map((target, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={`${target.kind} ${target.name}`}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className="palette-target"
            data-testid="palette-target"
            onClick={() => go(target)}
          >
            <Name>{target.name}</Name>
            <span className="muted">{target.kind === 'view' ? palette.views : palette.device}</span>
          </div>
        ))}
      </div>
      {targets.length === 0 && <p className="muted">{palette.none}</p>}
    </dialog>
  );
}
