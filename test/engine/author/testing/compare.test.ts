import { describe, expect, it } from "vitest";
import { compare } from "../../../../engine/author/testing/compare.ts";
import type { CaseProblem } from "../../../../engine/author/testing/problem.ts";
import type { CaseVerdict } from "../../../../engine/author/testing/verdicts.ts";

const verdict = (...names: string[]): CaseVerdict => ({
  names,
  status: "pass",
  severity: "low",
  restsOnDefault: false,
  place: { resource: { kind: "user", arn: null, id: null, name: names[0] ?? null }, account: null },
  explain: () => null,
});

describe("a name in an expectation", () => {
  it("must stand for one resource", () => {
    const problems: CaseProblem[] = [];
    compare([verdict("all", "arn:1"), verdict("all", "arn:2")], { pass: ["all"] }, {}, false, problems);
    expect(problems.map(({ path }) => path)).toEqual(["expect.pass"]);
  });

  it("may be an ARN where the name would stand for two", () => {
    const problems: CaseProblem[] = [];
    expect(compare([verdict("all", "arn:1"), verdict("all", "arn:2")], { pass: ["arn:1", "arn:2"] }, {}, false, problems)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("must have a status where it has a severity", () => {
    const problems: CaseProblem[] = [];
    compare([verdict("all")], { pass: ["all"] }, { other: "low" }, false, problems);
    expect(problems.map(({ path }) => path)).toEqual(["severity.other"]);
  });

  it("must not stand twice", () => {
    const problems: CaseProblem[] = [];
    compare([verdict("all")], { pass: ["all"], fail: ["all"] }, {}, false, problems);
    expect(problems.map(({ path }) => path)).toEqual(["expect.fail"]);
  });

  it("must be there", () => {
    const problems: CaseProblem[] = [];
    compare([], {}, {}, false, problems);
    expect(problems.map(({ path }) => path)).toEqual(["expect"]);
  });
});
