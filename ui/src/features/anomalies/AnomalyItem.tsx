import { memo } from 'react';
import { Link } from 'wouter';
import type { Anomaly } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { useServerTime } from '../../services';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import { anomalyPath, isOfDevice, kindWord, severityWord, subjectWord, whenText } from './anomalyText';

/** One anomaly in a list: a link that opens its device at its time. */
export const AnomalyItem = memo(function AnomalyItem({ anomaly, chosen }: { anomaly: Anomaly; chosen: boolean }) {
  return (
    <li>
      <Link
        href={anomalyPath(anomaly)}
        className="feed-item"
        aria-current={chosen ? 'true' : undefined}
        data-testid="anomaly-item"
        data-anomaly={anomaly.id}
        data-severity={anomaly.severity}
        data-state={anomaly.state}
      >
        <span className="feed-tags">
          <span className="severity" data-severity={anomaly.severity}>
            {severityWord(anomaly)}
          </span>
          <span className="kind">{kindWord(anomaly)}</span>
          <span className="anomaly-state" data-state={anomaly.state}>
            {anomaly.state === 'OPEN' ? text().anomalies.open : text().anomalies.ended}
          </span>
        </span>
        <span className="feed-series">
          <Name>{anomaly.device}</Name>{' '}
          <span className="muted">{isOfDevice(anomaly) ? subjectWord(anomaly) : <Name>{anomaly.metric}</Name>}</span>
        </span>
        <span className="feed-why" lang="en">
          {safeName(anomaly.explanation)}
        </span>
        <When anomaly={anomaly} />
      </Link>
    </li>
  );
});

function When({ anomaly }: { anomaly: Anomaly }) {
  return <span className="feed-when">{whenText(anomaly, useServerTime())}</span>;
}
