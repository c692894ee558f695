import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { mixed, result, results, user } from "./fixture.ts";
import { pullRequest } from "./gate-results.ts";
import { HOSTILE, hostile } from "./hostile.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: true, remediationTextOf: () => `Open IAM ${HOSTILE.escape}`, version: "0.1.0" };
const UNPRINTABLE = /(?![\n\r\t])\p{Cc}|\p{Cs}/u;
const FORMATS = Object.entries(REPORTERS);
const write = (name: string, given: ReeveResults): string => [...(FORMATS.find(([each]) => each === name)?.[1](given, OPTIONS) ?? [])].join("");

/** One line a finding, or an annotation a finding: of none there is nothing to say. */
const MAY_BE_EMPTY = ["github", "ocsf", "asff"];

describe.each(FORMATS)("the format %s", (name, reporter) => {
  it("tells the same of the same results, byte by byte", () => {
    expect(write(name, hostile())).toBe(write(name, structuredClone(hostile())));
  });

  it("does with the results of a plain check, and with none", () => {
    expect(write(name, mixed()).length).toBeGreaterThan(100);
    if (!MAY_BE_EMPTY.includes(name)) expect(write(name, results([]))).not.toBe("");
    else expect(write(name, results([]))).toBe("");
  });

  it("names every finding that blocks", () => {
    const text = write(name, pullRequest());
    for (const each of ["alice", "bob"]) expect(text).toContain(each);
  });

  it("shows a waived finding with its reason and its end", () => {
    const text = write(name, pullRequest());
    expect(text).toContain("console needs it until the contract ends");
    expect(text).toMatch(/2026-12-31|45 days/);
  });

  it("lets no control, deceiving or half character through", () => {
    const text = write(name, hostile());
    expect(UNPRINTABLE.exec(text)).toBe(null);
    expect(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/.exec(text)).toBe(null);
  });

  it("comes in pieces, however much there is to tell", () => {
    const many = results(Array.from({ length: 3_000 }, (_, index) => result({ rule: "user-console-mfa", resource: user(`user${index}`) })));
    let longest = 0;
    for (const piece of reporter(many, OPTIONS)) longest = Math.max(longest, piece.length);
    expect(longest).toBeLessThan(200_000);
  });
});
