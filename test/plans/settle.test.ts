import { describe, expect, it } from "vitest";
import { type Recording, settle } from "./settle.ts";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-11-24T02:13:50.250Z");

/** A recording of 40 seconds that begins some days after another. */
const recordingOf = (days: number): Recording => {
  const beganAt = START + days * DAY_MS;
  return { beganAt: new Date(beganAt), appliedAt: new Date(beganAt + 20_000), endedAt: new Date(beganAt + 40_000) };
};

const after = ({ beganAt }: Recording, ms: number): string => new Date(beganAt.getTime() + ms).toISOString();

/** What moto answers in a recording: times of the run, as it writes them, beside its constants. */
const answersOf = (recording: Recording): string =>
  JSON.stringify({
    made: after(recording, 5_000),
    madeInWholeSeconds: `${after(recording, 0).slice(0, 19)}+00:00`,
    applied: after(recording, 25_000),
    last: after(recording, 40_000),
    expiry: "2032-05-09T16:27:11Z",
    policyOfAws: "2015-02-06T18:40:58+00:00",
  });

describe("settled times", () => {
  it("are of the account before or of the apply, and constants stay as they are", () => {
    const recording = recordingOf(0);
    expect(JSON.parse(settle(answersOf(recording), recording))).toEqual({
      made: "2025-10-01T00:00:00.000Z",
      madeInWholeSeconds: "2025-10-01T00:00:00+00:00",
      applied: "2026-01-01T00:00:00.000Z",
      last: "2026-01-01T00:00:00.000Z",
      expiry: "2032-05-09T16:27:11Z",
      policyOfAws: "2015-02-06T18:40:58+00:00",
    });
  });

  it.each([1, 4, 400, 3_000])("are the same bytes %i days later", (days) => {
    const [first, later] = [recordingOf(0), recordingOf(days)];
    expect(settle(answersOf(later), later)).toBe(settle(answersOf(first), first));
  });
});
