/** Least time between two drawings of a chart; with reduced motion charts step once a second instead of gliding. */
const FRAME_MILLIS = 66;
const CALM_FRAME_MILLIS = 1000;

const tasks = new Set<() => void>();
let drawnAtMillis = 0;
let handle = 0;

/** Calls `task` with the browser's animation frames, all tasks in one frame, until the answer is called. */
export function onFrame(task: () => void): () => void {
  tasks.add(task);
  if (handle === 0) handle = requestAnimationFrame(run);
  return () => tasks.delete(task);
}

function run(nowMillis: number): void {
  if (tasks.size === 0) {
    handle = 0;
    return;
  }
  handle = requestAnimationFrame(run);
  const pause = matchMedia('(prefers-reduced-motion: reduce)').matches ? CALM_FRAME_MILLIS : FRAME_MILLIS;
  if (nowMillis - drawnAtMillis < pause) return;
  drawnAtMillis = nowMillis;
  for (const task of tasks) task();
}
