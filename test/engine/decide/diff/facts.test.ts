import { describe, expect, it } from "vitest";
import { decideDiff } from "../../../../engine/index.ts";
import { DIFF_REPORTERS } from "../../../../reporters/index.ts";
import type { ReeveDiff, ReeveDocument, ReeveResults } from "../../../../schemas/index.ts";
import { account, rule, run } from "./judged.ts";

const HELD = rule(
  "held",
  "resource: user\nrequire: { user.attachedPolicyArns: { none: { item: { glob: '*/admin*' } } } }\nmessage: '{{user.name}} is admin'\n",
);
const STATEMENTS = rule(
  "statements",
  "resource: user\nrequire: { user.inlinePolicies: { none: { statements: { any: { actions: { contains: 'iam:*' } } } } } }\nmessage: '{{user.name}} may all of IAM'\n",
);
const OLD = rule("old", "resource: user\nrequire: { user.createdAt: { newerThan: 90d } }\nmessage: '{{user.name}} is old'\n");

const holding = (count: number, from = 0): ReeveDocument =>
  account((_, users) => {
    const attachedPolicyArns = Array.from({ length: count }, (__, at) => `arn:aws:iam::111122223333:policy/admin${at + from}`);
    Object.assign(users[0]!, { attachedPolicyArns });
  });

function outcomeOf(before: ReeveResults, after: ReeveResults, failOnNew: boolean) {
  const outcome = decideDiff({
    sides: { kind: "results", before: { file: "a.json", results: before }, after: { file: "b.json", results: after } },
    selection: null,
    failOnNew,
  });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome;
}

const diffOf = (before: ReeveResults, after: ReeveResults): ReeveDiff => outcomeOf(before, after, false).diff;

const between = (before: ReeveDocument, after: ReeveDocument, rules = [HELD]): ReeveDiff => diffOf(run(before, rules), run(after, rules));
const elements = (facts: readonly { element: string | null }[]) => facts.map(({ element }) => element?.replace(/.*\//, ""));
const text = (diff: ReeveDiff, name: "text" | "markdown"): string => [...DIFF_REPORTERS[name](diff, { width: 200, color: false })].join("");

describe("what differs in the facts of a finding", () => {
  it("is each element that the list gained or lost, beyond those that evidence shows", () => {
    const diff = between(holding(6), holding(8));
    expect(diff.results?.changed).toEqual([]);
    const [turn] = diff.results?.facts ?? [];
    expect([elements(turn?.added ?? []), turn?.removed, turn?.changed]).toEqual([["admin6", "admin7"], [], []]);
    const [back] = between(holding(8), holding(6)).results?.facts ?? [];
    expect([back?.added, elements(back?.removed ?? [])]).toEqual([[], ["admin6", "admin7"]]);
  });

  it("is a value that still fails and is another", () => {
    const at = (createdAt: string) => account((_, users) => Object.assign(users[0]!, { createdAt }));
    const [turn] = between(at("2020-01-01T00:00:00Z"), at("2019-01-01T00:00:00Z"), [OLD]).results?.facts ?? [];
    expect([turn?.added, turn?.removed]).toEqual([[], []]);
    expect(turn?.changed.map(({ before, after }) => [before.value, after.value])).toEqual([["2020-01-01T00:00:00Z", "2019-01-01T00:00:00Z"]]);
  });

  it("is a narrower statement in place of a wider one, and nothing that is lost and gained", () => {
    const allowing = (actions: string[], conditions: unknown[] = []): ReeveDocument =>
      account((_, users) => {
        const statement = {
          sid: null,
          effect: "Allow",
          actions,
          notActions: [],
          resources: ["*"],
          notResources: [],
          principals: [],
          notPrincipals: [],
          conditions,
        };
        const content = { languageVersion: "2012-10-17", documentId: null, documentSha256: "a".repeat(64), statements: [statement] };
        Object.assign(users[0]!, { inlinePolicies: [{ name: "own", ...content }] });
      });
    const wide = allowing(["iam:*", "s3:*"]);
    const [turn] = between(wide, allowing(["iam:*"]), [STATEMENTS]).results?.facts ?? [];
    expect([turn?.verdict, turn?.added, turn?.removed, turn?.changed.length]).toEqual(["better", [], [], 1]);
    const [worse] = between(allowing(["iam:*"]), wide, [STATEMENTS]).results?.facts ?? [];
    expect([worse?.verdict, worse?.added.length, worse?.removed.length]).toEqual(["worse", 1, 1]);
    expect(text(between(wide, allowing(["iam:*"]), [STATEMENTS]), "text")).not.toMatch(/now fails|no longer fails/);
  });

  it("is a failure with --fail-on new where the finding is worse, by its facts or its severity", () => {
    const exit = (before: ReeveResults, after: ReeveResults): number => outcomeOf(before, after, true).exitCode;
    const [six, eight] = [run(holding(6), [HELD]), run(holding(8), [HELD])];
    expect([exit(six, eight), exit(eight, six), exit(six, six)]).toEqual([1, 0, 0]);
    const severer = { ...six, results: six.results.map((result) => ({ ...result, severity: "critical" as const })) };
    expect([exit(six, severer), exit(severer, six)]).toEqual([1, 0]);
  });

  it("is nothing where only the day is another", () => {
    const later = { ...holding(3), collectedAt: "2027-01-01T00:00:00.000Z" };
    expect(between(holding(3), later, [HELD, OLD]).results?.facts).toEqual([]);
  });

  it("is nothing where a side has no facts, as results of an older version", () => {
    const before = run(holding(6), [HELD]);
    const old = { ...before, results: before.results.map(({ facts: _, ...rest }) => rest) };
    expect(diffOf(old, run(holding(8), [HELD])).results?.facts).toEqual([]);
  });

  it("is told in text and Markdown, once, and not counted as unchanged", () => {
    const diff = between(holding(6), holding(8));
    for (const name of ["text", "markdown"] as const) {
      const lines = text(diff, name);
      expect(lines).toContain("now fails: arn:aws:iam::111122223333:policy/admin7 not glob */admin*".replaceAll("*", name === "text" ? "*" : "\\*"));
      expect(lines).toContain("1 with other failing tests, 0 unchanged");
    }
  });

  it("is told beside other evidence where that is another too", () => {
    const diff = between(holding(2), holding(2, 1));
    expect(diff.results?.changed.length).toBe(1);
    expect(text(diff, "text")).toMatch(/no longer fails: arn:aws:iam::111122223333:policy\/admin0/);
    expect(text(diff, "text").match(/with other failing tests/)).toBeNull();
  });
});
