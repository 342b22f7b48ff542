/** Time and timers, passed in so that tests own them. */
export interface Clock {
  now(): number;
  after(millis: number, task: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (millis, task) => {
    const handle = setTimeout(task, millis);
    return { cancel: () => clearTimeout(handle) };
  },
};
