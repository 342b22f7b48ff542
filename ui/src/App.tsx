import { useEffect } from 'react';
import { AnomalyFeed } from './features/anomalies/AnomalyFeed';
import { selectOpen } from './features/anomalies/anomaliesSlice';
import { ConnectionState } from './features/connection/ConnectionState';
import { DeviceView } from './features/device/DeviceView';
import { DeviceList } from './features/devices/DeviceList';
import { HeaderFigures } from './features/pipeline/HeaderFigures';
import { PipelineHealth } from './features/pipeline/PipelineHealth';
import { troubled } from './features/pipeline/statusSlice';
import { type Tab, tabChosen } from './features/selection/selectionSlice';
import { Mark } from './Mark';
import { useAppDispatch, useAppSelector } from './store';

/** The one screen: devices, charts, anomalies, pipeline; side by side where there is room, behind tabs where not. */
export function App() {
  const tab = useAppSelector((state) => state.selection.tab);
  const open = useAppSelector((state) => selectOpen(state).length);
  useEffect(() => {
    document.title = open > 0 ? `(${open}) Anomaly Radar` : 'Anomaly Radar';
  }, [open]);
  return (
    <div className="page" data-tab={tab}>
      <a className="skip" href="#charts">
        Skip to the charts
      </a>
      <header className="top">
        <div className="brand">
          <Mark />
          <span>Anomaly Radar</span>
        </div>
        <HeaderFigures />
        <ConnectionState />
      </header>
      <DeviceList />
      <DeviceView />
      <AnomalyFeed />
      <PipelineHealth />
      <Tabs tab={tab} open={open} />
    </div>
  );
}

const TABS: readonly [Tab, string][] = [
  ['devices', 'Devices'],
  ['charts', 'Charts'],
  ['anomalies', 'Anomalies'],
  ['pipeline', 'Pipeline'],
];

function Tabs({ tab, open }: { tab: Tab; open: number }) {
  const dispatch = useAppDispatch();
  const troubles = useAppSelector((state) => troubled(state.status.status?.parts ?? []).length);
  return (
    <nav className="tabs" aria-label="Parts of the page">
      {TABS.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-current={tab === name ? 'page' : undefined}
          onClick={() => dispatch(tabChosen(name))}
          data-testid={`tab-${name}`}
        >
          {label}
          {name === 'anomalies' && open > 0 && <span className="badge">{open}</span>}
          {name === 'pipeline' && troubles > 0 && <span className="badge">{troubles}</span>}
        </button>
      ))}
    </nav>
  );
}
