import { normalizeRecords } from "../../collectors/normalize/cloudtrail/event-set.ts";
import { completeDocument } from "../../engine/author/testing/complete.ts";
import { verdictsOf } from "../../engine/author/testing/verdicts.ts";
import { derive } from "../../engine/evaluate/derive/derive.ts";
import { type CheckedRule, type Condition, loadCondition, loadRules, lower } from "../../engine/index.ts";
import { type ReeveDocument, type ResourceKind, TABLE } from "../../schemas/index.ts";

/** What the engine is asked with: everything on the reference page that says what something gives goes through here. */

const RULE = { id: "asked", title: "Asked", severity: "low", rationale: "Asked for the reference page.", message: "asked" };

/** A rule of these parts, in YAML. Throws with the diagnostics when it is refused. */
export function ruleOf(kind: ResourceKind, parts: string): CheckedRule {
  const { rules, diagnostics } = tryRule(kind, parts);
  const [rule] = rules;
  if (!rule) throw new Error(`the reference page has a rule that does not load:\n${parts}\n${JSON.stringify(diagnostics)}`);
  return rule;
}

export function tryRule(kind: ResourceKind, parts: string) {
  const head = Object.entries(RULE).filter(([key]) => !new RegExp(`^${key}:`, "m").test(parts));
  return loadRules([{ file: "asked.yaml", text: `${head.map(([key, value]) => `${key}: ${value}\n`).join("")}resource: ${kind}\n${parts}` }]);
}

export function conditionOf(kind: ResourceKind, text: string): Condition {
  const { condition, diagnostics } = loadCondition({ file: "condition.yaml", text }, kind);
  if (!condition) throw new Error(`the reference page has a condition that does not load: ${text}\n${JSON.stringify(diagnostics)}`);
  return condition;
}

/** The JsonLogic of a condition, on one line. */
export function logicOf(kind: ResourceKind, text: string): string {
  return spaced(lower({ params: {}, lets: [] }, kind, conditionOf(kind, text)).logic);
}

/** JSON with the spaces that a person would leave. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
    .join(", ")} }`;
}

/** A document that holds one resource of the kind, completed and derived as in a rule's test. */
export function documentWith(kind: ResourceKind, given: Record<string, unknown>, more: Record<string, unknown> = {}): ReeveDocument {
  const { list } = TABLE.kinds[kind];
  const { document, problems } = completeDocument({ ...(list === null ? { [kind]: given } : { [list]: [identity(kind, given)] }), ...more }, normalizeRecords);
  if (problems.length > 0) throw new Error(`the reference page gives what a ${kind} cannot be: ${JSON.stringify(problems)}`);
  return derive(document, undefined, "kept");
}

const identity = (kind: ResourceKind, given: Record<string, unknown>): Record<string, unknown> => {
  if (kind === "event") return { ...RECORD, ...given };
  return kind === "accessKey" ? { id: "AKIA1", user: "ana", ...given } : { name: "ana", ...given };
};

const RECORD = {
  eventID: "e1",
  eventName: "GetUser",
  eventSource: "iam.amazonaws.com",
  eventTime: "2026-01-15T12:00:00Z",
  recipientAccountId: "111122223333",
  userIdentity: { type: "IAMUser", userName: "ana" },
};

/** Status of the one resource, or record, that a rule judges: `pass`, `finding`, … */
export function statusOf(rule: CheckedRule, document: ReeveDocument): string {
  const verdicts = verdictsOf(document, rule, { stated: "kept" }, []).filter(({ names }) => rule.body.kind !== "event" || names.includes(RECORD.eventID));
  const [only] = verdicts;
  if (!only || verdicts.length > 1) throw new Error(`the reference page asks of one resource, and ${verdicts.length} were judged`);
  return only.status;
}

const TRUTHS: Record<string, string> = { "not-applicable": "false", "no-match": "false", pass: "true", finding: "true", unknown: "unknown" };

/**
 * Truth of a condition for one resource or record: what a rule makes of it that applies, or matches, by this condition. It is put into the
 * loaded rule, for a condition alone need not say what absence means.
 */
export function truthOf(kind: ResourceKind, condition: string, document: ReeveDocument): string {
  const asked = conditionOf(kind, condition);
  const rule = kind === "event" ? ruleOf(kind, "match: { outcome: success }\n") : ruleOf(kind, 'require: { account.id: "111122223333" }\n');
  const body = rule.body.kind === "event" ? { ...rule.body, match: asked } : { ...rule.body, applies: asked };
  return TRUTHS[statusOf({ ...rule, body } as CheckedRule, document)] ?? "?";
}
