import type { CheckedRule } from "../rule.ts";
import { type BodyPart, checkAbsence } from "./absence.ts";
import { readCondition } from "./conditions.ts";
import type { CheckScope } from "./scope.ts";
import { entryOf, type MapNode } from "./source.ts";

type Body = CheckedRule["body"];

/** Reads what a rule asks: `require` (with `applies`), `match` (with `unless`) or `manual`. Null when it was refused. */
export function readBody(root: MapNode, scope: CheckScope): Body | null {
  if (!hasOneQuestion(root, scope)) return null;
  const applies = part(root, "applies", scope);
  if (scope.kind === "event") {
    const match = part(root, "match", scope);
    const unless = part(root, "unless", scope);
    return match && unless !== undefined ? { kind: "event", match, unless } : null;
  }
  const manual = entryOf(root, "manual")?.value;
  if (manual) return manual.kind === "scalar" && applies !== undefined ? { kind: "manual", question: String(manual.value), applies } : null;
  const require = part(root, "require", scope);
  return require && applies !== undefined ? { kind: "state", applies, require } : null;
}

/** A part's condition, null where the rule has none, undefined where it was refused. */
function part(root: MapNode, name: Exclude<BodyPart, "raise">, scope: CheckScope) {
  const entry = entryOf(root, name);
  if (!entry) return null;
  const condition = readCondition(entry.value.kind === "scalar" && entry.value.empty ? { ...entry.value, at: entry.keyAt } : entry.value, scope);
  if (!condition) return undefined;
  checkAbsence(condition, name, scope);
  return condition;
}

/** Tells the first thing wrong with the choice of parts: the others follow from it. */
function hasOneQuestion(root: MapNode, scope: CheckScope): boolean {
  const { report, kind } = scope;
  const isEvent = kind === "event";
  const instead: Record<string, string> = isEvent ? { require: "match", applies: "match", manual: "match" } : { match: "require", unless: "applies" };
  for (const [name, other] of Object.entries(instead)) {
    const entry = entryOf(root, name);
    if (!entry) continue;
    const message = isEvent
      ? `An event rule has \`match\` and \`unless\`, not \`${name}\`.`
      : `A rule on ${kind} has \`applies\` and \`require\`; \`${name}\` belongs to event rules.`;
    report.error("RV015", entry.keyAt, message, entryOf(root, other) || name === "unless" || name === "manual" ? undefined : other);
    return false;
  }
  const manual = entryOf(root, "manual");
  if (manual && entryOf(root, "require")) {
    report.error("RV015", manual.keyAt, "A rule has `require` or `manual`, not both.");
    return false;
  }
  const asked = isEvent ? "match" : "require";
  if (manual || entryOf(root, asked)) return true;
  const at = { ...root.at, endLine: root.at.line, endColumn: root.at.column };
  report.error("RV010", at, isEvent ? "An event rule lacks `match`." : "The rule lacks `require` (or `manual`, where only a person can tell).");
  return false;
}
