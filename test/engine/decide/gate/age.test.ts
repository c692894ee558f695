import { describe, expect, it } from "vitest";
import { type AgeLimit, ageReason, futureRecordsReason } from "../../../../engine/decide/gate/age.ts";

const LIMIT = { now: "2026-11-16T12:00:00Z", maxAgeMs: 24 * 3_600_000, text: "24h" };
const taken = (...times: string[]) => times.map((collectedAt, at) => ({ name: `11112222333${at}`, collectedAt }));
const textsOf = (times: readonly string[], limit: AgeLimit | null = LIMIT): string[] => ageReason(taken(...times), limit).map(({ text }) => text);

describe("the age of snapshots", () => {
  it.each<[what: string, times: string[], expected: string[]]>([
    ["new enough", ["2026-11-15T12:00:00Z"], []],
    ["too old", ["2026-11-15T11:00:00Z"], ["the snapshot of 111122223330 is 25 h old; maxAge is 24h"]],
    ["within what clocks may differ by", ["2026-11-16T12:05:00Z"], []],
    ["from the future", ["2026-11-16T12:06:00Z"], ["the snapshot of 111122223330 is from the future, by 6 min; maxAge is 24h"]],
    ["from the far future", ["2099-01-01T00:00:00Z"], [expect.stringMatching(/from the future, by 26\d{3} days/) as string]],
    [
      "several",
      ["2026-11-01T12:00:00Z", "2026-11-10T12:00:00Z", "2026-11-17T12:00:00Z"],
      [
        "2 snapshots are too old; that of 111122223330 is 15 days old; maxAge is 24h",
        "the snapshot of 111122223332 is from the future, by 24 h; maxAge is 24h",
      ],
    ],
  ])("%s", (_, times, expected) => {
    expect(textsOf(times)).toEqual(expected);
  });

  it("is counted from the end of a day, where the clock is a day, for snapshots of the future only", () => {
    const day = { ...LIMIT, now: "2026-11-16T00:00:00Z", nowEnd: "2026-11-17T00:00:00Z" };
    expect(textsOf(["2026-11-16T23:00:00Z"], day)).toEqual([]);
    expect(textsOf(["2026-11-17T01:00:00Z"], day)).toEqual([expect.stringMatching(/from the future/)]);
    expect(textsOf(["2026-11-14T22:00:00Z"], day)).toEqual([expect.stringMatching(/26 h old/)]);
  });

  it("is that of the future also where any age will do", () => {
    const any = { ...LIMIT, maxAgeMs: null, text: null };
    expect(textsOf(["2001-01-01T00:00:00Z"], any)).toEqual([]);
    expect(textsOf(["2026-11-16T12:06:00Z"], any)).toEqual(["the snapshot of 111122223330 is from the future, by 6 min"]);
  });

  it("does not matter where there is no limit", () => {
    expect(textsOf(["2099-01-01T00:00:00Z", "2001-01-01T00:00:00Z"], null)).toEqual([]);
  });
});

describe("records from the future", () => {
  const records = (...times: string[]) => [{ events: times.map((at, number) => ({ id: `e${number}`, at })) as never }];
  const text = (times: readonly string[], clock: { now: string; nowEnd?: string } | null = LIMIT) =>
    futureRecordsReason(records(...times), clock).map(({ text: one }) => one);

  it.each<[what: string, times: string[], expected: string[]]>([
    ["none", ["2026-11-16T11:59:00.000Z"], []],
    ["within what clocks may differ by", ["2026-11-16T12:05:00.000Z"], []],
    ["one", ["2026-11-16T12:06:00.000Z"], ["a record is from the future (2026-11-16T12:06:00Z, 6 min ahead, eventID e0)"]],
    [
      "several, said once with the first",
      ["2026-11-19T12:00:00.000Z", "2026-11-16T14:00:00.000Z", "2026-11-16T11:00:00.000Z"],
      ["2 records are from the future; the first is of 2026-11-16T14:00:00Z, 2 h ahead, eventID e1"],
    ],
  ])("%s", (_, times, expected) => {
    expect(text(times)).toEqual(expected);
  });

  it("counts from the end of a day, where the clock is a day", () => {
    expect(text(["2026-11-16T23:00:00.000Z"], { now: "2026-11-16T00:00:00Z", nowEnd: "2026-11-17T00:00:00Z" })).toEqual([]);
  });

  it("are none without a clock, and in events that were not read", () => {
    expect(text(["2099-01-01T00:00:00.000Z"], null)).toEqual([]);
    expect(futureRecordsReason([{ events: { $unknown: "g1" } }], LIMIT)).toEqual([]);
  });
});
