import { useCallback } from 'react';
import { Link } from 'wouter';
import type { ProbableCause } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { devicePath } from '../../routes/paths';
import { useServerTime, useServices } from '../../services';
import { useReadAgain } from '../../shell/useReadAgain';
import { text } from '../../text/language';
import { type CauseNode, causeGraph } from './causeGraph';

type Caused = 'incidentCause' | 'alertCause';

const PERIOD_MILLIS = 15_000;
const WIDTH = 220;
const HEIGHT = 52;
const BOX = { width: 170, height: 32 };

/** What probably caused an incident or an alert: the verdict, the ranked candidates with their reasons, and the paths to them. */
export function CauseView({ of, id }: { of: Caused; id: string }) {
  const { inbox } = text();
  const cause = useCause(of, id);
  const now = useServerTime();
  if (!cause) return null;
  const isFound = cause.verdict === 'FOUND';
  return (
    <section className="cause" data-testid="probable-cause" data-verdict={cause.verdict}>
      <h2>{inbox.probableCause}</h2>
      {!isFound && <p className="muted">{inbox.insufficient}</p>}
      <ol>
        {cause.candidates.map((candidate) => (
          <li key={candidate.device} data-testid="cause-candidate">
            <Link href={devicePath(candidate.device, candidate.metric === '' ? null : candidate.metric)}>
              {safeName(candidate.device)}
            </Link>{' '}
            {candidate.metric !== '' && <span>{safeName(candidate.metric)}</span>}{' '}
            <span className="muted">{inbox.share(`${Math.round(100 * candidate.score)} %`)}</span>
            <ul lang="en">
              {candidate.reasons.map((reason) => (
                <li key={reason}>{safeName(reason)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {cause.changes.length > 0 && (
        <ul data-testid="cause-changes">
          {cause.changes.map((change) => (
            <li key={`${change.timestampMillis} ${change.type} ${change.device}`}>
              {inbox.changed(safeName(change.type), safeName(change.device), formatTime(change.timestampMillis, now))}
            </li>
          ))}
        </ul>
      )}
      {cause.candidates.length > 0 && <Drawing cause={cause} isFound={isFound} />}
    </section>
  );
}

function Drawing({ cause, isFound }: { cause: ProbableCause; isFound: boolean }) {
  const graph = causeGraph(cause.candidates, isFound);
  const symptoms = graph.nodes.filter((node) => node.column === 0).map((node) => safeName(node.device));
  const label = text().inbox.causeGraph(symptoms.join(', '), safeName(cause.candidates[0]?.device ?? ''));
  return (
    <div className="cause-graph">
      <svg width={graph.columns * WIDTH} height={graph.rows * HEIGHT} role="img" aria-label={label}>
        {graph.edges.map(([from, to]) => (
          <line
            key={JSON.stringify([from.device, to.device])}
            x1={left(from) + BOX.width}
            y1={middle(from)}
            x2={left(to)}
            y2={middle(to)}
          />
        ))}
        {graph.nodes.map((node) => (
          <g
            key={node.device}
            data-role={node.role}
            transform={`translate(${left(node)} ${middle(node) - BOX.height / 2})`}
          >
            <title>{safeName(node.device)}</title>
            <rect {...BOX} rx={8} />
            <text x={BOX.width / 2} y={BOX.height / 2}>
              {shortened(safeName(node.device))}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const left = (node: CauseNode) => node.column * WIDTH + 4;
const middle = (node: CauseNode) => node.row * HEIGHT + HEIGHT / 2;
const shortened = (name: string) => ([...name].length > 22 ? `${[...name].slice(0, 21).join('')}…` : name);

/** Read again now and then: it is settled only some minutes after the alarm. */
function useCause(of: Caused, id: string): ProbableCause | null {
  const { read } = useServices();
  const load = useCallback((signal: AbortSignal) => read(of, { params: { id }, signal }), [read, of, id]);
  return useReadAgain(load, PERIOD_MILLIS).value;
}
