import { text } from '../../text/language';
import { CIRCLE } from './painter';
import { MOST_SCORE, radiusOf, type Sector, type SectorFigures } from './radarLayout';

const RING_SCORES = [3, 6, 9, MOST_SCORE];
/** A sector narrower than this has no room for its name; the list beside the picture has all. */
const LEAST_NAMED = 0.16;
const BAND_INNER = CIRCLE + 0.022;
const BAND_OUTER = CIRCLE + 0.05;
/** The anomaly rate that fills a sector's band. */
const FULL_RATE = 0.2;

type Props = { sectors: readonly (Sector & SectorFigures)[] };

/** Circles of equal score, and each sector's name with its anomaly rate as a band at the edge. */
export function RadarRings({ sectors }: Props) {
  const { radar } = text();
  return (
    <svg className="radar-rings" viewBox="-1 -1 2 2" aria-hidden="true">
      <circle r={CIRCLE} className="radar-disc" />
      {RING_SCORES.map((score) => (
        <g key={score}>
          <circle r={CIRCLE * radiusOf(score)} />
          <text x={0.012} y={-CIRCLE * radiusOf(score) - 0.008} className="radar-score">
            {score}
          </text>
        </g>
      ))}
      {sectors.map(({ group, from, to, rate, unwell }) => {
        const middle = (from + to) / 2;
        const isLeft = Math.sin(middle) < -0.2;
        const isRight = Math.sin(middle) > 0.2;
        return (
          <g key={group}>
            {sectors.length > 1 && (
              <line x1={x(from, 0.06)} y1={y(from, 0.06)} x2={x(from, CIRCLE)} y2={y(from, CIRCLE)} />
            )}
            <path d={arc(from, to)} className="radar-band" />
            <path
              d={arc(from, to)}
              className="radar-rate"
              data-unwell={unwell > 0}
              opacity={Math.min(1, 0.08 + rate / FULL_RATE)}
            />
            {sectors.length > 1 && to - from > LEAST_NAMED && (
              <text
                x={x(middle, BAND_OUTER + 0.03)}
                y={y(middle, BAND_OUTER + 0.03) + (Math.cos(middle) < -0.2 ? 0.03 : 0)}
                textAnchor={isLeft ? 'end' : isRight ? 'start' : 'middle'}
                className="radar-name"
              >
                {shortened(group === '' ? radar.noGroup : group)} {radar.rate(rate)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function shortened(name: string): string {
  return name.length > 14 ? `${name.slice(0, 13)}…` : name;
}

function x(angle: number, radius: number): number {
  return radius * Math.sin(angle);
}

function y(angle: number, radius: number): number {
  return -radius * Math.cos(angle);
}

function arc(from: number, to: number): string {
  // A whole circle has no arc in SVG: its end is its start.
  const end = Math.min(to, from + 2 * Math.PI - 1e-4);
  const large = end - from > Math.PI ? 1 : 0;
  return [
    `M${x(from, BAND_OUTER)} ${y(from, BAND_OUTER)}`,
    `A${BAND_OUTER} ${BAND_OUTER} 0 ${large} 1 ${x(end, BAND_OUTER)} ${y(end, BAND_OUTER)}`,
    `L${x(end, BAND_INNER)} ${y(end, BAND_INNER)}`,
    `A${BAND_INNER} ${BAND_INNER} 0 ${large} 0 ${x(from, BAND_INNER)} ${y(from, BAND_INNER)}Z`,
  ].join('');
}
