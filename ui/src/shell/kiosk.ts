/** A wall: no navigation, and a playlist of views that are shown one after the other; empty: the view stays. */
export type Kiosk = { paths: string[]; seconds: number };

const USUAL_SECONDS = 30;
const LEAST_SECONDS = 5;

/** The kiosk that an address asks for: `?kiosk=/radar,/heatmap&every=30`, or `?kiosk` for the view as it is. */
export function kioskOf(search: string): Kiosk | null {
  const query = new URLSearchParams(search);
  const list = query.get('kiosk');
  if (list === null) return null;
  const every = Number.parseInt(query.get('every') ?? '', 10);
  return {
    paths: list.split(',').filter((path) => /^\/(?!\/)/.test(path)),
    seconds: Number.isNaN(every) ? USUAL_SECONDS : Math.max(LEAST_SECONDS, every),
  };
}
