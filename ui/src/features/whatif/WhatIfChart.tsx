import { useMemo } from 'react';
import type { HistoryPoint, SampleStatus } from '../../api/schema';
import { Chart } from '../../charts/Chart';
import type { Mark } from '../../charts/chartFrame';
import { unitOf } from '../../domain/format';
import type { TimeWindow } from '../../domain/timeWindow';
import { Track } from '../../domain/track';
import type { RawSamples } from './loadSamples';
import type { WhatIfResult } from './useWhatIf';

const STATUS = 0xff;
/** By the core's code of a status. */
const NAMES: readonly SampleStatus[] = ['WARM_UP', 'WARM_UP', 'NORMAL', 'UNUSUAL', 'ALARM', 'LATE', 'LATE'];

type Props = {
  device: string;
  metric: string;
  window: TimeWindow;
  samples: RawSamples;
  result: WhatIfResult;
  label: string;
  onPick: (window: TimeWindow) => void;
};

/** The series with the band and the anomalies that these settings would have had. */
export function WhatIfChart({ device, metric, window, samples, result, label, onPick }: Props) {
  const track = useMemo(() => {
    const size = samples.times.length;
    const made = new Track({ device, metric, window: { kind: 'fixed', ...window }, points: Math.max(1, size) });
    const items = Array.from({ length: size }, (_, i) => pointOf(samples, result, i));
    made.load({ device, metric, resolution: 'raw', step: 'RAW', items, next: null });
    return made;
  }, [device, metric, window, samples, result]);
  const marks = useMemo(
    () =>
      result.anomalies.map(
        (anomaly, i): Mark => ({
          id: String(i),
          critical: anomaly.severity === 'CRITICAL',
          fromMillis: anomaly.startMillis,
          toMillis: anomaly.isOpen ? null : anomaly.endMillis,
          chosen: false,
        }),
      ),
    [result],
  );
  return (
    <div className="chart-host what-if-chart">
      <Chart
        track={() => track}
        unit={unitOf(metric)}
        label={label}
        window={() => window}
        marks={() => marks}
        onHover={() => {}}
        onPick={onPick}
      />
    </div>
  );
}

function pointOf(samples: RawSamples, { columns }: WhatIfResult, i: number): HistoryPoint {
  const value = samples.values[i] ?? Number.NaN;
  const given = (number: number | undefined) => (number === undefined || Number.isNaN(number) ? null : number);
  const status = NAMES[(columns.flags[i] ?? 0) & STATUS] ?? 'WARM_UP';
  return {
    timestampMillis: samples.times[i] ?? Number.NaN,
    count: 1,
    min: value,
    max: value,
    avg: value,
    expected: given(columns.expected[i]),
    lower: given(columns.lower[i]),
    upper: given(columns.upper[i]),
    score: columns.scores[i] ?? 0,
    anomalyShare: status === 'ALARM' ? 1 : 0,
    status,
  };
}
