import type { SeriesQuality } from '../../api/schema';
import { formatCount, formatValue, unitOf } from '../../domain/format';
import { useDeviceSamples } from '../../services';
import { text } from '../../text/language';
import { barsOf, placeOf } from './histogram';

type Values = NonNullable<SeriesQuality['values']>;

/** How often the series had which value in the period, and where its newest one lies. */
export function Distribution({ device, metric, values }: { device: string; metric: string; values: Values }) {
  const { quality } = text().device;
  const latest = useDeviceSamples(device, (samples) => samples.latest(metric));
  const unit = unitOf(metric);
  const shown = (value: number) => formatValue(value, unit);
  const { histogram } = values;
  const now = latest && placeOf(latest.value, histogram);
  const said = quality.distributionOf(shown(values.p50), shown(values.p5), shown(values.p95));
  return (
    <figure className="distribution" data-testid="distribution">
      <figcaption>{quality.distribution}</figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={said}>
        {barsOf(histogram).map(({ x, width, height, from, to, count }) => (
          <rect key={x} x={x} width={width} y={40 - 40 * height} height={40 * height}>
            <title>{quality.bin(shown(from), shown(to), formatCount(count))}</title>
          </rect>
        ))}
        {now !== undefined && <line className="distribution-now" x1={now} x2={now} y1="0" y2="40" />}
      </svg>
      <p className="distribution-axis">
        <span>{shown(histogram.from)}</span>
        {latest && <span className="distribution-latest">{quality.latest(shown(latest.value))}</span>}
        <span>{shown(histogram.to)}</span>
      </p>
      {histogram.below + histogram.above > 0 && (
        <p className="muted">
          {quality.beyond(
            formatCount(histogram.below),
            shown(values.min),
            formatCount(histogram.above),
            shown(values.max),
          )}
        </p>
      )}
    </figure>
  );
}
