import { useCallback, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { sentenceOf } from '../../api/rest';
import { STATES } from '../../domain/radarState';
import { devicePath, type RadarQuery, radarPath, readRadarQuery } from '../../routes/paths';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import { countStates, isWell, worstFirst } from './fleet';
import { RadarLegend } from './RadarLegend';
import { RadarPlot } from './RadarPlot';
import { RadarTable } from './RadarTable';
import { layOut } from './radarLayout';
import { useFleet } from './useFleet';
import './radar.css';

/** A list longer than this is no list to read; the fleet's search finds a device by name. */
const MOST_LISTED = 1000;

/** Every device as a point: the more unusual, the nearer to the centre. */
export default function RadarView() {
  const { radar } = text();
  const [, navigate] = useLocation();
  const search = useSearch();
  const query = useMemo(() => readRadarQuery(search), [search]);
  const { fleet, error, isLoaded } = useFleet(query.simulated ?? 0);
  const [isDrawn, setDrawn] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  // Places depend on the names alone: scores change every two seconds, names hardly ever.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  const layout = useMemo(() => layOut(fleet, query.group ?? null), [fleet.names, query.group]);
  const counts = useMemo(() => countStates(fleet, layout.slots), [fleet, layout]);
  const hidden = (query.hide ?? []).reduce((bits, state) => bits | (1 << STATES.indexOf(state)), 0);
  useTitle(radar.title);

  const change = useCallback(
    (part: RadarQuery) => navigate(radarPath({ ...query, ...part }), { replace: true }),
    [navigate, query],
  );
  const onUnable = useCallback(() => setDrawn(false), []);
  const isShown = (device: number) => ((hidden >> (fleet.states[device] ?? 0)) & 1) === 0;
  const listed = [...layout.slots].filter(
    (device) =>
      isShown(device) &&
      (chosen === null ? !isDrawn || !isWell(fleet.states[device] ?? 0) : chosen.has(fleet.devices[device] ?? '')),
  );
  return (
    <main className="view radar panel" id="content" tabIndex={-1} data-drawn={isDrawn}>
      <header className="view-header">
        <h1>
          {radar.title}
          {query.group !== undefined && (
            <button
              type="button"
              className="quiet"
              onClick={() => change({ group: undefined })}
              data-testid="radar-all"
            >
              {query.group === '' ? radar.noGroup : query.group} · {radar.everyGroup}
            </button>
          )}
        </h1>
        <RadarLegend
          counts={counts}
          hidden={hidden}
          onToggle={(i) => change({ hide: STATES.filter((_, at) => (((hidden ^ (1 << i)) >> at) & 1) === 1) })}
        />
      </header>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {query.simulated !== undefined && <p className="trouble">{radar.simulated}</p>}
      {!isDrawn && <p className="trouble">{radar.notDrawn}</p>}
      {isLoaded && fleet.devices.length === 0 && !error && <p className="muted hint">{radar.none}</p>}
      <div className="radar-body">
        {isDrawn && (
          <RadarPlot
            fleet={fleet}
            layout={layout}
            hidden={hidden}
            chosen={chosen}
            onOpen={(device) => navigate(devicePath(fleet.devices[device] ?? ''))}
            onChoose={setChosen}
            onGroup={(group) => change({ group })}
            onUnable={onUnable}
          />
        )}
        <RadarTable
          fleet={fleet}
          title={chosen !== null ? radar.chosen : isDrawn ? radar.unwell : text().devices.title}
          empty={chosen !== null ? radar.noneChosen : radar.allWell}
          devices={worstFirst(fleet, listed, MOST_LISTED)}
          total={listed.length}
          {...(chosen !== null && { onClear: () => setChosen(null) })}
        />
      </div>
    </main>
  );
}
