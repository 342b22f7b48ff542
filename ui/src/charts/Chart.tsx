import { useEffect, useRef, useSyncExternalStore } from 'react';
import 'uplot/dist/uPlot.min.css';
import { type ChartEvents, type ChartSource, LiveChart } from './liveChart';
import { onTheme, themeVersion } from './theme';

const NO_NOTES: readonly never[] = [];

type ChartProps = ChartSource & ChartEvents & { label: string };

/** A LiveChart in React: fills its parent, and reads the newest props without being created again. */
export function Chart({ label, ...props }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const { unit } = props;
  const theme = useSyncExternalStore(onTheme, themeVersion, themeVersion);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme creates the chart again
  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const size = () => ({ width: host.clientWidth, height: host.clientHeight });
    const source: ChartSource = {
      track: () => newest.current.track(),
      unit,
      window: () => newest.current.window(),
      marks: () => newest.current.marks(),
      notes: () => newest.current.notes?.() ?? NO_NOTES,
      earlier: () => newest.current.earlier?.() ?? null,
    };
    const events: ChartEvents = {
      onHover: (index) => newest.current.onHover(index),
      onPick: (window) => newest.current.onPick(window),
    };
    const chart = new LiveChart(host, source, events, size());
    const resizes = new ResizeObserver(() => chart.resize(size()));
    resizes.observe(host);
    return () => {
      resizes.disconnect();
      chart.destroy();
    };
  }, [unit, theme]);

  return <div ref={element} className="chart" role="img" aria-label={label} />;
}
