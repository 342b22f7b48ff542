import { useMemo, useRef, useState } from 'react';
import { formatValue } from '../../domain/format';
import { Name } from '../../shell/Name';
import { Segments } from '../../shell/Segments';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { useVirtualRows } from '../devices/useVirtualRows';
import { useWidth } from '../series/useWidth';

const ROW_REM = 3;
const TILE_REM = 12;
const STATUS = 0xff;

/** Every meter with its newest value and flag; only the tiles in sight are drawn. */
export function MeterTiles() {
  const { browser } = text();
  const scroller = useRef<HTMLDivElement>(null);
  const [which, setWhich] = useState<'all' | 'alerts'>('all');
  const { names, latest, alerts } = useAppSelector((state) => state.telemetry);
  const width = useWidth(scroller) / window.devicePixelRatio;
  const meters = useMemo(
    () => (which === 'all' ? names.map((_, i) => i) : Object.keys(alerts).map(Number)),
    [which, names, alerts],
  );
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const columns = Math.max(1, Math.floor(width / (TILE_REM * rem)));
  const rows = useVirtualRows(scroller, Math.ceil(meters.length / columns), ROW_REM);
  const shown = meters.slice(rows.first * columns, rows.end * columns);
  return (
    <section className="browser-meters" aria-labelledby="browser-meters-title">
      <header className="browser-meters-header">
        <h2 id="browser-meters-title">{browser.meters}</h2>
        <Segments
          label={browser.which}
          value={which}
          choices={[
            ['all', browser.all],
            ['alerts', browser.onlyAlerts],
          ]}
          onChoose={setWhich}
        />
      </header>
      <section
        ref={scroller}
        className="browser-tiles"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        aria-label={`${browser.meters}: ${which === 'all' ? browser.all : browser.onlyAlerts}`}
      >
        <ul
          style={{
            height: `${rows.height}px`,
            paddingTop: `${rows.top}px`,
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          }}
        >
          {shown.map((meter) => {
            const status = (latest?.flags[meter] ?? 0) & STATUS;
            const alert = alerts[meter];
            return (
              <li key={meter} className="meter-tile" data-testid="meter-tile" data-severity={alert?.severity}>
                <span>
                  <Name>{names[meter] ?? ''}</Name>
                </span>
                <strong>{formatValue(latest?.values[meter] ?? Number.NaN)}</strong>
                <span className="muted">{browser.statuses[status] ?? ''}</span>
              </li>
            );
          })}
        </ul>
      </section>
    </section>
  );
}
