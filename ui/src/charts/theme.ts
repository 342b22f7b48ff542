/** The colours of the charts: those of the style sheet, so that a theme is said once. */
export type ChartTheme = {
  text: string;
  grid: string;
  line: string;
  expected: string;
  band: string;
  spread: string;
  unusual: string;
  critical: string;
  criticalArea: string;
  warning: string;
  warningArea: string;
  font: string;
};

let current: ChartTheme | null = null;

/** The theme in force; read again after the system has changed between dark and light. */
export function chartTheme(): ChartTheme {
  if (current === null) {
    matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => {
      current = read();
    });
    current = read();
  }
  return current;
}

function read(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text-muted'),
    grid: colour('chart-grid'),
    line: colour('chart-line'),
    expected: colour('chart-expected'),
    band: colour('chart-band'),
    spread: colour('chart-spread'),
    unusual: colour('chart-unusual'),
    critical: colour('critical'),
    criticalArea: colour('critical-area'),
    warning: colour('warning'),
    warningArea: colour('warning-area'),
    font: `11px ${colour('font')}`,
  };
}
