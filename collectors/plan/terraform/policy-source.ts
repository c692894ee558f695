import { isRaw, listIn, member, type Raw, textOf } from "../../../document/index.ts";
import type { LaterText, PartialCondition, PartialStatement, PlannedContent } from "../../../schemas/index.ts";
import { comparesWholeTexts } from "../whole-texts.ts";
import type { DataSource } from "./reference-types.ts";
import { attributeOf, holdsTrue, type PlanSide, scopeOf } from "./side.ts";

const SOURCE = "aws_iam_policy_document";

/** A policy document in an attribute; of one that a data source makes at apply, what the plan tells of the data source already. */
export function contentOf(side: PlanSide, attribute: string): PlannedContent {
  const value = attributeOf(side, attribute);
  if (value.status === "known") return { status: "known", document: value.value };
  const source = side.references.dataSource(attribute, SOURCE);
  return (source ? contentOfSource(source) : null) ?? { status: "after-apply", scope: scopeOf(side, attribute) };
}

/**
 * The statements of a deferred `aws_iam_policy_document`. Statements of source documents come beside its own; those of override documents replace
 * its own of the same sid, so that one with a sid is then not sure.
 * Source: terraform-provider-aws, internal/service/iam/policy_document_data_source.go and its documentation.
 */
function contentOfSource(source: DataSource): PlannedContent | null {
  const { after, unknown, address } = source.resource;
  if (!after) return null;
  const statements = listIn(after, "statement");
  const unknowns = member(unknown, "statement");
  if (unknowns === true) return null;
  const overrides = isSet(after, unknown, "override_policy_documents") || isSet(after, unknown, "override_json");
  const sources = isSet(after, unknown, "source_policy_documents") || isSet(after, unknown, "source_json");
  const read = statements.map((statement, at) =>
    partial(statement, partOf(unknowns, at), {
      arns: (blocks, attribute) => source.arns([{ name: "statement", at, count: statements.length }, ...blocks], attribute),
      ids: (blocks, attribute) => source.ids([{ name: "statement", at, count: statements.length }, ...blocks], attribute),
    }),
  );
  const sure = read.filter((_, index) => !overrides || (textOf(statements[index], "sid") === null && !holds(partOf(unknowns, index), "sid")));
  return { status: "partial", statements: sure, scope: `${address}.json`, complete: !overrides && !sources };
}

const partOf = (unknowns: unknown, index: number): unknown => (Array.isArray(unknowns) ? unknowns[index] : undefined);

const holds = (unknown: unknown, part: string): boolean => holdsTrue(member(unknown, part));

const isSet = (after: Raw, unknown: unknown, attribute: string): boolean => {
  const value = member(after, attribute);
  return holds(unknown, attribute) || (typeof value === "string" && value !== "") || (Array.isArray(value) && value.length > 0);
};

function partial(statement: unknown, unknown: unknown, { arns, ids }: Pick<DataSource, "arns" | "ids">): PartialStatement {
  const effect = textOf(statement, "effect") ?? (holds(unknown, "effect") ? null : "Allow");
  const knownTexts = (part: string): string[] => sureValues(statement, unknown, part);
  const notActions = knownTexts("not_actions");
  return {
    whole: wholeStatement(statement, unknown, arns),
    effect: effect === "Allow" || effect === "Deny" ? effect : null,
    actions: knownTexts("actions"),
    notActions: notActions.length > 0 && !holds(unknown, "not_actions") ? notActions : null,
    actionsComplete: !holds(unknown, "actions") && !holds(unknown, "not_actions"),
    ...conditionsIn(statement, unknown, ids),
    resources: knownTexts("resources"),
    resourcesComplete: !["resources", "not_resources"].some((part) => holds(unknown, part)) && listIn(statement, "not_resources").length === 0,
    ...principalsIn(statement, unknown, arns),
  };
}

/** Those of its blocks that say what they are: identifiers that only the apply shows are left out, but for ARNs of what the plan makes. */
function principalsIn(statement: unknown, unknown: unknown, arns: DataSource["arns"]): Pick<PartialStatement, "principals" | "principalsComplete"> {
  const blocks = listIn(statement, "principals");
  const unknowns = member(unknown, "principals");
  const isAllNamed = unknowns !== true && !holds(unknown, "not_principals") && listIn(statement, "not_principals").length === 0;
  const whole = identified(blocks, unknowns, (at, count) => arns([{ name: "principals", at, count }], "identifiers"));
  const read = whole ?? blocks.map((block, at) => sureBlock(block, partOf(unknowns, at)));
  const principals = read.flatMap((block) => listIn(block, "identifiers").map((value) => ({ type: textOf(block, "type") ?? "", value })));
  return { principals, principalsComplete: whole !== null && isAllNamed };
}

function sureBlock(block: unknown, unknown: unknown): unknown {
  if (!isRaw(block) || unknown === true || holds(unknown, "type")) return null;
  return { ...block, identifiers: sureValues(block, unknown, "identifiers") };
}

function conditionsIn(statement: unknown, unknown: unknown, ids: DataSource["ids"]): Pick<PartialStatement, "conditions" | "conditionsComplete"> {
  const unknowns = member(unknown, "condition");
  const blocks = listIn(statement, "condition");
  const conditions = blocks.map((block, at): PartialCondition => {
    const later = partOf(unknowns, at);
    const sure = (part: string): string | null => (holds(later, part) ? null : textOf(block, part));
    const values = sureValues(block, later, "values");
    const operator = sure("test");
    const isIds = holds(later, "values") && comparesWholeTexts(operator);
    const given = isIds ? (laterTexts(member(later, "values"), ids([{ name: "condition", at, count: blocks.length }], "values")) ?? []) : [];
    return { operator, key: sure("variable"), values: [...values, ...given], valuesComplete: given.length > 0 || !holds(later, "values") };
  });
  return { conditions, conditionsComplete: unknowns !== true };
}

/** The members of a list that are not known, where each is the id or ARN of a resource; null where one may be anything. */
function laterTexts(unknown: unknown, ids: readonly string[] | null): LaterText[] | null {
  const count = Array.isArray(unknown) ? unknown.filter((one) => one === true).length : 0;
  return ids !== null && ids.length === count ? ids.map((later) => ({ later })) : null;
}

/** Members of a list that are known; none where the plan shows nothing of it. */
function sureValues(block: unknown, unknown: unknown, part: string): string[] {
  const later = member(unknown, part);
  if (later === true) return [];
  return listIn(block, part).filter((entry, index) => typeof entry === "string" && !(Array.isArray(later) && later[index] === true)) as string[];
}

/** The statement as the data source would write it, where all of it is known but ARNs of what the plan makes; null otherwise. */
function wholeStatement(statement: unknown, unknown: unknown, arns: DataSource["arns"]): unknown {
  if (!isRaw(statement) || unknown === true || holdsTrue(isRaw(unknown) ? { ...unknown, principals: null } : unknown)) return null;
  const whole: Raw = { Effect: textOf(statement, "effect") ?? "Allow" };
  const sid = textOf(statement, "sid");
  if (sid !== null) whole.Sid = sid;
  const lists = { actions: "Action", not_actions: "NotAction", resources: "Resource", not_resources: "NotResource" };
  for (const [attribute, element] of Object.entries(lists)) {
    const values = listIn(statement, attribute);
    if (values.length > 0) whole[element] = values.length === 1 ? values[0] : [...values].sort().reverse();
  }
  const blocks = { principals: "Principal", not_principals: "NotPrincipal" };
  for (const [attribute, element] of Object.entries(blocks)) {
    const entries = identified(listIn(statement, attribute), member(unknown, attribute), (at, count) => arns([{ name: attribute, at, count }], "identifiers"));
    if (entries === null) return null;
    if (entries.length > 0) whole[element] = principals(entries);
  }
  const conditions = listIn(statement, "condition");
  if (conditions.length > 0) whole.Condition = conditionsOf(conditions);
  return whole;
}

/** Blocks of principals, with `{ created: address }` for each identifier that is known only after the apply; null where one of them is anything else. */
function identified(entries: readonly unknown[], unknowns: unknown, arnsOf: (at: number, count: number) => string[] | null): unknown[] | null {
  if (unknowns === true) return null;
  const known = entries.map((entry, at) => {
    const unknown = partOf(unknowns, at);
    if (!holdsTrue(unknown)) return entry;
    const later = member(unknown, "identifiers");
    if (!isRaw(entry) || !Array.isArray(later) || holds(unknown, "type")) return null;
    const addresses = arnsOf(at, entries.length);
    if (addresses?.length !== later.filter((one) => one === true).length) return null;
    const sure = listIn(entry, "identifiers").filter((_, index) => later[index] !== true);
    return { ...entry, identifiers: [...sure, ...addresses.map((address) => ({ created: address }))] };
  });
  return known.includes(null) ? null : known;
}

function principals(entries: readonly unknown[]): unknown {
  const byType: Raw = Object.create(null);
  for (const entry of entries) {
    const type = textOf(entry, "type") ?? "";
    const identifiers = listIn(entry, "identifiers");
    if (type === "*" && entries.length === 1) return "*";
    byType[type] = [...listIn(byType, type), ...identifiers];
  }
  return { ...byType };
}

function conditionsOf(conditions: readonly unknown[]): Raw {
  const byTest: Record<string, Raw> = Object.create(null);
  for (const condition of conditions) {
    const test = textOf(condition, "test") ?? "";
    const variable = textOf(condition, "variable") ?? "";
    const keys = byTest[test] ?? Object.create(null);
    byTest[test] = keys;
    keys[variable] = [...listIn(keys, variable), ...listIn(condition, "values")];
  }
  return Object.fromEntries(Object.entries(byTest).map(([test, keys]) => [test, { ...keys }]));
}
