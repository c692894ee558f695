import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayStartOf, instantOf, timeOf, toInstant } from "../../document/index.ts";

describe("an instant", () => {
  const zone = process.env.TZ;
  // A text without a zone is UTC wherever the program runs.
  beforeAll(() => {
    process.env.TZ = "Asia/Kolkata";
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each([
    ["2026-11-16", "2026-11-16T00:00:00.000Z"],
    ["2026-11-16T18:00:00", "2026-11-16T18:00:00.000Z"],
    ["2026-11-16 18:00:00", "2026-11-16T18:00:00.000Z"],
    ["2026-11-16T18:00", "2026-11-16T18:00:00.000Z"],
    ["2026-11-16T18:00:00.1234567Z", "2026-11-16T18:00:00.123Z"],
    ["2026-11-16T18:00:00+02:00", "2026-11-16T16:00:00.000Z"],
    ["2026-11-16T18:00:00-0530", "2026-11-16T23:30:00.000Z"],
    ["2024-02-29T24:00:00Z", "2024-03-01T00:00:00.000Z"],
    ["0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z"],
    ["Nov 28 12:00:00 2026 GMT", "2026-11-28T12:00:00.000Z"],
    ["Nov  8 12:00:00 2026 GMT", "2026-11-08T12:00:00.000Z"],
    ["Mar 24, 2014 9:11:59 PM", "2014-03-24T21:11:59.000Z"],
    ["Wed, 01 Jan 2025 00:00:00 GMT", "2025-01-01T00:00:00.000Z"],
  ])("is read from %s, UTC without a zone", (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  it.each([
    "2025-13-01",
    "2025-00-01",
    "2025-02-30",
    "2025-02-29",
    "2025-04-31T00:00:00Z",
    "2025-01-01T25:00:00Z",
    "2025-01-01T24:00:01Z",
    "2025-01-01T00:60:00Z",
    "2025-01-01T00:00:60Z",
    "2025-01-01T00:00:00+24:00",
    "Feb 30 12:00:00 2026 GMT",
    "2025",
    "yesterday",
    "1700000000",
    "",
  ])("is not read from %s", (text) => {
    expect(toInstant(text)).toBeNull();
    expect(instantOf(text)).toBeNull();
    expect(timeOf(text)).toBeNull();
  });

  it("has a date, a time and a zone where a rule or a document writes it", () => {
    expect(instantOf("2026-11-16T18:00:00")).toBeNull();
    expect(instantOf("2026-11-16")).toBeNull();
    expect(instantOf("2026-11-16T18:00:00Z")).toBe(Date.UTC(2026, 10, 16, 18));
    expect(dayStartOf("2026-11-16T00:00:00Z")).toBeNull();
    expect(dayStartOf("2026-02-29")).toBeNull();
    expect(dayStartOf("2028-02-29")).toBe(Date.UTC(2028, 1, 29));
  });

  it("is the one that JavaScript reads, for every time that a date can hold", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }), (date) => {
        expect(instantOf(date.toISOString())).toBe(date.getTime());
        expect(timeOf(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
