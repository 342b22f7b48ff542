import { useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import { sentenceOf } from '../../api/rest';
import type { Acknowledgement } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { decodeName, PATHS } from '../../routes/paths';
import { useServerTime, useServices } from '../../services';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import './acknowledge.css';

/**
 * What the link in a message leads to: the alert or incident and one large button. Nothing happens before it is
 * pressed, for mail programs open links by themselves. Nobody needs to log in.
 */
export default function AcknowledgeView() {
  const link = decodeName(useParams<{ link: string }>().link) ?? '';
  const { acknowledge: words } = text();
  const { read, write } = useServices();
  const now = useServerTime();
  const [subject, setSubject] = useState<Acknowledgement | null>(null);
  const [trouble, setTrouble] = useState('');
  const [sending, setSending] = useState(false);
  useTitle(words.title);
  useEffect(() => {
    const abort = new AbortController();
    void read('acknowledgement', { params: { link }, signal: abort.signal }).then((result) => {
      if (result.ok) setSubject(result.value);
      else if (result.error.kind !== 'aborted') setTrouble(sentenceOf(result.error));
    });
    return () => abort.abort();
  }, [read, link]);
  const acknowledge = async () => {
    setSending(true);
    const result = await write('acknowledge', { params: { link } });
    setSending(false);
    setTrouble(result.ok ? '' : sentenceOf(result.error));
    if (result.ok) setSubject(result.value);
  };
  return (
    <main className="view acknowledge panel" id="content" tabIndex={-1} data-testid="acknowledge-view">
      <h1>{subject === null ? words.title : safeName(subject.title)}</h1>
      {subject !== null && (
        <>
          <p>
            {text().inbox.severities[subject.severity]} · {words.since(formatTime(subject.since, now))}
          </p>
          <p lang="en">{safeName(subject.explanation)}</p>
          {subject.acknowledgedBy !== '' && (
            <p role="status" data-testid="acknowledged-by">
              {words.by(safeName(subject.acknowledgedBy))}
            </p>
          )}
          {subject.refusal === '' ? (
            <button type="button" disabled={sending} onClick={() => void acknowledge()} data-testid="acknowledge-now">
              {words.button}
            </button>
          ) : (
            subject.acknowledgedBy === '' && <p lang="en">{subject.refusal}</p>
          )}
        </>
      )}
      {trouble !== '' && (
        <p className="trouble" role="alert" lang="en">
          {trouble}
        </p>
      )}
      <Link href={PATHS.inbox}>{words.inbox}</Link>
    </main>
  );
}
