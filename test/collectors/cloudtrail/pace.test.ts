import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pace } from "../../../collectors/cloudtrail/pace.ts";

describe("a pace", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("lets the first call through at once and each further one an interval after the last", async () => {
    const wait = pace(500);
    const starts: number[] = [];
    const begun = performance.now();
    const all = Promise.all(Array.from({ length: 4 }, async () => wait().then(() => starts.push(performance.now() - begun))));
    await vi.runAllTimersAsync();
    await all;
    expect(starts).toEqual([0, 500, 1000, 1500]);
  });

  it("does not make up for time that went unused", async () => {
    const wait = pace(500);
    await wait();
    await vi.advanceTimersByTimeAsync(5_000);
    const starts: number[] = [];
    const begun = performance.now();
    const all = Promise.all([wait(), wait()].map((turn) => turn.then(() => starts.push(performance.now() - begun))));
    await vi.runAllTimersAsync();
    await all;
    expect(starts).toEqual([0, 500]);
  });
});
