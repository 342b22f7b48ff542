import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AnomalyFeed } from '../anomalies/AnomalyFeed';
import { Welcome } from '../welcome/SendData';
import { DeviceList } from './DeviceList';

/** Every device, and what is not normal. */
export default function FleetView() {
  const isEmpty = useAppSelector(
    ({ devices }) =>
      devices.loaded && devices.query === '' && devices.pages.every(({ page }) => page.items.length === 0),
  );
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
        <DeviceList />
      </main>
      <AnomalyFeed />
    </div>
  );
}
