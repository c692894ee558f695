import { instantOf, isUnknownMark } from "../../document/index.ts";
import { type ReeveDocument, type ReeveResults, type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import {
  type CheckedRule,
  type Condition,
  compiler,
  type DocumentIndex,
  type EvaluationFrame,
  type ExplainContext,
  type Resource,
  type Scope,
  type Truth,
  walkCondition,
} from "../language/index.ts";
import { deriveFor } from "./derive/index.ts";
import { newEvaluationGaps } from "./evaluation-gaps.ts";
import { ELEMENTS_SHOWN } from "./evidence.ts";
import { type Fact, factsOf } from "./facts/index.ts";
import { derivedHolders, holderOf } from "./holders.ts";
import { renderMessage } from "./message.ts";
import type { EvaluateOptions, UnnamedHolder } from "./options.ts";
import { scopeOf } from "./prepare.ts";
import { indexDocument } from "./snapshot.ts";
import { stateEvidence, treesOf } from "./state-evidence.ts";

/** What a result says beyond its status. */
export type Detail = Pick<Result, "message" | "evidence">;

export type DetailOf = (result: Result) => Detail;

export type FactsOf = (result: Result) => Fact[] | null;

/** The facts that a result carries. */
export const ownFacts: FactsOf = (result) => result.facts ?? null;

/** The detail of results that carry theirs, as those of a file do. */
export const ownDetail: DetailOf = ({ message, evidence }) => ({ message, evidence });

/**
 * Message and evidence of a result that `judge` gave for this document, these rules and options. Of a finding or unknown on state they are worked out
 * here; any other result, and one whose rule or resource is there no more, carries its own already. One of many is cheaper by `detailsOf`.
 */
export const detail = (document: ReeveDocument, rules: readonly CheckedRule[], result: Result, options: EvaluateOptions = {}): Detail =>
  detailsOf(document, rules, options)(result);

/**
 * The tests that made a result a finding, none left out: of a state rule those of `require`, worked out here; a finding of an event rule carries those of
 * `match`. Null for what is no finding, and for one whose rule or resource is there no more. One of many is cheaper by `allFactsOf`.
 */
export const facts = (document: ReeveDocument, rules: readonly CheckedRule[], finding: Result, options: EvaluateOptions = {}): Fact[] | null =>
  allFactsOf(document, rules, options)(finding);

/** The results with every message, evidence and fact in place, as `check --format json` writes them. */
export function withDetails(document: ReeveDocument, rules: readonly CheckedRule[], results: ReeveResults, options: EvaluateOptions = {}): ReeveResults {
  const placeOf = placesOf(document, rules, options);
  const filled = (result: Result): Result => {
    const place = placeOf(result);
    if (!place) return result;
    return { ...result, ...fullAt(document, place, result) };
  };
  return { ...results, results: results.results.map((result) => (isJudgedHere(result, options) ? filled(result) : result)) };
}

/** Makes the function that gives details: it reads the document once and each rule when it is first needed, so that a report pays for what it prints. */
export function detailsOf(document: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions = {}): DetailOf {
  const placeOf = placesOf(document, rules, options);
  return (result) => {
    const place = placeOf(result);
    return place ? detailAt(document, place, result) : ownDetail(result);
  };
}

/** Makes the function that gives facts, as `detailsOf` makes that which gives details. */
export function allFactsOf(document: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions = {}): FactsOf {
  const placeOf = placesOf(document, rules, options);
  return (result) => {
    const place = placeOf(result);
    return place ? factsAt(place, result) : ownFacts(result);
  };
}

function detailAt(document: ReeveDocument, { walk, rule }: StatePlace, result: Result): Detail {
  // An attested pass was judged unknown.
  const status = result.attestation === undefined ? result.status : "unknown";
  const seen = status === "unknown" ? walk : brief(walk);
  return {
    message: status === "fail" ? renderMessage(seen, rule.message) : result.message,
    evidence: stateEvidence(document, seen, rule, treesOf(seen, rule, status)),
  };
}

/** Detail and facts from one walk. */
function fullAt(document: ReeveDocument, place: StatePlace, result: Result): Detail & { facts?: Fact[] } {
  const { walk, rule } = place;
  if (result.status !== "fail" || rule.body.kind !== "state") return detailAt(document, place, result);
  const tree = walkCondition(walk, rule.body.require);
  return {
    message: renderMessage(walk, rule.message),
    evidence: stateEvidence(document, walk, rule, [tree]),
    facts: factsOf(walk, "require", rule.body.require, tree),
  };
}

const factsAt = ({ walk, rule: { body } }: StatePlace, { status }: Result): Fact[] | null =>
  status === "fail" && body.kind === "state" ? factsOf(walk, "require", body.require, walkCondition(walk, body.require)) : null;

/** Where a result on state was judged. */
export interface StatePlace {
  rule: CheckedRule;
  walk: ExplainContext;
}

/** Makes the function that goes to where results on state were judged whose evidence is wanted; null for others, and where the rule or resource is there no more. */
function placesOf(given: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions): (result: Result) => StatePlace | null {
  const byId = new Map(rules.filter(({ body }) => body.kind !== "event").map((rule) => [rule.id, rule]));
  const scopes = new Map<string, Scope>();
  let index: DocumentIndex | null = null;
  let holders: readonly UnnamedHolder[] = [];
  const worldOf = (): DocumentIndex | null => {
    if (index) return index;
    const document = deriveFor(given, rules, options.stated);
    const indexed = indexDocument(document, newEvaluationGaps(document));
    if (indexed.ok) index = indexed.index;
    holders = derivedHolders(document, rules, options);
    return index;
  };
  const clockMs = instantOf(given.collectedAt) ?? 0;
  return (result) => {
    const rule = byId.get(result.rule);
    if (!rule || !isJudgedHere(result, options)) return null;
    const known = worldOf();
    const resource = known && (resourceOf(known, rule, result) ?? holderOf(holders, result.resource.kind as ResourceKind, result.resource.id));
    if (!known || !resource) return null;
    const scope = scopes.get(rule.id) ?? scopeOf(rule, options);
    scopes.set(rule.id, scope);
    const frame: EvaluationFrame = { index: known, resource, clockMs, stateBefore: null, items: [], lets: [] };
    return { rule, walk: { frame, scope, kind: rule.resource, items: [] } };
  };
}

const isOpen = ({ status }: Result): boolean => status === "fail" || status === "unknown";

/** A result on state whose evidence is wanted; an attested pass was judged unknown. One that a change fixed was judged on another document. */
const isJudgedHere = (result: Result, { evidence }: Pick<EvaluateOptions, "evidence">): boolean =>
  (evidence === "full" || isOpen(result) || result.attestation !== undefined) && result.occurrence === undefined && result.delta !== "fixed";

/** The walk that stops at what evidence shows of a long list. */
function brief(walk: ExplainContext): ExplainContext {
  const { frame, scope } = walk;
  const truthOf = (condition: Condition): Truth => compiler(scope).condition(condition)({ ...frame, items: [], lets: [] });
  return { ...walk, brief: { truthOf, elements: ELEMENTS_SHOWN } };
}

/** The one resource that a result is about; null for the kind's own result. */
function resourceOf(index: DocumentIndex, { resource: kind }: CheckedRule, { resource: { arn, id, name } }: Result): Resource | null {
  if (kind === "account" || kind === "root") return name === null || isUnknownMark(index[kind]) ? null : index[kind];
  const by = TABLE.kinds[kind].key === "arn" && arn !== null ? "arn" : "id";
  const key = by === "arn" ? arn : id;
  const found = key === null ? null : index.find(kind, by, key);
  return found === null || isUnknownMark(found) ? null : found;
}
