import { isRaw, listIn, member, type Raw, textOf } from "../../../document/index.ts";
import type { LaterText, PartialCondition, PartialStatement, PlannedContent } from "../../../schemas/index.ts";
import { comparesWholeTexts } from "../whole-texts.ts";
import { type Layer, merged } from "./merged-statements.ts";
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

/** The statements of a deferred `aws_iam_policy_document`, as far as they are known. Null where nothing of it is. */
function contentOfSource(source: DataSource): PlannedContent | null {
  const layer = layerOf(source, 0);
  if (layer === null || (layer.statements.length === 0 && !layer.complete)) return null;
  const { statements, complete } = layer;
  return { status: "partial", statements: statements.map(({ statement }) => statement), scope: `${source.resource.address}.json`, complete };
}

/** How many documents deep sources are followed. */
const MAX_DEPTH = 20;

const UNKNOWN: Layer = { statements: [], complete: false };
const NOTHING: Layer = { statements: [], complete: true };

/** Its attributes source_json and override_json are of versions of the provider before 6. */
function layerOf(source: DataSource, depth: number): Layer | null {
  if (!source.resource.after || depth > MAX_DEPTH) return null;
  const documents = (attributes: string[]): Layer[] => attributes.flatMap((attribute) => documentsIn(source, attribute, depth));
  return merged(documents(["source_json", "source_policy_documents"]), ownLayer(source), documents(["override_policy_documents", "override_json"]));
}

/** Its own statements; blocks of a `dynamic` one may not be known. */
function ownLayer({ resource: { after, unknown }, arns, ids }: DataSource): Layer {
  const unknowns = member(unknown, "statement");
  if (!after || unknowns === true) return UNKNOWN;
  const statements = listIn(after, "statement");
  const read = statements.map((statement, at) => ({
    sid: textOf(statement, "sid") || null,
    isSidKnown: !holds(partOf(unknowns, at), "sid"),
    statement: partial(statement, partOf(unknowns, at), {
      arns: (blocks, attribute) => arns([{ name: "statement", at, count: statements.length }, ...blocks], attribute),
      ids: (blocks, attribute) => ids([{ name: "statement", at, count: statements.length }, ...blocks], attribute),
    }),
  }));
  return { statements: read, complete: true };
}

/** The documents of an attribute: those that are known as text, and the data sources that the others are read from. */
function documentsIn(source: DataSource, attribute: string, depth: number): Layer[] {
  const [value, later] = [member(source.resource.after, attribute), member(source.resource.unknown, attribute)];
  const isList = attribute.endsWith("s");
  if (isList && later === true) return [UNKNOWN];
  const texts: readonly unknown[] = isList ? (Array.isArray(value) ? value : []) : [value ?? null];
  const isLater = (at: number): boolean => partOf(isList ? later : [later], at) === true;
  const countBefore = (end: number): number => texts.slice(0, end).filter((_, at) => isLater(at)).length;
  const made = countBefore(texts.length) > 0 ? source.documents(attribute) : [];
  // Where some cannot be followed, it is not known which of the others is which.
  const isFollowed = made.length === countBefore(texts.length);
  return texts.map((text, at): Layer => {
    if (!isLater(at)) return text === null || text === "" ? NOTHING : textLayer(text);
    const next = isFollowed ? made[countBefore(at)] : undefined;
    return (next && layerOf(next, depth + 1)) ?? UNKNOWN;
  });
}

/** A document that the plan shows. */
function textLayer(text: unknown): Layer {
  const document = parsedJson(text);
  const written = member(document, "Statement");
  const list = Array.isArray(written) ? written : isRaw(written) ? [written] : [];
  const statements = list.map((whole) => ({ sid: textOf(whole, "Sid") || null, isSidKnown: true, statement: { ...NOTHING_KNOWN, whole } }));
  return { statements, complete: isRaw(document) };
}

const NOTHING_KNOWN: PartialStatement = { whole: null, effect: null, actions: [], notActions: null, conditions: [], resources: [], principals: [] };

function parsedJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

const partOf = (unknowns: unknown, index: number): unknown => (Array.isArray(unknowns) ? unknowns[index] : undefined);

const holds = (unknown: unknown, part: string): boolean => holdsTrue(member(unknown, part));

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
