/** Lets calls start no more often than once an interval. */
export type Pace = () => Promise<void>;

/** @param intervalMs milliseconds between two starts. */
export function pace(intervalMs: number): Pace {
  let before: Promise<void> = Promise.resolve();
  let nextAt = 0;
  const turn = async (): Promise<void> => {
    const waitMs = nextAt - performance.now();
    if (waitMs > 0) await new Promise((done) => setTimeout(done, Math.ceil(waitMs)));
    // Counted from when the wait really ended: a late timer must not bring the next call nearer.
    nextAt = performance.now() + intervalMs;
  };
  return () => {
    before = before.then(turn);
    return before;
  };
}
