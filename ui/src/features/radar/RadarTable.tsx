import { useState } from 'react';
import { Link } from 'wouter';
import { formatCount, formatValue } from '../../domain/format';
import { STATES } from '../../domain/radarState';
import { devicePath } from '../../routes/paths';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import type { Fleet } from './fleet';

const STEP = 50;

type Props = {
  fleet: Fleet;
  title: string;
  empty: string;
  devices: readonly number[];
  total: number;
  onClear?: () => void;
};

/** The same devices as text: the worst first, a step at a time. */
export function RadarTable({ fleet, title, empty, devices, total, onClear }: Props) {
  const { radar } = text();
  const [shown, setShown] = useState(STEP);
  return (
    <section className="radar-list" aria-labelledby="radar-list-title" data-testid="radar-list">
      <header className="radar-list-header">
        <h2 id="radar-list-title">
          {title} <span className="muted count">{formatCount(total)}</span>
        </h2>
        {onClear !== undefined && (
          <button type="button" className="quiet" onClick={onClear} data-testid="radar-clear">
            {radar.clear}
          </button>
        )}
      </header>
      {devices.length === 0 ? (
        <p className="muted">{empty}</p>
      ) : (
        <table className="table radar-table">
          <thead>
            <tr>
              <th scope="col">{radar.device}</th>
              <th scope="col">{radar.state}</th>
              <th scope="col" className="number">
                {radar.score}
              </th>
              <th scope="col" className="number">
                {radar.anomalyRate}
              </th>
            </tr>
          </thead>
          <tbody>
            {devices.slice(0, shown).map((device) => {
              const state = STATES[fleet.states[device] ?? 0] ?? 'OK';
              const name = fleet.devices[device] ?? '';
              return (
                <tr key={name} data-testid="radar-row" data-device={name}>
                  <th scope="row">
                    <Link href={devicePath(name)}>
                      <Name>{name}</Name>
                    </Link>
                  </th>
                  <td>
                    <span className="radar-state" data-state={state}>
                      {radar.states[state]}
                    </span>
                  </td>
                  <td className="number">{formatValue(Number((fleet.scores[device] ?? 0).toFixed(2)))}</td>
                  <td className="number">{radar.rate(fleet.rates[device] ?? 0)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {devices.length > shown && (
        <button type="button" onClick={() => setShown(shown + STEP)} data-testid="radar-more">
          {radar.more}
        </button>
      )}
    </section>
  );
}
