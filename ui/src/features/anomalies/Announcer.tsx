import { useAppSelector } from '../../store';
import { announcement } from './anomalyText';

/** Tells a screen reader of each anomaly that opens, whatever view is shown. */
export function Announcer() {
  const announced = useAppSelector((state) => state.anomalies.announced);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcement">
      {announced && announcement(announced)}
    </div>
  );
}
