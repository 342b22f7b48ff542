import type { ReactNode } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Status } from '../../api/schema';
import { formatCount, formatDuration, formatValue } from '../../domain/format';
import { useServerTime } from '../../services';
import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AuditLog } from './AuditLog';
import { Channels } from './Channels';
import { DeadLetters } from './DeadLetters';
import { OnCall } from './OnCall';
import { PipelineParts } from './PipelineParts';
import { troubled } from './statusSlice';
import './system.css';

const BYTES = { symbol: 'B', scale: 'binary' } as const;

/** The path from end to end: what is up, how far behind, how much is stored, and where refused readings went. */
export default function SystemView() {
  const { system } = text();
  const { status: newest, error } = useAppSelector((state) => state.status);
  // What was true before the server fell silent may not be so any more.
  const status = error === null ? newest : null;
  useTitle(system.title);
  return (
    <main className="view system" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{system.title}</h1>
        {status && troubled(status.parts).length === 0 && <p className="muted">{system.allWell}</p>}
      </header>
      {error && (
        <p className="trouble" role="alert">
          {sentenceOf(error)}
        </p>
      )}
      {status && (
        <div className="system-grid">
          <Card title={system.parts}>
            <PipelineParts parts={status.parts} />
          </Card>
          <Card title={system.figures}>
            <Facts status={status} />
          </Card>
          <Card title={system.onCall}>
            <OnCall />
          </Card>
          <Card title={system.channels}>
            <Channels />
          </Card>
          <Card title={system.audit.title}>
            <AuditLog />
          </Card>
          <Card title={system.deadLetters}>
            <DeadLetters />
            <p className="links">
              <a href="/docs/">{system.documents}</a>
              <a href="/metrics">{system.metrics}</a>
            </p>
          </Card>
        </div>
      )}
    </main>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ status }: { status: Status }) {
  const { system, figures } = text();
  const now = useServerTime();
  const skipped = useAppSelector((state) => state.connection.skippedSamples);
  const facts: [string, string][] = [
    [system.readings, formatCount(Math.round(status.readingsPerSecond * 10) / 10)],
    [system.latency, figures.millis(Math.round(status.pipelineLatencyMillis))],
    [system.recordsToStore, status.historyLagRecords > 0 ? formatCount(status.historyLagRecords) : system.allStored],
    [system.devices, formatCount(status.devices)],
    [system.series, formatCount(status.series)],
    [system.stored, formatCount(status.storedSamples)],
    [system.storeSize, formatValue(status.storeBytes, BYTES)],
    [system.liveClients, formatCount(status.liveClients)],
    [system.coalesced, formatCount(skipped)],
    [system.runningFor, formatDuration(now - status.startedMillis)],
    [system.version, status.version],
  ];
  return (
    <dl className="facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
