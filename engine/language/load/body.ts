import type { CheckedRule } from "../rule.ts";
import { type BodyPart, checkAbsence } from "./absence.ts";
import type { CheckScope } from "./scope.ts";
import { readWhole } from "./size.ts";
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
  const condition = readWhole(entry.value.kind === "scalar" && entry.value.empty ? { ...entry.value, at: entry.keyAt } : entry.value, scope);
  if (!condition) return undefined;
  checkAbsence(condition, name, scope);
  return condition;
}

/** Parts of the other sort of rule, with what to write. No name is put in the place of another: what is true there is false here. */
const NOT_IN_EVENT_RULES: Readonly<Record<string, string>> = {
  require:
    "The meaning turns round: `require` says what must hold, `match` says what is a finding. Write the opposite condition under `match`, for example match: { not: … }.",
  applies: "Put its condition into `match`, beside what is a finding.",
  manual: "A question to a person belongs to a rule on account or another kind.",
};

const NOT_IN_STATE_RULES: Readonly<Record<string, string>> = {
  match:
    "The meaning turns round: `match` says what is a finding, `require` says what must hold. Write the opposite condition under `require`, for example require: { not: … }.",
  unless: "The meaning turns round: `unless` says what is excused, `applies` says what is judged. Write the opposite condition under `applies`.",
};

/** Tells the first thing wrong with the choice of parts: the others follow from it. */
function hasOneQuestion(root: MapNode, scope: CheckScope): boolean {
  const { report, kind } = scope;
  const isEvent = kind === "event";
  for (const [name, hint] of Object.entries(isEvent ? NOT_IN_EVENT_RULES : NOT_IN_STATE_RULES)) {
    const entry = entryOf(root, name);
    if (!entry) continue;
    const has = isEvent ? "An event rule has `match` and `unless`" : `A rule on ${kind} has \`applies\` and \`require\``;
    report.error("RV015", entry.keyAt, `${has}, not \`${name}\`. ${hint}`);
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
