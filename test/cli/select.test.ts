import { describe, expect, it } from "vitest";
import { selectedOrThrow } from "../../cli/selection/choose.ts";
import { ALL_RULES, type RuleSelection } from "../../cli/selection/sources.ts";
import { UsageError } from "../../cli/usage-error.ts";
import { paramFlags } from "../../engine/decide/select/params.ts";
import { type Candidate, select } from "../../engine/decide/select/select.ts";
import type { ParamSpec } from "../../engine/index.ts";

const rule = (id: string, severities: string[], controls: Record<string, string[]> = {}, formerly: string[] = []): Candidate => ({
  id,
  formerly,
  pack: "p",
  severities,
  controls,
});
const RULES = [
  rule("root-mfa", ["critical"], { "cis-aws-5.0": ["1.4"] }),
  rule("user-console-mfa", ["high"], { "cis-aws-5.0": ["1.9"], securityhub: ["IAM.5"] }, ["user-mfa"]),
  rule("unexpected-detach", ["medium", "high"]),
];
const chosen = (part: Partial<RuleSelection>): string[] => [...selectedOrThrow(select(RULES, { ...ALL_RULES, ...part }))];

describe("choosing rules", () => {
  it.each<[string, Partial<RuleSelection>, string[]]>([
    ["all without flags", {}, ["root-mfa", "user-console-mfa", "unexpected-detach"]],
    ["by rule", { rule: ["root-mfa"] }, ["root-mfa"]],
    ["by a rule's earlier id", { rule: ["user-mfa"] }, ["user-console-mfa"]],
    ["all but one", { exclude: ["root-mfa"] }, ["user-console-mfa", "unexpected-detach"]],
    ["by control", { control: ["cis-aws-5.0:1.4"] }, ["root-mfa"]],
    ["by a whole framework", { control: ["cis-aws-5.0"] }, ["root-mfa", "user-console-mfa"]],
    ["by severity, raised ones included", { severity: ["high"] }, ["user-console-mfa", "unexpected-detach"]],
  ])("takes %s", (_what, part, ids) => {
    expect(chosen(part)).toEqual(ids);
  });

  it.each<[string, Partial<RuleSelection>, RegExp]>([
    ["a rule", { rule: ["root-mfaa"] }, /--rule root-mfaa: no such rule\. Did you mean root-mfa\?/],
    ["an excluded rule", { exclude: ["unexpcted-detach"] }, /Did you mean unexpected-detach\?/],
    ["a framework", { control: ["cis-aws-5:1.4"] }, /Did you mean cis-aws-5\.0\?/],
    ["a control", { control: ["securityhub:IAM.6"] }, /Did you mean IAM\.5\?/],
    ["a severity", { severity: ["hihg"] }, /Did you mean high\?/],
  ])("names the nearest for a misspelt %s", (_what, part, message) => {
    expect(() => chosen(part)).toThrow(message);
  });

  it("refuses a selection that leaves nothing", () => {
    expect(() => chosen({ rule: ["root-mfa"], severity: ["low"] })).toThrow(/--rule and --severity together leave no rule of 3: nothing would be judged/);
    expect(() => selectedOrThrow(select([], ALL_RULES))).toThrow(UsageError);
  });
});

const param = (name: string, type: ParamSpec["type"], items: ParamSpec["items"]): ParamSpec => ({
  name,
  type,
  items,
  enum: null,
  minimum: null,
  maximum: null,
  description: "",
});

describe("--param", () => {
  const rules: Parameters<typeof paramFlags>[1] = [
    {
      id: "keys",
      formerly: ["old-keys"],
      params: [
        param("maxAge", "duration", null),
        param("count", "integer", null),
        param("strict", "boolean", null),
        param("paths", "array", "string"),
        param("ports", "array", "integer"),
      ],
    },
  ];

  it.each<[string, unknown]>([
    ["keys.maxAge=60d", { maxAge: "60d" }],
    ["keys.count=3", { count: 3 }],
    ["keys.strict=true", { strict: true }],
    ["keys.paths=/a/,/b/", { paths: ["/a/", "/b/"] }],
    ["keys.paths=", { paths: [] }],
    ["keys.ports=1,2", { ports: [1, 2] }],
    ["keys.paths=a=b", { paths: ["a=b"] }],
  ])("reads %s by the parameter's type", (flag, values) => {
    expect(selectedOrThrow(paramFlags([flag], rules)).keys).toEqual(values);
  });

  it.each<[string, RegExp]>([
    ["keys.maxage=60d", /no parameter maxage\. Did you mean maxAge\?/],
    ["kyes.maxAge=60d", /no chosen rule is called kyes\. Did you mean keys\?/],
    ["keys=60d", /write it as rule\.name=value/],
    ["keys.count=many", /must be a whole number/],
    ["keys.count=1.5", /must be a whole number/],
    ["keys.strict=yes", /true or false/],
    ["__proto__.maxAge=1", /write it as/],
  ])("refuses %s", (flag, message) => {
    expect(() => selectedOrThrow(paramFlags([flag], rules))).toThrow(message);
  });
});

describe("--param, of a rule or a value that is known otherwise", () => {
  const rules: Parameters<typeof paramFlags>[1] = [{ id: "p1", formerly: ["p0"], params: [param("act", "string", null), param("n", "integer", null)] }];

  it("names the nearest rule for one in other letters", () => {
    expect(() => selectedOrThrow(paramFlags(["P1.act=x"], rules))).toThrow(/--param P1\.act=x: no chosen rule is called P1\. Did you mean p1\?/);
  });

  it("names the nearest parameter for one in other letters", () => {
    expect(() => selectedOrThrow(paramFlags(["p1.ACT=x"], rules))).toThrow(/p1 has no parameter ACT\. Did you mean act\?/);
  });

  it.each([
    ["p1.n=2", "p1.n=1"],
    ["p1.n=2", "p1.n=2"],
    ["p0.n=2", "p1.n=1"],
  ])("refuses a second value: %s %s", (...flags) => {
    expect(() => selectedOrThrow(paramFlags(flags, rules))).toThrow(`--param ${flags[1]}: p1.n is given twice, and holds one value: 2 is the other.`);
  });
});
