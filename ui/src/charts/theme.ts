/** The colours of the charts: those of the style sheet, so that a theme is defined once. */
export type ChartTheme = {
  text: string;
  grid: string;
  line: string;
  expected: string;
  earlier: string;
  band: string;
  spread: string;
  unusual: string;
  critical: string;
  criticalArea: string;
  warning: string;
  warningArea: string;
  note: string;
  font: string;
  /** The page's font size in pixels. */
  rem: number;
};

let current: ChartTheme | null = null;
let version = 0;
const listeners = new Set<() => void>();
let isWatching = false;

/** The theme in force; read again after the system, the preferences or the screen have changed it. */
export function chartTheme(): ChartTheme {
  current ??= read();
  return current;
}

/** Grows with every change of the theme. */
export function themeVersion(): number {
  return version;
}

/** Notifies of another theme until the answer is called. */
export function onTheme(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', changed);
  // The font grows with the window.
  window.addEventListener('resize', () => current !== null && current.rem !== fontPixels() && changed());
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ['data-theme'] });
}

function changed(): void {
  current = null;
  version++;
  for (const listener of listeners) listener();
}

function read(): ChartTheme {
  // A canvas does not know light-dark(): an element's own colour is always resolved.
  const probe = document.body.appendChild(document.createElement('span'));
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const style = getComputedStyle(document.documentElement);
  const rem = fontPixels();
  const theme = {
    text: colour('text-muted'),
    grid: colour('chart-grid'),
    line: colour('chart-line'),
    expected: colour('chart-expected'),
    earlier: colour('chart-earlier'),
    band: colour('chart-band'),
    spread: colour('chart-spread'),
    unusual: colour('chart-unusual'),
    critical: colour('critical'),
    criticalArea: colour('critical-area'),
    warning: colour('warning'),
    warningArea: colour('warning-area'),
    note: colour('chart-note'),
    font: `${Math.round(0.8 * rem)}px ${style.getPropertyValue('--font').trim()}`,
    rem,
  };
  probe.remove();
  return theme;
}

function fontPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
