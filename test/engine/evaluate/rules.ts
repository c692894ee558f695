import type { CheckedRule, ParamSpec } from "../../../engine/language/rule.ts";

const BASE = {
  formerly: [],
  title: "What holds",
  severity: "medium",
  rationale: "Because.",
  params: [] as ParamSpec[],
  lets: [],
  raise: [],
  evidence: [],
  message: ["It does not hold"],
  controls: { "cis-aws-5.0": ["1.9"] },
  references: [],
  remediation: null,
  file: "rules/x.yaml",
  sha256: "0".repeat(64),
};

/** A rule as the loader would make it. Only tests may brand one by hand. */
export const ruleOf = (parts: Pick<CheckedRule, "id" | "resource" | "body"> & Partial<CheckedRule>): CheckedRule =>
  ({ ...BASE, ...parts }) as unknown as CheckedRule;

export const paramOf = (name: string, value: ParamSpec["default"]): ParamSpec => ({
  name,
  type: Array.isArray(value) ? "array" : "string",
  items: null,
  ...(value === undefined ? {} : { default: value }),
  enum: null,
  minimum: null,
  maximum: null,
  description: name,
});
