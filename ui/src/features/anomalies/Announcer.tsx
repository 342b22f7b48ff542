import { useAppSelector } from '../../store';
import { announcement } from './anomalyText';

/** Announces each anomaly to screen readers that opens, whatever view is shown. */
export function Announcer() {
  const announced = useAppSelector((state) => state.anomalies.announced);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcement">
      {announced && announcement(announced)}
    </div>
  );
}
