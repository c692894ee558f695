import { describe, expect, it } from "vitest";
import { testTime } from "../../../../engine/author/testing/relative-time.ts";

const NOW = "2026-01-15T12:00:00.000Z";

describe("a time in a test case", () => {
  it.each([
    ["91d ago", "2025-10-16T12:00:00.000Z"],
    ["5h ago", "2026-01-15T07:00:00.000Z"],
    ["30m ago", "2026-01-15T11:30:00.000Z"],
    ["in 2d", "2026-01-17T12:00:00.000Z"],
    ["0d ago", NOW],
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"],
    ["2026-01-01", "2026-01-01T00:00:00.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(testTime(text, NOW)).toBe(expected);
  });

  it.each(["yesterday", "91 days ago", "91d", "d ago", "-1d ago", "2026-13-01", ""])("%s is no time", (text) => {
    expect(testTime(text, NOW)).toBeNull();
  });
});
