import { replacedFields } from "../../document/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { Condition, Operand, PathOperand, Template } from "./condition/ast.ts";
import { foldTest, someTests, type Visitor, visitCondition } from "./condition/fold.ts";
import { leavesOf } from "./condition/operands.ts";
import { letNamed, type Scope, unfold } from "./logic/scope.ts";
import type { Advice, CheckedRule, RemediationStep, RemediationSteps, StepValue } from "./rule.ts";

/** What `change.before` may come from: engine/language/logic/before.ts. */
const BEFORE = [
  ...(["policy", "user", "group", "role"] as const),
  ...(["user", "group", "role"] as const).map((kind) => `${kind}.inlinePolicies`),
  ...(["user", "role"] as const).map((kind) => `${kind}.permissionsBoundaryArn`),
  "role.trustPolicy",
];

/** The policy contents among them. */
const CONTENTS_BEFORE = ["policy", "user.inlinePolicies", "group.inlinePolicies", "role.inlinePolicies", "role.trustPolicy"];

/** Where in the document a path has come to: at a resource of this kind, or null: within one, where nothing more can be said. */
interface Place {
  kind: ResourceKind | null;
  /** The way there from a kind's name, lists left out: `user.inlinePolicies`. Several where the document decides which. */
  at: readonly string[];
}

const NOWHERE: Place = { kind: null, at: [] };

const placeOf = (kind: ResourceKind | null): Place => ({ kind, at: kind ? [kind] : [] });

/**
 * Everything of the document that rules read, in conditions, severities, evidence, messages and remediations: sorted entries `kind` (its list) and
 * `kind.field`. References count as the field that holds the ids and the kind they lead to. What a collection may leave out is what is not named.
 */
export function sourcesRead(rules: readonly CheckedRule[]): string[] {
  const read = new Set<string>();
  for (const rule of rules) readRule(rule, read, () => {});
  return [...read].sort();
}

/**
 * The values that rules read, each with its whole way from a kind: `role.trustPolicy.admin`, `user.inlinePolicies.statements.effect`. A value that is
 * not a scalar is read with all that it holds. The kinds that rules judge stand there by themselves too.
 */
export function fieldsRead(rules: readonly CheckedRule[]): string[] {
  const read = new Set<string>();
  for (const rule of rules) for (const field of fieldsOf(rule)) read.add(field);
  return [...read].sort();
}

/** What rules read, worked out once for each. */
const FIELDS = new WeakMap<CheckedRule, ReadonlySet<string>>();

function fieldsOf(rule: CheckedRule): ReadonlySet<string> {
  const known = FIELDS.get(rule);
  if (known) return known;
  const read = new Set<string>([rule.resource]);
  readRule(rule, new Set(), ({ at }) => {
    for (const place of at) read.add(place);
  });
  FIELDS.set(rule, read);
  return read;
}

/** What a condition of a rule reads, as `sourcesRead` has it. */
export function conditionReads(rule: CheckedRule, condition: Condition): ReadonlySet<string> {
  const read = new Set<string>();
  readerOf(rule, read, () => {}).condition(condition);
  return read;
}

/** Tests that search the elements of a list. One that counts them reads the list, even where it looks into none. */
const SEARCHES = someTests<null, boolean>({ quantifier: () => true }, () => false);

/** `whole` takes each place whose value is read as it is, not only searched. */
function readRule(rule: CheckedRule, read: Set<string>, whole: (place: Place) => void): void {
  readerOf(rule, read, whole).rule();
}

function readerOf(rule: CheckedRule, read: Set<string>, whole: (place: Place) => void): { rule(): void; condition(node: Condition): void } {
  const scope: Scope = { params: {}, lets: rule.lets };
  const add = (entry: string): void => {
    read.add(entry);
  };
  const visitor: Visitor<Place> = {
    subject: operand,
    element: (place) => place,
    counted: NOWHERE,
    test: (test, place) => {
      // Of a list whose elements are searched, the elements' own fields are read.
      if (!foldTest(SEARCHES, test, null)) whole(place);
    },
    operand: (node, items) => whole(operand(node, items)),
  };

  return { rule: all, condition };

  function all(): void {
    add(rule.resource);
    for (const binding of rule.lets) {
      if (binding.kind === "condition") condition(binding.condition);
      if (binding.kind === "path") whole(path(binding.path));
      if (binding.kind === "lookup") {
        add(binding.target);
        for (const leaf of leavesOf(binding.key)) whole(operand(leaf));
      }
    }
    const { body } = rule;
    if (body.kind === "state") for (const node of [body.applies, body.require]) node && condition(node);
    if (body.kind === "event") for (const node of [body.match, body.unless]) node && condition(node);
    if (body.kind === "manual" && body.applies) condition(body.applies);
    for (const { when } of rule.raise) condition(when);
    for (const evidence of rule.evidence) whole(path(evidence));
    template(rule.message);
    const { remediation } = rule;
    for (const block of [remediation, remediation?.undo, remediation?.contain]) if (block) readRemediation(block);
  }

  function condition(node: Condition): void {
    visitCondition(visitor, node);
  }

  function operand(node: Operand, items: readonly Place[] = []): Place {
    return node.kind === "path" ? path(node, items) : NOWHERE;
  }

  function path(written: PathOperand, items: readonly Place[] = []): Place {
    const { root, steps } = unfold(scope, written);
    let place = rootPlace(root, items);
    if (place.kind) add(place.kind);
    for (const step of steps) {
      if (step.kind === "before") BEFORE.forEach(add);
      if (step.kind === "before") {
        place = { kind: "policy", at: CONTENTS_BEFORE };
        continue;
      }
      if (step.kind === "dynamic") return NOWHERE;
      const field = step.kind === "reference" ? step.via : step.name;
      if (place.kind) add(`${place.kind}.${field}`);
      place = step.kind === "reference" ? placeOf(step.target) : { kind: null, at: place.at.map((at) => `${at}.${field}`) };
      if (place.kind) add(place.kind);
    }
    return place;
  }

  function rootPlace(root: PathOperand["root"], items: readonly Place[]): Place {
    switch (root.kind) {
      case "resource":
        return placeOf(rule.resource);
      case "account":
      case "root":
        return placeOf(root.kind);
      case "list":
        return placeOf(TABLE.lists[root.list] ?? null);
      case "item":
        return items[root.depth] ?? NOWHERE;
      case "let": {
        const binding = letNamed(scope, root.name);
        return binding.kind === "lookup" ? placeOf(binding.target) : NOWHERE;
      }
      case "actor":
      case "target":
      case "change":
      case "outcome":
        return { kind: null, at: [`event.${root.kind}`] };
      default:
        return NOWHERE;
    }
  }

  function template(parts: Template, items: readonly Place[] = []): void {
    for (const part of parts) if (typeof part !== "string" && part.kind === "path") whole(path(part, items));
  }

  function readRemediation(remediation: RemediationSteps): void {
    for (const line of remediation.console) advice(line, []);
    remediation.steps.forEach(readStep);
    for (const line of Object.values(remediation.supply ?? {}).flat()) advice(line, []);
    for (const { document, when } of remediation.documents ?? []) {
      value(document, []);
      if (when) condition(when);
    }
  }

  function readStep(step: RemediationStep): void {
    const { forEach, human, when, region } = step;
    if (when) condition(when);
    const items = forEach ? [path(forEach.list)] : [];
    if (forEach?.where) visitCondition(visitor, forEach.where, items);
    for (const line of human) advice(line, items);
    if (region) template(region, items);
    for (const each of Object.values(step.with)) value(each, items);
    replacedFields(step.call).forEach(add);
  }

  function advice({ text, when, forEach }: Advice, items: readonly Place[]): void {
    const inner = forEach ? [path(forEach.list, items), ...items] : items;
    if (forEach?.where) visitCondition(visitor, forEach.where, inner);
    template(text, inner);
    if (when) visitCondition(visitor, when, items);
  }

  function value(node: StepValue, items: readonly Place[]): void {
    if (node.kind === "template") template(node.template, items);
    if (node.kind === "list") for (const each of node.items) value(each, items);
    if (node.kind === "object") for (const each of Object.values(node.members)) value(each, items);
  }
}
