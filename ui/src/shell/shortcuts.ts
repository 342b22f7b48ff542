import { useLayoutEffect } from 'react';
import type { Catalogue } from '../text/en';

/** A key, or two that are pressed one after the other ("g d"), and what it does. */
export type Shortcut = { keys: string; does: keyof Catalogue['help']['keys']; run: () => void };

const LONGEST_PAUSE_MILLIS = 1000;
const registered = new Set<Shortcut>();

/** Every shortcut of the views on screen, for the help. */
export function shortcutsInForce(): Shortcut[] {
  return [...registered];
}

/**
 * Has the shortcuts in force while the caller is on screen. A layout effect: React ends it when it hides a view until the
 * next one has loaded.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useLayoutEffect(() => {
    for (const shortcut of shortcuts) registered.add(shortcut);
    return () => {
      for (const shortcut of shortcuts) registered.delete(shortcut);
    };
  }, [shortcuts]);
}

let before = { key: '', atMillis: 0 };

/** Runs the shortcut of a key; call it for each keydown of the window. */
export function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  const isSecond = event.timeStamp - before.atMillis < LONGEST_PAUSE_MILLIS;
  const keys = isSecond ? `${before.key} ${event.key}` : event.key;
  const shortcut = find(keys) ?? find(event.key);
  before = { key: event.key, atMillis: shortcut ? 0 : event.timeStamp };
  if (!shortcut || document.querySelector('dialog[open]') !== null) return;
  event.preventDefault();
  shortcut.run();
}

function find(keys: string): Shortcut | undefined {
  // The newest registration wins: the view on screen may take a key over from the shell.
  return [...registered].reverse().find((shortcut) => shortcut.keys === keys);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
