import { useEffect, useRef } from 'react';
import 'uplot/dist/uPlot.min.css';
import { type ChartEvents, type ChartSource, LiveChart } from './liveChart';

type ChartProps = ChartSource & ChartEvents & { label: string };

/** A LiveChart in React: fills its parent, and reads the newest props without being made anew. */
export function Chart({ label, ...props }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const { series, metric, unit } = props;

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const size = () => ({ width: host.clientWidth, height: host.clientHeight });
    const source: ChartSource = {
      series,
      metric,
      unit,
      window: () => newest.current.window(),
      marks: () => newest.current.marks(),
    };
    const events: ChartEvents = {
      onHover: (index) => newest.current.onHover(index),
      onPick: (window) => newest.current.onPick(window),
    };
    const chart = new LiveChart(host, source, events, size());
    const resizes = new ResizeObserver(() => chart.resize(size()));
    const scheme = matchMedia('(prefers-color-scheme: light)');
    const redraw = () => chart.redraw();
    resizes.observe(host);
    scheme.addEventListener('change', redraw);
    return () => {
      resizes.disconnect();
      scheme.removeEventListener('change', redraw);
      chart.destroy();
    };
  }, [series, metric, unit]);

  return <div ref={element} className="chart" role="img" aria-label={label} />;
}
