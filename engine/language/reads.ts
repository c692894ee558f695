import { replacedFields } from "../../document/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { Condition, Operand, PathOperand, Template } from "./condition/ast.ts";
import { type Visitor, visitCondition } from "./condition/fold.ts";
import { letNamed, type Scope, unfold } from "./logic/scope.ts";
import type { CheckedRule, Cure, RemediationStep, StepValue } from "./rule.ts";

/** What `change.before` may come from: engine/language/logic/before.ts. */
const BEFORE = [
  ...(["policy", "user", "group", "role"] as const),
  ...(["user", "group", "role"] as const).map((kind) => `${kind}.inlinePolicies`),
  ...(["user", "role"] as const).map((kind) => `${kind}.permissionsBoundaryArn`),
  "role.trustPolicy",
];

/** Where in the document a path has come to: at a resource of this kind, or null: within one, where nothing more is to be told. */
interface Place {
  kind: ResourceKind | null;
}

/**
 * Everything of the document that rules read, in conditions, severities, evidence, messages and remediations: sorted entries `kind` (its list) and
 * `kind.field`. References count as the field that holds the ids and the kind they lead to. What a collection may leave out is what is not named.
 */
export function sourcesRead(rules: readonly CheckedRule[]): string[] {
  const read = new Set<string>();
  for (const rule of rules) readRule(rule, read);
  return [...read].sort();
}

function readRule(rule: CheckedRule, read: Set<string>): void {
  const scope: Scope = { params: {}, lets: rule.lets };
  const add = (entry: string): void => {
    read.add(entry);
  };
  const visitor: Visitor<Place> = { subject: operand, element: (place) => place, counted: { kind: null }, operand };

  add(rule.resource);
  for (const binding of rule.lets) {
    if (binding.kind === "condition") condition(binding.condition);
    if (binding.kind === "path") path(binding.path);
    if (binding.kind === "lookup") {
      add(binding.target);
      operand(binding.key);
    }
  }
  const { body } = rule;
  if (body.kind === "state") for (const node of [body.applies, body.require]) node && condition(node);
  if (body.kind === "event") for (const node of [body.match, body.unless]) node && condition(node);
  if (body.kind === "manual" && body.applies) condition(body.applies);
  for (const { when } of rule.raise) condition(when);
  for (const evidence of rule.evidence) path(evidence);
  template(rule.message);
  const { remediation } = rule;
  for (const cure of [remediation, remediation?.undo, remediation?.contain]) if (cure) readCure(cure);

  function condition(node: Condition): void {
    visitCondition(visitor, node);
  }

  function operand(node: Operand, items: readonly Place[] = []): Place {
    return node.kind === "path" ? path(node, items) : { kind: null };
  }

  function path(written: PathOperand, items: readonly Place[] = []): Place {
    const { root, steps } = unfold(scope, written);
    let place = rootPlace(root, items);
    if (place.kind) add(place.kind);
    for (const step of steps) {
      if (step.kind === "before") BEFORE.forEach(add);
      if (step.kind === "before") {
        place = { kind: "policy" };
        continue;
      }
      if (step.kind === "dynamic") return { kind: null };
      const field = step.kind === "reference" ? step.via : step.name;
      if (place.kind) add(`${place.kind}.${field}`);
      place = { kind: step.kind === "reference" ? step.target : null };
      if (place.kind) add(place.kind);
    }
    return place;
  }

  function rootPlace(root: PathOperand["root"], items: readonly Place[]): Place {
    switch (root.kind) {
      case "resource":
        return { kind: rule.resource };
      case "account":
      case "root":
        return { kind: root.kind };
      case "list":
        return { kind: TABLE.lists[root.list] ?? null };
      case "item":
        return items[root.depth] ?? { kind: null };
      case "let": {
        const binding = letNamed(scope, root.name);
        return { kind: binding.kind === "lookup" ? binding.target : null };
      }
      default:
        return { kind: null };
    }
  }

  function template(parts: Template): void {
    for (const part of parts) if (typeof part !== "string" && part.kind === "path") path(part);
  }

  function readCure(cure: Cure): void {
    cure.console.forEach(template);
    cure.steps.forEach(readStep);
  }

  function readStep(step: RemediationStep): void {
    if (step.human) template(step.human);
    Object.values(step.with).forEach(value);
    replacedFields(step.call).forEach(add);
  }

  function value(node: StepValue): void {
    if (node.kind === "template") template(node.template);
    if (node.kind === "list") node.items.forEach(value);
    if (node.kind === "object") Object.values(node.members).forEach(value);
  }
}
