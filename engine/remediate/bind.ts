import { instantOf, isUnknownMark, policyContent, sameName, type UnknownMark } from "../../document/index.ts";
import { type document, isUnknown, type ReeveDocument, type Result } from "../../schemas/index.ts";
import { contentFields } from "../access/index.ts";
import { derive, type EvaluateOptions, type EvaluationGaps, indexDocument, newEvaluationGaps, stateBeforeEvents } from "../evaluate/index.ts";
import {
  type CheckedRule,
  type DocumentIndex,
  type EvaluationFrame,
  type ExplainContext,
  elementsOf,
  fieldsRead,
  type ParamValue,
  type Resource,
  readPath,
  type Scope,
  type StateBefore,
  walkCondition,
} from "../language/index.ts";
import type { RemediationContext } from "./context.ts";
import type { UserKey } from "./keys.ts";
import { partitionOfResult } from "./partition.ts";
import type { FindingReader, ReadPath } from "./reading.ts";
import type { Regranted } from "./regrant.ts";

type AwsManaged = NonNullable<RemediationContext["awsManaged"]>;

interface Bound {
  index: DocumentIndex;
  /** The document's own clock: ages of the state count from it. */
  clockMs: number;
  gaps: EvaluationGaps;
  events: readonly document.Event[];
  gateOf: (event: document.Event) => StateBefore;
}

/** One index a document, however many findings of it are fixed. */
const BOUND = new WeakMap<ReeveDocument, Bound | null>();

/** How this rule reads this finding: through the document, or where there is none, through what the result itself tells. */
export function readingOf(
  rule: CheckedRule,
  result: Result,
  reeveDocument: ReeveDocument | null,
  params: EvaluateOptions["params"],
  awsManaged: AwsManaged = () => null,
): FindingReader {
  const param = paramsOf(rule, params);
  const bound = reeveDocument && bind(derivedFor(reeveDocument, rule));
  const judged = bound && resourceOfResult(rule, result, bound);
  if (!bound || !judged) return readingOfResult(result, param, awsManaged);
  const values = Object.fromEntries(rule.params.map((spec) => [spec.name, param(spec.name)]));
  const scope: Scope = { params: values, lets: rule.lets };
  const frame: EvaluationFrame = { index: bound.index, resource: judged.resource, clockMs: judged.clockMs, stateBefore: judged.gate, items: [], lets: [] };
  const walk: ExplainContext = { frame, scope, kind: rule.resource, items: [] };
  const gated = (kind: "account" | "trail", value: Resource | UnknownMark | null): ReadPath =>
    found(value === null || isUnknownMark(value) ? value : (frame.stateBefore?.closed ?? frame.stateBefore?.asOf(kind, value) ?? value));
  const gap = (id: string): string => gapText(id, bound.gaps);
  const identity = identityOf(result, reeveDocument);
  const reader = (at: ExplainContext): FindingReader => ({
    param,
    path: (path) => {
      const read = found(readPath(at, path));
      const own = read.kind === "unknown" ? identity.get(path.text) : undefined;
      return own === undefined ? read : found(own);
    },
    holds: (condition) => walkCondition(at, condition).truth,
    elements: (list, where) => {
      const read = elementsOf(at, list, where);
      return read.kind === "unknown" ? read : { kind: "elements", readings: read.walks.map(reader), gaps: read.gaps.map(gap) };
    },
    account: () => gated("account", bound.index.account),
    trail: (key) => gated("trail", trailNamed(bound.index, key)),
    keys: (userName) => keysNamed(bound.index, userName),
    isInactiveKey: (id) => {
      const key = bound.index.find("accessKey", "id", id);
      return key !== null && !isUnknownMark(key) && key.active === false;
    },
    admin: (what) => adminOf(bound.index, what, awsManaged),
    gap,
  });
  return reader(walk);
}

function paramsOf(rule: CheckedRule, params: EvaluateOptions["params"]): (name: string) => ParamValue | undefined {
  const given = params && Object.hasOwn(params, rule.id) ? params[rule.id] : undefined;
  return (name) => (given && Object.hasOwn(given, name) ? given[name] : rule.params.find((spec) => spec.name === name)?.default);
}

/** Of records everything is derived, once for all rules; of the state what this rule reads, which is little. */
const derivedFor = (given: ReeveDocument, rule: CheckedRule): ReeveDocument => (rule.resource === "event" ? derive(given) : derive(given, fieldsRead([rule])));

function bind(reeveDocument: ReeveDocument): Bound | null {
  const known = BOUND.get(reeveDocument);
  if (known !== undefined) return known;
  const gaps = newEvaluationGaps(reeveDocument);
  const indexed = indexDocument(reeveDocument, gaps);
  const { events: list } = reeveDocument;
  const events = isUnknown(list) ? [] : list.filter((event): event is document.Event => !isUnknown(event));
  const bound = indexed.ok
    ? { index: indexed.index, clockMs: instantOf(reeveDocument.collectedAt) ?? 0, gaps, events, gateOf: stateBeforeEvents(reeveDocument, events, gaps) }
    : null;
  BOUND.set(reeveDocument, bound);
  return bound;
}

/** The resource or record that the result is about; null where this document does not hold it. */
function resourceOfResult(rule: CheckedRule, result: Result, bound: Bound): { resource: Resource; gate: StateBefore | null; clockMs: number } | null {
  if (rule.resource === "event") {
    const event = bound.events.find((candidate) => candidate.id === result.occurrence && candidate.accountId === result.account);
    return event ? { resource: event as unknown as Resource, gate: bound.gateOf(event), clockMs: instantOf(event.at) ?? 0 } : null;
  }
  const resource = resourceOf(rule, result, bound.index);
  return resource === null || isUnknownMark(resource) ? null : { resource, gate: null, clockMs: bound.clockMs };
}

function resourceOf(rule: CheckedRule, result: Result, index: DocumentIndex): Resource | UnknownMark | null {
  if (rule.resource === "account" || rule.resource === "root") return index[rule.resource];
  const { arn, id } = result.resource;
  const byArn = arn === null ? null : index.find(rule.resource, "arn", arn);
  return byArn !== null && !isUnknownMark(byArn) ? byArn : id === null ? byArn : index.find(rule.resource, "id", id);
}

function trailNamed(index: DocumentIndex, key: string): Resource | UnknownMark | null {
  const trails = index.list("trails");
  if (isUnknownMark(trails)) return trails;
  const named = trails.filter((trail) => !isUnknownMark(trail) && [(trail as Resource).arn, (trail as Resource).name].includes(key));
  if (named.length === 1) return named[0] as Resource;
  const last: unknown = trails.at(-1);
  return isUnknownMark(last) ? last : null;
}

function keysNamed(index: DocumentIndex, userName: string): UserKey[] | null {
  const keys = index.list("accessKeys");
  if (isUnknownMark(keys) || keys.some(isUnknownMark)) return null;
  const known = keys as document.AccessKey[];
  if (known.some((key) => isUnknown(key.userName))) return null;
  return known
    .filter((key) => !isUnknown(key.userName) && sameName(key.userName, userName))
    .map(({ id, active, createdAt, lastUsedAt }) => ({
      id,
      active: isUnknown(active) ? "unknown" : active,
      createdAt,
      lastUsedAt: isUnknown(lastUsedAt) ? "unknown" : lastUsedAt,
    }));
}

/** As the snapshot has it: what is given back is the policy or group of today. */
function adminOf(index: DocumentIndex, what: Regranted, awsManaged: AwsManaged): boolean | "unknown" {
  if (what.kind === "policy") return adminPolicy(index, what.arn, awsManaged);
  if (what.kind === "inline") return adminInline(index, what);
  const group = index.find("group", "any", what.name);
  if (group === null || isUnknownMark(group)) return "unknown";
  const { attachedPolicyArns, inlinePolicies } = group as unknown as document.Group;
  const attached = isUnknown(attachedPolicyArns)
    ? ["unknown" as const]
    : attachedPolicyArns.map((arn) => (isUnknown(arn) ? "unknown" : adminPolicy(index, arn, awsManaged)));
  const inline = isUnknown(inlinePolicies) ? ["unknown" as const] : inlinePolicies.map((policy) => (isUnknown(policy) ? "unknown" : adminField(policy.admin)));
  const all: (boolean | "unknown")[] = [...attached, ...inline];
  return all.includes(true) ? true : all.includes("unknown") ? "unknown" : false;
}

/** A policy of AWS that the account did not use when it was read is in the table. */
function adminPolicy(index: DocumentIndex, arn: string, awsManaged: AwsManaged): boolean | "unknown" {
  const policy = index.find("policy", "arn", arn);
  const admin = policy === null || isUnknownMark(policy) ? "unknown" : adminField((policy as unknown as document.Policy).admin);
  return admin === "unknown" ? adminInTable(arn, awsManaged) : admin;
}

function adminInTable(arn: string, awsManaged: AwsManaged): boolean | "unknown" {
  const known = awsManaged(arn);
  return known === null ? "unknown" : adminField(contentFields(policyContent(known.document, "json", { $unknown: "" }), ["admin"]).admin);
}

/** Whether an inline policy of a principal allows everything; unknown where the snapshot does not hold it. */
function adminInline(index: DocumentIndex, { holder, principal, name }: Regranted & { kind: "inline" }): boolean | "unknown" {
  const found = index.find(holder, "any", principal);
  if (found === null || isUnknownMark(found)) return "unknown";
  const { inlinePolicies } = found as unknown as document.Group;
  const named = isUnknown(inlinePolicies) ? undefined : inlinePolicies.find((policy) => !isUnknown(policy) && policy.name === name);
  return named === undefined || isUnknown(named) ? "unknown" : adminField(named.admin);
}

const adminField = (admin: unknown): boolean | "unknown" => (typeof admin === "boolean" ? admin : "unknown");

const found = (value: unknown): ReadPath =>
  isUnknownMark(value) ? { kind: "unknown", gap: value.$unknown, mark: value } : { kind: "value", value: value ?? null };

function gapText(id: string, gaps: EvaluationGaps): string {
  const gap = gaps.get(id);
  if (!gap) return id;
  return gap.source === "document" ? gap.message : `${id}: ${gap.source} ${gap.reason}`;
}

/** What a finding says of its account where the account itself was not read, as where records are all that there is. */
function identityOf(result: Result, reeveDocument: ReeveDocument | null): ReadonlyMap<string, string> {
  const known = { "account.id": result.account, "account.partition": partitionOfResult(result, reeveDocument) };
  return new Map(Object.entries(known).flatMap(([path, value]) => (value === null ? [] : [[path, value]])));
}

/** Without the document: the evidence, and what names the resource. Anything else stands in the document. */
function readingOfResult(result: Result, param: FindingReader["param"], awsManaged: AwsManaged): FindingReader {
  const known = new Map<string, unknown>(result.evidence.map((evidence) => [evidence.path, evidence.value]));
  const { kind, arn, id, name } = result.resource;
  if (result.occurrence === undefined) for (const [field, value] of Object.entries({ arn, id, name })) if (value !== null) known.set(`${kind}.${field}`, value);
  for (const [path, value] of identityOf(result, null)) known.set(path, value);
  const nowhere = (): ReadPath => ({ kind: "no-document" });
  const path: FindingReader["path"] = ({ text }) => (known.has(text) ? found(known.get(text)) : nowhere());
  return {
    param,
    path,
    holds: () => "unknown",
    elements: () => ({ kind: "no-document" }),
    account: nowhere,
    trail: nowhere,
    keys: () => null,
    isInactiveKey: () => false,
    admin: (what) => (what.kind === "policy" ? adminInTable(what.arn, awsManaged) : "unknown"),
    gap: (text) => text,
  };
}
