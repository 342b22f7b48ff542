import { formatAgo, formatBand, formatRarity, formatTime, formatValue, unitOf } from '../../domain/format';
import { ALARM, type Sample, statusWord, UNUSUAL, WARM_UP } from '../../domain/sample';
import { useServerClock, useServices } from '../../services';
import { useAppSelector } from '../../store';

const AGED_MILLIS = 60_000;
/** Of a usual sample within an anomaly there is nothing rare to tell. 2: one in a hundred. */
const RARE_SCORE = 2;

type ReadingProps = { metric: string; sample: Sample | undefined; past: boolean };

/** Value, what was expected, and the verdict: of now, or of the sample under the pointer. */
export function Reading({ metric, sample, past }: ReadingProps) {
  const { series } = useServices();
  const pinned = useAppSelector((state) => state.selection.pinned !== null);
  const now = useServerClock();
  const unit = unitOf(metric);
  if (sample === undefined) return <p className="reading muted">no samples yet</p>;
  const { value, expected, lower, upper, status, score } = sample;
  const judged = !Number.isNaN(expected);
  // A metric that has fallen behind its device says so: its verdict is not of now.
  const aged = series.extent.newestMillis - sample.timestampMillis > AGED_MILLIS;
  const age = aged ? `, ${formatAgo(sample.timestampMillis, now())}` : pinned ? ' now' : '';
  const isRare = (status === UNUSUAL || status === ALARM) && score >= RARE_SCORE;
  return (
    <p className="reading" data-status={statusWord(status)} data-past={past}>
      <span className="reading-value" data-testid="current-value">
        {formatValue(value, unit)}
      </span>
      <span className="reading-status" data-testid="current-status">
        {past ? formatTime(sample.timestampMillis, now()) : statusWord(status) + age}
      </span>
      <span className="reading-expected" data-testid="current-expected">
        {judged
          ? `expected ${formatValue(expected, unit)} (${formatBand(lower, upper, unit)})`
          : status === WARM_UP
            ? 'learning what is normal'
            : 'not judged'}
        {isRare && `, ${formatRarity(score)}`}
      </span>
    </p>
  );
}
