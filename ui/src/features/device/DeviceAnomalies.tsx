import { Link } from 'wouter';
import type { Anomaly } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatRarity } from '../../domain/format';
import { devicePath } from '../../routes/paths';
import { useServerTime } from '../../services';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import {
  anomalyPath,
  contributionsText,
  formatShare,
  isOfDevice,
  kindWord,
  measuredText,
  metricsOf,
  severityWord,
  subjectWord,
  whenText,
} from '../anomalies/anomalyText';
import { SimilarAnomalies } from './SimilarAnomalies';

/** What goes on now with all metrics together: one line that leads there. */
export function OpenOfDevice({ anomaly }: { anomaly: Anomaly }) {
  const { anomalies } = text();
  const now = useServerTime();
  return (
    <aside className="chosen" data-severity={anomaly.severity} data-testid="device-anomaly">
      <p>
        <strong>
          {severityWord(anomaly)} {kindWord(anomaly)}
        </strong>{' '}
        {anomalies.ofDevice(subjectWord(anomaly), whenText(anomaly, now), contributionsText(anomaly))}
      </p>
      <Link href={anomalyPath(anomaly)} className="quiet">
        {anomalies.show}
      </Link>
    </aside>
  );
}

/** Which metrics it was, as bars; each leads to its chart. */
function Contributions({ anomaly }: { anomaly: Anomaly }) {
  const { anomalies } = text();
  if (!isOfDevice(anomaly)) return null;
  return (
    <ul className="contributions" aria-label={anomalies.contributions} data-testid="contributions">
      {(anomaly.contributions ?? []).map(({ name, share }) => (
        <li key={name}>
          <Link href={devicePath(anomaly.device, name, { anomaly: anomaly.id })} className="metric-name">
            <Name>{name}</Name>
          </Link>
          <meter className="share" max={1} value={share} aria-label={anomalies.share(safeName(name))} />
          <span className="share-number">{formatShare(share)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The anomaly that the address names: what, when, why, and how rare. */
export function ChosenAnomaly({ anomaly, closePath }: { anomaly: Anomaly; closePath: string }) {
  const { anomalies, device } = text();
  const [metric] = metricsOf(anomaly);
  const now = useServerTime();
  const heading = anomalies.heading(
    severityWord(anomaly),
    kindWord(anomaly),
    subjectWord(anomaly),
    whenText(anomaly, now),
  );
  return (
    <aside className="chosen" data-severity={anomaly.severity} data-testid="chosen-anomaly">
      <p>
        <strong>{heading.strong}</strong> {heading.rest}
      </p>
      <p lang="en">{safeName(anomaly.explanation)}</p>
      <Contributions anomaly={anomaly} />
      <p className="muted">
        {anomalies.atPeak(
          isOfDevice(anomaly) ? '' : measuredText(anomaly),
          formatRarity(anomaly.score),
          anomalies.unusualSamples(anomaly.samples),
        )}
      </p>
      <SimilarAnomalies anomaly={anomaly} />
      {metric !== undefined && (
        <p>
          <Link
            href={devicePath(anomaly.device, metric, { anomaly: anomaly.id, related: true })}
            className="quiet"
            data-testid="anomaly-related"
          >
            {device.related.title}
          </Link>
        </p>
      )}
      <Link href={closePath} className="quiet" data-testid="close-anomaly">
        {anomalies.close}
      </Link>
    </aside>
  );
}
