import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type Track, type TrackSpec, type TrackState, trackKey } from '../../domain/track';
import { useServices } from '../../services';

/** The part of a series to draw, and how its loading is doing. */
export type TrackView = { state: TrackState; drawn: () => Track | null };

/**
 * Opens a track while the caller is on screen; null waits, until the width of the chart is known. Until a new track has
 * samples the one before it is drawn, so that zooming refines a chart instead of emptying it.
 */
export function useTrack(spec: TrackSpec | null): TrackView {
  const { samples } = useServices();
  const [track, setTrack] = useState<Track | null>(null);
  const shown = useRef<Track | null>(null);
  const key = spec === null ? null : trackKey(spec);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the spec
  useEffect(() => {
    if (spec === null) return;
    const opened = samples.open(spec);
    setTrack(opened.track);
    return opened.close;
  }, [samples, key]);

  const subscribe = (listener: () => void) => track?.onState(listener) ?? (() => {});
  const state = useSyncExternalStore(
    subscribe,
    () => track?.state ?? 'loading',
    () => 'loading' as const,
  );
  return {
    state,
    drawn: () => {
      if (track !== null && (track.state !== 'loading' || track.length > 0 || !sameSeries(track, shown.current))) {
        shown.current = track;
      }
      return shown.current;
    },
  };
}

function sameSeries(track: Track, other: Track | null): boolean {
  return other !== null && other.spec.device === track.spec.device && other.spec.metric === track.spec.metric;
}
