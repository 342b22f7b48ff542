import { formatAgo, formatBand, formatRarity, formatTime, formatValue, unitOf } from '../../domain/format';
import { ALARM, type Sample, statusName, statusWord, UNUSUAL, WARM_UP } from '../../domain/sample';
import { useServerClock, useServices } from '../../services';
import { text } from '../../text/language';

const AGED_MILLIS = 60_000;
/** A usual sample within an anomaly is not rare. 2: one in a hundred. */
const RARE_SCORE = 2;

type ReadingProps = { device: string; metric: string; sample: Sample | undefined; past: boolean; pinned: boolean };

/** Value, what was expected, and the verdict: of now, or of the sample under the pointer. */
export function Reading({ device, metric, sample, past, pinned }: ReadingProps) {
  const { samples } = useServices();
  const now = useServerClock();
  const unit = unitOf(metric);
  if (sample === undefined) return <p className="reading muted">{text().device.noSamples}</p>;
  const { value, expected, lower, upper, status, score } = sample;
  // A metric that has fallen behind its device says so: its verdict is not of now.
  const aged = samples.device(device).extent.newestMillis - sample.timestampMillis > AGED_MILLIS;
  const word = statusWord(status);
  const verdict = aged
    ? text().device.aged(word, formatAgo(sample.timestampMillis, now()))
    : pinned
      ? text().device.now(word)
      : word;
  const isRare = (status === UNUSUAL || status === ALARM) && score >= RARE_SCORE;
  return (
    <p className="reading" data-status={statusName(status)} data-past={past}>
      <span className="reading-value" data-testid="current-value">
        {formatValue(value, unit)}
      </span>
      <span className="reading-status" data-testid="current-status">
        {past ? formatTime(sample.timestampMillis, now()) : verdict}
      </span>
      <span className="reading-expected" data-testid="current-expected">
        {Number.isNaN(expected)
          ? text().device[status === WARM_UP ? 'learning' : 'notJudged']
          : text().device.expected(formatValue(expected, unit), formatBand(lower, upper, unit))}
        {isRare && `, ${formatRarity(score)}`}
      </span>
    </p>
  );
}
