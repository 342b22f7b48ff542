import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { fleetPath, PATHS, readFleetQuery, SEARCH_FOCUSED } from '../../routes/paths';
import { useShortcuts } from '../../shell/shortcuts';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { searched } from './devicesSlice';
import { loadDevicePage } from './loadDevices';

const SEARCH_PAUSE_MILLIS = 200;

/** Finds devices by part of their name; the key / leads here. On the fleet's view the search is in the address. */
export function DeviceSearch() {
  const { devices } = text();
  const dispatch = useAppDispatch();
  const [path, navigate] = useLocation();
  const inAddress = readFleetQuery(useSearch());
  const input = useRef<HTMLInputElement>(null);
  const known = useAppSelector((state) => state.devices.query);
  const isFleet = path === PATHS.fleet;
  const [typed, setTyped] = useState(isFleet ? inAddress : known);
  const shortcuts = useMemo(() => [{ keys: '/', does: 'search' as const, run: () => input.current?.focus() }], []);
  useShortcuts(shortcuts);

  useEffect(() => {
    if (window.history.state?.focused === SEARCH_FOCUSED.focused) input.current?.focus();
  }, []);

  // Back, forward and links change the address without a key.
  useEffect(() => {
    if (isFleet) setTyped(inAddress);
  }, [isFleet, inAddress]);

  useEffect(() => {
    if (typed === known) return;
    const handle = setTimeout(() => {
      dispatch(searched(typed));
      void dispatch(loadDevicePage(undefined));
      if (isFleet && typed !== inAddress) navigate(fleetPath(typed), { replace: true });
    }, SEARCH_PAUSE_MILLIS);
    return () => clearTimeout(handle);
  }, [typed, known, isFleet, inAddress, navigate, dispatch]);

  return (
    <div className="search">
      <input
        ref={input}
        type="search"
        placeholder={devices.searchHint}
        aria-label={devices.search}
        aria-keyshortcuts="/"
        data-testid="device-search"
        value={typed}
        maxLength={128}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className="key-cap" aria-hidden="true">
        /
      </span>
    </div>
  );
}
