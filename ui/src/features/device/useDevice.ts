import { useEffect, useMemo, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Anomaly, Event } from '../../api/schema';
import type { Comparison } from '../../domain/comparison';
import {
  DEFAULT_RANGE,
  panned,
  RANGES,
  type Range,
  type ShownWindow,
  viewOf,
  windowOf,
  zoomed,
} from '../../domain/timeWindow';
import { type DeviceQuery, devicePath, readDeviceQuery } from '../../routes/paths';
import { useServerClock, useServices } from '../../services';
import { type Shortcut, useShortcuts } from '../../shell/shortcuts';
import { useAppDispatch, useAppSelector } from '../../store';
import { useEvents } from '../activity/useEvents';
import { loadAnomaly } from '../anomalies/loadAnomalies';
import { loadDevice } from './loadDevice';

/** Follows a device's samples and reads what is known of it while the caller is on screen. */
export function useFollowedDevice(device: string): void {
  const { samples } = useServices();
  const dispatch = useAppDispatch();
  useEffect(() => samples.follow(device), [samples, device]);
  useEffect(() => void dispatch(loadDevice(device)), [dispatch, device]);
}

/** What the address asks of the charts. Every change goes through the address. */
export type ChartView = {
  range: Range;
  shown: ShownWindow;
  anomaly: Anomaly | null;
  /** With which earlier period the charts are compared. */
  compare: Comparison | null;
  /** Whether the series that moved together are listed. */
  related: boolean;
  /** What happened to the device in that time, oldest first. */
  events: readonly Event[];
  /** The address names an anomaly that could not be read. */
  anomalyIsMissing: boolean;
  /** The address of the same device with another query, or another enlarged metric. */
  pathTo: (query: DeviceQuery, metric?: string | null) => string;
  /** Goes there; zooming and panning replace the step in the history that they are part of. */
  goTo: (query: DeviceQuery) => void;
};

export function useChartView(device: string, metric: string | null): ChartView {
  const dispatch = useAppDispatch();
  const [, navigate] = useLocation();
  const now = useServerClock();
  const search = useSearch();
  const query = useMemo(() => readDeviceQuery(search), [search]);
  const { anomaly: id } = query;
  const anomaly = useAppSelector(({ anomalies }) => (id === undefined ? null : (anomalies.byId[id] ?? null)));
  const anomalyIsMissing = useAppSelector(({ anomalies }) => id !== undefined && anomalies.missing?.id === id);
  useEffect(() => {
    if (id !== undefined) void dispatch(loadAnomaly(id));
  }, [dispatch, id]);

  // An anomaly decides where to look once, when it is opened: the view must not jump while it is looked at.
  const known = anomaly !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const ofAnomaly = useMemo(() => (anomaly === null ? null : viewOf(anomaly, DEFAULT_RANGE, now())), [id, known]);
  const range = query.range ?? ofAnomaly?.range ?? DEFAULT_RANGE;
  const pinned = query.window ?? (query.range === undefined ? (ofAnomaly?.pinned ?? null) : null);
  const fromMillis = pinned?.fromMillis;
  const toMillis = pinned?.toMillis;
  const shown = useMemo<ShownWindow>(
    () =>
      fromMillis === undefined || toMillis === undefined
        ? { kind: 'live', spanMillis: RANGES[range] }
        : { kind: 'fixed', fromMillis, toMillis },
    [range, fromMillis, toMillis],
  );
  const events = useEvents(device, shown);
  const { compare, related = false } = query;
  // A comparison stays until it is taken away.
  const pathTo = (next: DeviceQuery, of: string | null = metric) =>
    devicePath(device, of, { ...(compare && { compare }), ...next });
  return {
    range,
    shown,
    anomaly,
    anomalyIsMissing,
    events,
    compare: compare ?? null,
    related,
    pathTo,
    goTo: (next) => navigate(pathTo(next)),
  };
}

/** Zooms, pans and returns to live by key, as the pointer does on the charts. */
export function useChartKeys(device: string, view: ChartView): void {
  const { samples } = useServices();
  const now = useServerClock();
  const newest = useRef({ view, now });
  newest.current = { view, now };
  const shortcuts = useMemo<Shortcut[]>(() => {
    const window = () => {
      const { view, now } = newest.current;
      return windowOf(view.shown, now(), samples.device(device).extent);
    };
    const show = (to: ReturnType<typeof window>) => {
      const { anomaly, range, goTo } = newest.current.view;
      goTo({ range, window: to, ...(anomaly !== null && { anomaly: anomaly.id }) });
    };
    return [
      { keys: '+', does: 'zoomIn', run: () => show(zoomed(window(), 0.5)) },
      { keys: '-', does: 'zoomOut', run: () => show(zoomed(window(), 2)) },
      { keys: 'ArrowLeft', does: 'earlier', run: () => show(panned(window(), -0.5)) },
      { keys: 'ArrowRight', does: 'later', run: () => show(panned(window(), 0.5)) },
      { keys: 'l', does: 'live', run: () => newest.current.view.goTo({ range: newest.current.view.range }) },
    ];
  }, [samples, device]);
  useShortcuts(shortcuts);
}
