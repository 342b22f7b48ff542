import type { Anomaly } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatBand, formatDuration, formatTime, formatValue, unitOf } from '../../domain/format';
import { activityPath, devicePath } from '../../routes/paths';
import { text } from '../../text/language';

export function severityWord(anomaly: Anomaly): string {
  return text().anomalies.severities[anomaly.severity];
}

/** "LEVEL_SHIFT" → "level shift"; a kind that this page does not know is shown in the same manner. */
export function kindWord(anomaly: Anomaly): string {
  return text().anomalies.kinds[anomaly.kind] ?? anomaly.kind.toLowerCase().replaceAll('_', ' ');
}

/** "since 14:02:11, open for 12 s" or "14:02:11, lasted 3 min". */
export function whenText(anomaly: Anomaly, nowMillis: number): string {
  const { anomalies } = text();
  const start = formatTime(anomaly.startMillis, nowMillis);
  if (anomaly.state === 'OPEN') return anomalies.sinceOpen(start, formatDuration(nowMillis - anomaly.startMillis));
  const end = anomaly.endMillis ?? anomaly.peakMillis;
  return end > anomaly.startMillis ? anomalies.lasted(start, formatDuration(end - anomaly.startMillis)) : start;
}

/** A metric has a mark on its chart for an anomaly of its device from this share on. */
const MARKED_SHARE = 0.1;

/** Whether it is of the metrics of its device together. */
export function isOfDevice(anomaly: Anomaly): boolean {
  return anomaly.metric === '';
}

/** The metric, or that it is all of them. */
export function subjectWord(anomaly: Anomaly): string {
  return isOfDevice(anomaly) ? text().anomalies.allMetrics : safeName(anomaly.metric);
}

/** The metrics whose charts show it: its own, or those that have much to do with it. */
export function metricsOf(anomaly: Anomaly): string[] {
  if (!isOfDevice(anomaly)) return [anomaly.metric];
  return (anomaly.contributions ?? []).filter((c) => c.share >= MARKED_SHARE).map((c) => c.name);
}

/** The address that opens exactly this anomaly: its device, its metric, its time. */
/** A match of a pattern is about events; its metric is the pattern. */
const MATCH = 'PATTERN';

export function anomalyPath(anomaly: Anomaly): string {
  if (anomaly.kind === MATCH) return activityPath({ span: '24h', key: anomaly.device });
  return devicePath(anomaly.device, metricsOf(anomaly)[0] ?? null, { anomaly: anomaly.id });
}

/** "pressure 41 %, flow 22 %". */
export function contributionsText(anomaly: Anomaly): string {
  return (anomaly.contributions ?? []).map((c) => `${safeName(c.name)} ${formatShare(c.share)}`).join(', ');
}

/** "41 %". */
export function formatShare(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** "12.4 °C, expected 9.8 °C (9.1 to 10.5)"; of a device as a whole the metrics that matter most. */
export function measuredText(anomaly: Anomaly): string {
  const unit = unitOf(anomaly.metric);
  const { actual, expected, lower, upper } = anomaly;
  if (actual === undefined || expected === undefined || lower === undefined || upper === undefined)
    return contributionsText(anomaly);
  const band = formatBand(lower, upper, unit);
  return text().anomalies.measured(formatValue(actual, unit), formatValue(expected, unit), band);
}

/** What a screen reader says when it opens. */
export function announcement(anomaly: Anomaly): string {
  const { device, explanation } = anomaly;
  const severity = severityWord(anomaly);
  return text().anomalies.announcement(severity, safeName(device), subjectWord(anomaly), safeName(explanation));
}
