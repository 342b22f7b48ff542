import { useEffect, useState } from 'react';
import type { RuleDurationList } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatDuration } from '../../domain/format';
import { useServices } from '../../services';
import { FactTable } from '../../shell/FactTable';
import { text } from '../../text/language';

/** How long the alerts of each rule lasted in the last week, and until somebody took them on. Asked for when it is opened. */
export function Durations() {
  const { durations } = text().inbox;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="alert-timeline" onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="durations">
      <summary>{durations.title}</summary>
      {isOpen && <DurationTable />}
    </details>
  );
}

function DurationTable() {
  const { durations } = text().inbox;
  const { read } = useServices();
  const [list, setList] = useState<RuleDurationList | null>(null);
  useEffect(() => {
    void read('ruleDurations').then((result) => {
      if (result.ok) setList(result.value);
    });
  }, [read]);
  if (list === null) return null;
  if (list.items.length === 0) return <p className="muted">{durations.none}</p>;
  return (
    <FactTable columns={durations.columns} className="inbox-table">
      {list.items.map((item) => (
        <tr key={item.rule}>
          <th scope="row">{safeName(item.rule)}</th>
          <td>{item.fired}</td>
          <td>{item.open}</td>
          <td>{quantiles(item.acknowledgeMedianMillis, item.acknowledgeP90Millis)}</td>
          <td>{quantiles(item.durationMedianMillis, item.durationP90Millis)}</td>
        </tr>
      ))}
    </FactTable>
  );
}

/** "4 min, 90 %: 12 min"; a dash where nothing was counted. */
function quantiles(median: number | undefined, p90: number | undefined): string {
  if (median === undefined || p90 === undefined) return '–';
  return `${formatDuration(median)}, 90 %: ${formatDuration(p90)}`;
}
