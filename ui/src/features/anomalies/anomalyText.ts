import type { Anomaly } from '../../api/schema';
import { formatBand, formatDuration, formatTime, formatValue, unitOf } from '../../domain/format';

const SEVERITIES = { WARNING: 'Warning', CRITICAL: 'Critical' };

export function severityWord(anomaly: Anomaly): string {
  return SEVERITIES[anomaly.severity];
}

/** "LEVEL_SHIFT" → "level shift". */
export function kindWord(anomaly: Anomaly): string {
  return anomaly.kind.toLowerCase().replaceAll('_', ' ');
}

/** "since 14:02:11, open for 12 s" or "14:02:11, lasted 3 min". */
export function whenText(anomaly: Anomaly, nowMillis: number): string {
  const start = formatTime(anomaly.startMillis, nowMillis);
  if (anomaly.state === 'OPEN') return `since ${start}, open for ${formatDuration(nowMillis - anomaly.startMillis)}`;
  const end = anomaly.endMillis ?? anomaly.peakMillis;
  return end > anomaly.startMillis ? `${start}, lasted ${formatDuration(end - anomaly.startMillis)}` : start;
}

/** "12.4 °C, expected 9.8 °C (9.1 to 10.5)". */
export function measuredText(anomaly: Anomaly): string {
  const unit = unitOf(anomaly.metric);
  const { actual, expected, lower, upper } = anomaly;
  return `${formatValue(actual, unit)}, expected ${formatValue(expected, unit)} (${formatBand(lower, upper, unit)})`;
}

/** What a screen reader says when it opens. */
export function announcement(anomaly: Anomaly): string {
  return `${severityWord(anomaly)} anomaly on ${anomaly.device}, ${anomaly.metric}: ${anomaly.explanation}`;
}
