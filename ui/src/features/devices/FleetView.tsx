import { useMemo } from 'react';
import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AnomalyFeed } from '../anomalies/AnomalyFeed';
import type { HeatRow } from '../heatmap/heat';
import { useFleetHistory } from '../heatmap/useFleetHistory';
import { Welcome } from '../welcome/SendData';
import { DeviceList } from './DeviceList';

/** Of so many devices, those with the highest anomaly rate, the last hour is drawn. */
const STRIPS = 500;

/** Every device, and what is not normal. */
export default function FleetView() {
  const isEmpty = useAppSelector(
    ({ devices }) =>
      devices.loaded && devices.query === '' && devices.pages.every(({ page }) => page.items.length === 0),
  );
  const { history } = useFleetHistory('device', '1h', STRIPS);
  const lastHour = useMemo(() => new Map<string, HeatRow>(history?.rows.map((row) => [row.name, row])), [history]);
  useTitle(text().nav.fleet);
  if (isEmpty) {
    return (
      <main className="view panel" id="content" tabIndex={-1}>
        <Welcome />
      </main>
    );
  }
  return (
    <div className="fleet">
      <main className="fleet-devices" id="content" tabIndex={-1}>
        <h1 className="visually-hidden">{text().nav.fleet}</h1>
        <DeviceList lastHour={lastHour} />
      </main>
      <AnomalyFeed />
    </div>
  );
}
