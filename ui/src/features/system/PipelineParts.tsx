import type { PartState } from '../../api/schema';
import { text } from '../../text/language';

/** The parts of the path from telemetry to page: each with its state and, when it is not up, what to do. */
export function PipelineParts({ parts }: { parts: readonly PartState[] }) {
  const { states, names } = text().system;
  return (
    <ul className="parts" data-testid="pipeline-health">
      {parts.map((part) => (
        <li key={part.name} data-testid={`part-${part.name}`} data-state={part.state}>
          <span className="part" data-state={part.state}>
            <span className="dot" aria-hidden="true" />
            <strong>{names[part.name] ?? part.name}</strong> {states[part.state]}
          </span>
          <span className="part-detail" lang="en">
            {part.detail}
          </span>
        </li>
      ))}
    </ul>
  );
}
