import type { SeriesQuality } from '../../api/schema';
import { formatCount, formatDuration, formatValue, type Unit } from '../../domain/format';
import { text } from '../../text/language';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a report on a series says, as pairs of name and value; what was not determined is left out. */
export function qualityFacts(report: SeriesQuality, unit: Unit): { name: string; value: string }[] {
  const { quality } = text().device;
  const shown = (value: number) => formatValue(value, unit);
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${shown(Math.abs(value))}`;
  const facts = [
    {
      name: quality.samples,
      value: quality.samplesOf(formatCount(report.samples), formatDuration(report.intervalMillis)),
    },
    { name: quality.missing, value: missing(report) },
    { name: quality.late, value: formatCount(report.lateSamples) },
  ];
  if (report.repeated !== undefined) facts.push({ name: quality.repeated, value: formatCount(report.repeated) });
  const { longestConstant: constant, values, trend, dayOverDay } = report;
  facts.push({
    name: quality.constant,
    value:
      constant === undefined
        ? quality.never
        : quality.constantOf(formatDuration(constant.toMillis - constant.fromMillis), shown(constant.value)),
  });
  if (values !== undefined) {
    facts.push({
      name: quality.typical,
      value: quality.typicalOf(shown(values.p50), shown(values.p5), shown(values.p95)),
    });
  }
  if (trend !== undefined) {
    const slope = slopeOf(trend.slopePerDay, report, signed);
    const said = { RISING: quality.rising(slope), FALLING: quality.falling(slope), NONE: quality.none };
    facts.push({ name: quality.trend, value: said[trend.direction] });
  }
  if (dayOverDay !== undefined) {
    facts.push({ name: quality.day, value: quality.dayOf(signed(dayOverDay.change), shown(dayOverDay.avg)) });
  }
  return facts;
}

/** In the longest of the units of time that the samples span twice. */
function slopeOf(
  perDay: number,
  { firstMillis = 0, lastMillis = 0 }: SeriesQuality,
  signed: (value: number) => string,
) {
  const { quality } = text().device;
  const span = lastMillis - firstMillis;
  if (span >= 2 * DAY) return quality.perDay(signed(perDay));
  if (span >= 2 * HOUR) return quality.perHour(signed((perDay * HOUR) / DAY));
  return quality.perMinute(signed((perDay * MINUTE) / DAY));
}

function missing(report: SeriesQuality): string {
  const { quality } = text().device;
  const longest = report.longestGaps[0];
  if (longest === undefined) return quality.complete;
  const percent = report.missingShare * 100;
  const share = percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
  return quality.missingOf(share, formatCount(report.gaps), formatDuration(longest.toMillis - longest.fromMillis));
}
