import { formatRarity, formatValue } from '../../domain/format';
import { STATES } from '../../domain/radarState';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import type { Fleet } from './fleet';

type Props = { fleet: Fleet; device: number; place: { left: number; top: number } };

/** The values of the device under the pointer; read out when the keyboard moves to it. */
export function RadarTip({ fleet, device, place }: Props) {
  const { radar } = text();
  const state = STATES[fleet.states[device] ?? 0] ?? 'OK';
  const score = fleet.scores[device] ?? 0;
  const group = fleet.groups[fleet.group[device] ?? 0] ?? '';
  const style = {
    left: `${100 * place.left}%`,
    top: `${100 * place.top}%`,
    translate: `${place.left > 0.5 ? '-100%' : '0'} ${place.top > 0.5 ? '-100%' : '0'}`,
  };
  return (
    <output className="radar-tip" style={style} data-testid="radar-tip">
      <strong>
        <Name>{fleet.devices[device] ?? ''}</Name>
      </strong>
      <span className="radar-state" data-state={state}>
        {radar.states[state]}
      </span>
      <span>
        {radar.score} {formatValue(score)} <span className="muted">({formatRarity(score)})</span>
      </span>
      <span>
        {radar.anomalyRate} {radar.rate(fleet.rates[device] ?? 0)}
      </span>
      {group !== '' && (
        <span className="muted">
          {text().device.group}: <Name>{group}</Name>
        </span>
      )}
    </output>
  );
}
