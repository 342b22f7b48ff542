import { useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { PartState, Status } from '../../api/schema';
import { formatCount, formatDuration, formatValue } from '../../domain/format';
import { useServerTime } from '../../services';
import { useAppSelector } from '../../store';
import { troubled } from './statusSlice';
import './pipeline.css';

const STATE_WORDS: Record<PartState['state'], string> = { UP: 'up', STARTING: 'starting', DOWN: 'down', OFF: 'off' };
const BYTES = { symbol: 'B', scale: 'binary' } as const;

/** The path from end to end: a line when all is well, what is wrong and what to do when not, and all parts on request. */
export function PipelineHealth() {
  const { status: newest, error } = useAppSelector((state) => state.status);
  // What was true before the server fell silent may not be so any more.
  const status = error === null ? newest : null;
  const [open, setOpen] = useState(false);
  const parts = status?.parts ?? [];
  const trouble = troubled(parts);
  return (
    <section className="pipeline panel" aria-label="Pipeline health" data-testid="pipeline-health" data-open={open}>
      <button
        type="button"
        className="pipeline-summary"
        aria-expanded={open}
        aria-controls="pipeline-details"
        onClick={() => setOpen(!open)}
        data-testid="pipeline-toggle"
      >
        <span className="pipeline-title">Pipeline</span>
        {parts.map((part) => (
          <span key={part.name} className="part" data-state={part.state}>
            <span className="dot" aria-hidden="true" />
            {part.name} {STATE_WORDS[part.state]}
          </span>
        ))}
        {status && (
          <span className="pipeline-lag">
            {status.historyLagRecords > 0 ? `${formatCount(status.historyLagRecords)} records to store` : 'all stored'}
          </span>
        )}
        <span className="chevron" aria-hidden="true" />
      </button>
      {error && (
        <p className="trouble" role="alert">
          {sentenceOf(error)}
        </p>
      )}
      {trouble.map((part) => (
        <p key={part.name} className="trouble" data-part={part.name} role="alert">
          <strong>
            {part.name} {STATE_WORDS[part.state]}
          </strong>{' '}
          {part.detail}
        </p>
      ))}
      <div id="pipeline-details" className="pipeline-details">
        {status && <Details status={status} />}
      </div>
    </section>
  );
}

function Details({ status }: { status: Status }) {
  const now = useServerTime();
  return (
    <>
      <ul className="parts">
        {status.parts.map((part) => (
          <li key={part.name} data-testid={`part-${part.name}`} data-state={part.state}>
            <span className="part" data-state={part.state}>
              <span className="dot" aria-hidden="true" />
              {part.name} {STATE_WORDS[part.state]}
            </span>
            <span className="part-detail">{part.detail}</span>
          </li>
        ))}
      </ul>
      <dl className="facts">
        <Fact term="Samples stored" value={formatCount(status.storedSamples)} />
        <Fact term="Store size" value={formatValue(status.storeBytes, BYTES)} />
        <Fact term="Records to store" value={formatCount(status.historyLagRecords)} />
        <Fact term="Live clients" value={formatCount(status.liveClients)} />
        <Fact term="Running for" value={formatDuration(now - status.startedMillis)} />
        <Fact term="Version" value={status.version} />
      </dl>
    </>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
