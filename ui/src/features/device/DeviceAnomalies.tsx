import type { Anomaly } from '../../api/schema';
import { formatRarity } from '../../domain/format';
import { useServerTime } from '../../services';
import { useAppDispatch } from '../../store';
import {
  contributionsText,
  formatShare,
  isOfDevice,
  kindWord,
  measuredText,
  severityWord,
  subjectWord,
  whenText,
} from '../anomalies/anomalyText';
import { showAnomaly } from '../anomalies/loadAnomalies';
import { liveResumed, metricChosen } from '../selection/selectionSlice';

/** What goes on now with all metrics together: one line that leads there. */
export function OpenOfDevice({ anomaly }: { anomaly: Anomaly }) {
  const dispatch = useAppDispatch();
  const now = useServerTime();
  return (
    <aside className="chosen" data-severity={anomaly.severity} data-testid="device-anomaly">
      <p>
        <strong>
          {severityWord(anomaly)} {kindWord(anomaly)}
        </strong>{' '}
        of {subjectWord(anomaly)}, {whenText(anomaly, now)}: {contributionsText(anomaly)}
      </p>
      <button type="button" className="quiet" onClick={() => dispatch(showAnomaly(anomaly))}>
        Show
      </button>
    </aside>
  );
}

/** Which metrics it was, as bars; each leads to its chart. */
function Contributions({ anomaly }: { anomaly: Anomaly }) {
  const dispatch = useAppDispatch();
  if (!isOfDevice(anomaly)) return null;
  return (
    <ul className="contributions" aria-label="Metrics that matter most" data-testid="contributions">
      {(anomaly.contributions ?? []).map(({ name, share }) => (
        <li key={name}>
          <button type="button" className="metric-name" onClick={() => dispatch(metricChosen(name))}>
            {name}
          </button>
          <meter className="share" max={1} value={share} aria-label={`share of ${name}`} />
          <span className="share-number">{formatShare(share)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The anomaly that was asked for: what, when, why, and how rare. */
export function ChosenAnomaly({ anomaly }: { anomaly: Anomaly }) {
  const dispatch = useAppDispatch();
  const now = useServerTime();
  return (
    <aside className="chosen" data-severity={anomaly.severity} data-testid="chosen-anomaly">
      <p>
        <strong>
          {severityWord(anomaly)} {kindWord(anomaly)}
        </strong>{' '}
        on {subjectWord(anomaly)}, {whenText(anomaly, now)}
      </p>
      <p>{anomaly.explanation}</p>
      <Contributions anomaly={anomaly} />
      <p className="muted">
        At its peak {isOfDevice(anomaly) || `${measuredText(anomaly)}; `}
        {formatRarity(anomaly.score)} in normal operation; {anomaly.samples} unusual{' '}
        {anomaly.samples === 1 ? 'sample' : 'samples'}.
      </p>
      <button type="button" className="quiet" onClick={() => dispatch(liveResumed())} data-testid="close-anomaly">
        Close
      </button>
    </aside>
  );
}
