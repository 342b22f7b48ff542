import { useEffect, useRef } from 'react';
import { chartTheme, themeVersion } from '../../charts/theme';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { useWidth } from '../series/useWidth';

const HEIGHT = 96;
const STATUS = 0xff;
const UNUSUAL = 3;
const ALARM = 4;
const WARM_UP = 1;

/** Every meter as a cell of one picture, coloured by its newest flag. */
export function MeterField() {
  const { browser } = text();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const { latest, names, alerts } = useAppSelector((state) => state.telemetry);
  const theme = themeVersion();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || latest === null || width === 0) return;
    context.canvas.width = width;
    context.canvas.height = Math.round(HEIGHT * window.devicePixelRatio);
    const cell = Math.max(1, Math.floor(Math.sqrt((width * context.canvas.height) / names.length)));
    const columns = Math.max(1, Math.floor(context.canvas.width / cell));
    const gap = cell > 4 ? 1 : 0;
    const { line, grid, unusual, critical, warning } = chartTheme();
    latest.flags.forEach((flags, i) => {
      const alert = alerts[i];
      const status = flags & STATUS;
      if (status === ALARM) context.fillStyle = alert?.severity === 'WARNING' ? warning : critical;
      else if (status === UNUSUAL) context.fillStyle = unusual;
      else context.fillStyle = status > WARM_UP ? line : grid;
      context.globalAlpha = status === ALARM || status === UNUSUAL ? 1 : 0.45;
      context.fillRect((i % columns) * cell, Math.floor(i / columns) * cell, cell - gap, cell - gap);
    });
  }, [latest, alerts, names, width, theme]);
  return (
    <div ref={frame} className="browser-field">
      <canvas ref={canvas} role="img" aria-label={browser.field(names.length)} />
    </div>
  );
}
