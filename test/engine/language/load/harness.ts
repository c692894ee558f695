import { loadRules } from "../../../../engine/language/load/index.ts";
import type { CheckedRule } from "../../../../engine/language/rule.ts";

const HEAD = `id: a-rule
title: A rule
severity: medium
rationale: Because.
message: found
`;

/** A whole rule file of the fixed head and the given rest. */
export const ruleText = (rest: string): string => HEAD + rest;

/** Loads the rest of a rule under the fixed head. */
export const load = (rest: string) => loadRules([{ file: "rules/a-rule.yaml", text: ruleText(rest) }]);

/** The rule, which must load without a word. */
export function loaded(rest: string): CheckedRule {
  const { rules, diagnostics } = load(rest);
  const [rule] = rules;
  if (!rule || diagnostics.length > 0) throw new Error(`does not load:\n${JSON.stringify(diagnostics, null, 1)}`);
  return rule;
}

/** A rule on a kind with this condition in the given part. */
export function conditionIn(part: "applies" | "require" | "match" | "unless", condition: string, kind = "user"): string {
  const indented = condition.replaceAll(/^/gm, "  ");
  if (part === "applies") return `resource: ${kind}\nrequire: { account.id: "111122223333" }\napplies:\n${indented}\n`;
  if (part === "unless") return `resource: event\nmatch: { outcome: success }\nunless:\n${indented}\n`;
  return `resource: ${part === "match" ? "event" : kind}\n${part}:\n${indented}\n`;
}

const MARK = "▸";

/** Takes the mark out of a text and tells where it stood: line and column from 1. */
export function marked(text: string): { text: string; line: number; column: number } {
  const offset = text.indexOf(MARK);
  if (offset < 0) throw new Error(`no ${MARK} in ${text}`);
  const before = text.slice(0, offset).split("\n");
  return { text: text.replace(MARK, ""), line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
