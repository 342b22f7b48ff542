import { useEffect, useRef, useState } from 'react';
import { useAppDispatch, useAppSelector } from '../../store';
import { searched } from './devicesSlice';
import { loadDevicePage } from './loadDevices';

const SEARCH_PAUSE_MILLIS = 200;

/** Finds devices by part of their name; the key / leads here from anywhere. */
export function DeviceSearch() {
  const dispatch = useAppDispatch();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);
  const searchedText = useAppSelector((state) => state.devices.query);
  useEffect(() => {
    if (text === searchedText) return;
    const handle = setTimeout(() => {
      dispatch(searched(text));
      void dispatch(loadDevicePage(undefined));
    }, SEARCH_PAUSE_MILLIS);
    return () => clearTimeout(handle);
  }, [text, searchedText, dispatch]);
  return (
    <div className="search">
      <input
        ref={input}
        type="search"
        placeholder="Search"
        aria-label="Search devices"
        aria-keyshortcuts="/"
        data-testid="device-search"
        value={text}
        maxLength={128}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="key-cap" aria-hidden="true">
        /
      </span>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
