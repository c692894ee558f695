import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { mixed, result, results, user } from "./fixture.ts";
import { gated, pullRequest, WAIVER } from "./gate-results.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: false, remediationTextOf: () => null };
const lines = (of: ReeveResults, options: Partial<ReportOptions> = {}): string[] =>
  [...REPORTERS.github(of, { ...OPTIONS, ...options })].join("").split("\n").slice(0, -1);
const ofLevel = (list: string[], level: string): string[] => list.filter((line) => line.startsWith(`::${level}`));

/** What the runner makes of a line. Source: actions/runner, ActionCommand.cs. */
function read(line: string): { command: string; properties: Record<string, string>; data: string } {
  const [, command = "", given = "", data = ""] = /^::([a-z]+)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
  const plain = (text: string): string =>
    text.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const properties = given
    .split(",")
    .filter(Boolean)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf("=")), plain(pair.slice(pair.indexOf("=") + 1))]);
  return { command, properties: Object.fromEntries(properties), data: plain(data) };
}

describe("workflow commands", () => {
  it("make what blocks errors, other findings and unknowns warnings, and what is waived one notice", () => {
    const told = lines(pullRequest()).map(read);
    expect(told.map(({ command, properties }) => `${command} ${properties.title}`)).toEqual([
      "error critical: Title of user-outside-guardrail",
      "error high: Title of user-console-mfa",
      "warning medium: Title of access-key-rotated",
      "warning high, unknown: Title of role-trust-bounded",
      "warning high, unknown: Title of user-no-sms-mfa",
      "notice Reeve could not judge 1 part of the plan",
      "notice Reeve: 1 waived",
    ]);
  });

  it("stand at the line of the plan's configuration", () => {
    const [told] = lines(pullRequest())
      .map(read)
      .filter(({ data }) => data.includes("alice"));
    expect(told?.properties).toMatchObject({ file: "iam/users.tf", line: "12" });
  });

  it("tell the waiver's reason, owner and the days it still holds", () => {
    expect(lines(pullRequest()).at(-1)).toContain("accepted-risk, The vendor's console needs it until the contract ends (payments@example.com, 45 days left)");
  });

  it("say nothing of what is as before and of the baseline", () => {
    expect(lines(pullRequest()).join("\n")).not.toMatch(/dave|frank/);
  });

  it("name the findings of a check as errors, those of severity info and unknowns as warnings", () => {
    const told = lines(results([...mixed().results, result({ rule: "a", severity: "info" })])).map(read);
    expect(told.filter(({ command }) => command === "error").map(({ properties }) => properties.title)).toEqual([
      "critical: Title of root-no-access-keys",
      "high: Title of user-console-mfa",
      "medium: Title of access-key-rotated",
    ]);
    expect(told.find(({ properties }) => properties.title === "info: Title of a")?.command).toBe("warning");
  });

  it.each([1, 9, 10, 500])("stay under ten of a kind with %i rules, and tell in one notice how many more there are", (count) => {
    const list = Array.from({ length: count }, (_, index) => result({ rule: `rule-${index}`, severity: index === count - 1 ? "critical" : "low" }));
    const unknown = list.map((each) => ({ ...each, status: "unknown" as const, rule: `u-${each.rule}` }));
    const told = lines(results([...list, ...unknown]));
    const shown = Math.min(count, 9);
    expect(ofLevel(told, "error")).toHaveLength(shown);
    expect(ofLevel(told, "warning")).toHaveLength(shown);
    expect(told[0]).toContain("title=critical");
    const rest = 2 * (count - shown);
    expect(
      ofLevel(told, "notice")
        .map(read)
        .map(({ data }) => /^[\d,]+ more results \((.*?)\) of [\d,]+ rules/.exec(data)?.[1]),
    ).toEqual(rest === 0 ? [] : [`${rest} low`]);
  });

  it("are one a rule where one a line would be too many", () => {
    const list = Array.from({ length: 30 }, (_, index) =>
      result({
        rule: "user-console-mfa",
        resource: user(`u${index}`),
        message: `u${index} lacks it`,
        location: { address: null, file: "a.tf", line: index + 1 },
      }),
    );
    const told = lines(results(list)).map(read);
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatch(/^u0 lacks it\n(.*\n){4}and 25 more\n/);
    expect(lines(results(list.slice(0, 5)))).toHaveLength(5);
  });

  it("let no text end a command, begin another or give a property", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("::", "error", "\n", "\r", ",", "=", "%0A", "%", " ", "##[add-mask]", "x", "\u2028", "\u001b") }),
        (text) => {
          const hostile = gated(
            [
              result({ rule: text, message: text, resource: user(text), delta: "introduced", location: { address: text, file: text, line: 1 } }),
              result({ rule: `w${text}`, message: text, waiver: { ...WAIVER, reason: text, owner: text } }),
            ],
            { problems: [{ code: text, address: text, message: text }] },
          );
          const told = lines(hostile, { remediationTextOf: () => text });
          expect(told.map((line) => /^::(warning|notice)(?= |::)/.exec(line)?.[1])).toEqual(["warning", "notice", "notice"]);
          const { properties } = read(told[0] ?? "");
          expect(Object.keys(properties)).toEqual(text === "" ? ["title"] : ["file", "line", "title"]);
          expect(told.join("")).not.toMatch(/[\p{Cc}\p{Zl}]/u);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are none where nothing is open", () => {
    expect(lines(results([result({ rule: "a", status: "pass" })]))).toEqual([]);
  });
});
