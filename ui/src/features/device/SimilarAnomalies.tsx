import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Anomaly, SimilarAnomalies as Similar } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import { anomalyPath, formatShare, whenText } from '../anomalies/anomalyText';

/** Earlier anomalies that looked like this one, with what people did about them: often the fastest way to the cause. */
export function SimilarAnomalies({ anomaly }: { anomaly: Anomaly }) {
  const { read } = useServices();
  const { similar } = text().anomalies;
  const now = useServerTime();
  const [list, setList] = useState<Similar | null>(null);
  const { id } = anomaly;
  useEffect(() => {
    const abort = new AbortController();
    setList(null);
    void read('similarAnomalies', { params: { id }, signal: abort.signal }).then((result) => {
      if (result.ok) setList(result.value);
    });
    return () => abort.abort();
  }, [read, id]);
  // What does not answer is left out: the anomaly itself is what matters.
  if (list === null || list.items.length === 0) return null;
  return (
    <details className="similar" data-testid="similar-anomalies">
      <summary>{similar.title(list.items.length)}</summary>
      <ol>
        {list.items.map(({ similarity, anomaly: other, handling }) => (
          <li key={other.id} data-testid="similar-anomaly">
            <Link href={anomalyPath(other)}>
              {other.device !== anomaly.device && (
                <>
                  <Name>{other.device}</Name>,{' '}
                </>
              )}
              {whenText(other, now)}
            </Link>{' '}
            <span className="muted">{similar.alike(formatShare(similarity))}</span>
            {handling.map((entry) => (
              <p key={`${entry.atMillis} ${entry.change}`}>
                {formatTime(entry.atMillis, now)} {safeName(entry.by)}: {text().inbox.changes[entry.change]}
                {entry.text !== '' && ` – ${safeName(entry.text)}`}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
