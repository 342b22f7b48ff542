import { formatRarity, formatValue } from '../../domain/format';
import { Name } from '../../shell/Name';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import type { MeterAlert } from './telemetrySlice';

/** More badges than this are no help; the field below shows every meter. */
const MOST_SHOWN = 60;

/** A badge for each meter with an alert, the worst first; it blinks until it is dismissed, or 300 s have passed. */
export function AlertBadges({ onDismiss }: { onDismiss: (meter: number) => void }) {
  const { browser } = text();
  const alerts = useAppSelector((state) => state.telemetry.alerts);
  const entries = Object.entries(alerts).sort(([, a], [, b]) => rank(b) - rank(a) || b.alertedMillis - a.alertedMillis);
  return (
    <section className="browser-alerts" aria-labelledby="browser-alerts-title">
      <h2 id="browser-alerts-title">
        {browser.alerts} <span className="muted count">{entries.length}</span>
      </h2>
      {entries.length === 0 && <p className="muted">{browser.noAlerts}</p>}
      <ul>
        {entries.slice(0, MOST_SHOWN).map(([meter, alert]) => (
          <li key={meter}>
            <button
              type="button"
              className="meter-badge"
              data-severity={alert.severity}
              data-open={alert.isOpen}
              data-testid="meter-badge"
              title={browser.dismiss(describe(alert))}
              onClick={() => onDismiss(Number(meter))}
            >
              <span aria-hidden="true">{alert.severity === 'CRITICAL' ? '■' : '◆'}</span> <Name>{alert.name}</Name>
              <span className="muted"> {text().anomalies.kinds[alert.pattern] ?? alert.pattern}</span>
              <span className="visually-hidden">. {browser.dismiss(describe(alert))}</span>
            </button>
          </li>
        ))}
      </ul>
      {entries.length > MOST_SHOWN && <p className="muted">{browser.moreAlerts(entries.length - MOST_SHOWN)}</p>}
    </section>
  );
}

function rank({ severity, isOpen }: MeterAlert): number {
  return (severity === 'CRITICAL' ? 2 : 0) + (isOpen ? 1 : 0);
}

function describe({ severity, value, expected, score }: MeterAlert): string {
  const { anomalies, browser } = text();
  return browser.describe(
    anomalies.severities[severity],
    formatValue(value),
    formatValue(expected),
    formatRarity(score),
  );
}
