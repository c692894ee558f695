import type { Mutant } from "../../engine/index.ts";
import type { Suite } from "../testing/suites.ts";

/** `file:line:column` of the mutated clause; of a parameter its definition, of what a rule reads the rule's file. */
export function placeOf({ rule, ruleText }: Pick<Suite, "rule" | "ruleText">, { at, part, before }: Pick<Mutant, "at" | "part" | "before">): string {
  if (at) return `${rule.file}:${at.line}:${at.column}`;
  const found = part === "params" ? paramPlace(ruleText, before.slice(0, before.indexOf(":"))) : null;
  return found ? `${rule.file}:${found.line}:${found.column}` : rule.file;
}

function paramPlace(text: string, name: string): { line: number; column: number } | null {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => /^params:/.test(line));
  const at = lines.findIndex((line, index) => index > head && line.trimStart().startsWith(`${name}:`));
  return head < 0 || at < 0 ? null : { line: at + 1, column: (lines[at] ?? "").indexOf(name) + 1 };
}
