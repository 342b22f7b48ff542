import { formatValue } from '../../domain/format';
import { text } from '../../text/language';
import { type DetectorSettings, keyOf, METHODS, type Method, type ServerSettings, settingsFrom } from './whatIf';

type Named = 'threshold' | 'alarmsPerWeek' | 'window' | 'warmUp' | 'unusual' | 'evaluations';
/** Least, most and step of each control; a window and a budget are felt in ratios. */
const CONTROLS: Record<Named, { least: number; most: number; step: number; isRatio?: true }> = {
  threshold: { least: 1, most: 15, step: 0.1 },
  alarmsPerWeek: { least: 0, most: 100, step: 1 },
  window: { least: 8, most: 20_000, step: 1, isRatio: true },
  warmUp: { least: 2, most: 1000, step: 1, isRatio: true },
  unusual: { least: 1, most: 30, step: 1 },
  evaluations: { least: 1, most: 30, step: 1 },
};
const WINDOWED: readonly Method[] = ['zscore', 'robust-zscore', 'moving-average', 'trend'];
const RATIO_STEPS = 1000;

type Props = {
  wanted: DetectorSettings;
  server: ServerSettings;
  onChange: (settings: DetectorSettings) => void;
};

/** Method, threshold, budget, window and policy; each says what the server has where it differs. */
export function WhatIfControls({ wanted, server, onChange }: Props) {
  const { whatIf } = text();
  const method = wanted.method ?? 'predictive';
  const names = (Object.keys(CONTROLS) as Named[]).filter((name) => name !== 'window' || WINDOWED.includes(method));
  const change = (name: Named, value: number) => {
    const next = { ...wanted, [name]: value };
    // k of n, and a warm-up within the window.
    if (name === 'unusual') next.evaluations = Math.max(next.evaluations ?? 1, value);
    if (name === 'evaluations') next.unusual = Math.min(next.unusual ?? 1, value);
    next.warmUp = Math.min(next.warmUp ?? 2, next.window ?? value);
    onChange(next);
  };
  return (
    <div className="what-if-controls">
      <label className="what-if-control">
        <span>{whatIf.method}</span>
        <select
          value={method}
          data-testid="what-if-method"
          onChange={({ target }) => {
            const chosen = METHODS.find((m) => m === target.value) ?? method;
            onChange({ ...settingsFrom(server, chosen), alarmsPerWeek: wanted.alarmsPerWeek ?? 0 });
          }}
        >
          {METHODS.map((m) => (
            <option key={m}>{m}</option>
          ))}
        </select>
      </label>
      {names.map((name) => {
        const { least, most, step, isRatio } = CONTROLS[name];
        const value = wanted[name] ?? least;
        const before = Number(server.get(keyOf(name, method)));
        return (
          <div key={name} className="what-if-control">
            <label htmlFor={`what-if-${name}`}>{whatIf.settings[name]}</label>
            <input
              type="range"
              aria-label={whatIf.slider(whatIf.settings[name])}
              min={isRatio ? 0 : least}
              max={isRatio ? RATIO_STEPS : most}
              step={isRatio ? 1 : step}
              value={isRatio ? (RATIO_STEPS * Math.log(value / least)) / Math.log(most / least) : value}
              onChange={({ target }) => {
                const at = target.valueAsNumber;
                change(name, isRatio ? Math.round(least * (most / least) ** (at / RATIO_STEPS)) : at);
              }}
            />
            <input
              id={`what-if-${name}`}
              type="number"
              min={least}
              step={step === 1 ? 1 : 'any'}
              value={value}
              data-testid={`what-if-${name}`}
              onChange={({ target }) => target.value !== '' && change(name, target.valueAsNumber)}
            />
            <span className="muted what-if-now">{value !== before && whatIf.now(formatValue(before))}</span>
          </div>
        );
      })}
    </div>
  );
}
