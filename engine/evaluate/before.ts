import { isUnknown, type ReeveDocument, type ReeveResults, type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import type { CheckedRule, Resource } from "../language/index.ts";
import { derive } from "./derive/index.ts";
import { holderOf } from "./holders.ts";
import { judge, type RefusedDocument } from "./judge.ts";
import type { EvaluateOptions } from "./options.ts";
import { idOf } from "./subject.ts";
import { tapeOf } from "./tape.ts";
import { readsOnlyItsResource } from "./untouched.ts";

type Listed = { arn?: unknown; id?: unknown };

/**
 * Findings and unknowns of a document, where those of another that shares what did not change are known: rules that read nothing but the resource they
 * judge are asked only of what is not shared, and of the rest give the very same results. What both share is the very same object.
 */
export function judgeBefore(
  before: ReeveDocument,
  after: { document: ReeveDocument; results: ReeveResults },
  rules: readonly CheckedRule[],
  options: EvaluateOptions = {},
): { ok: true; results: ReeveResults } | RefusedDocument {
  if (before.collectedAt !== after.document.collectedAt) return openResults(before, rules, options);
  const alike = alikeOf(derive(before, ACCOUNT_FIELDS), derive(after.document, ACCOUNT_FIELDS));
  const own = rules.filter((rule) => rule.resource !== "event" && rule.resource !== "account" && rule.resource !== "root" && readsOnlyItsResource(rule, alike));
  const ids = new Set(own.map(({ id }) => id));
  const others = openResults(
    before,
    rules.filter(({ id }) => !ids.has(id)),
    options,
  );
  if (!others.ok) return others;
  const { lists, changed } = difference(before, after.document);
  const few = openResults({ ...before, ...lists }, own, { ...options, documentHash: false });
  if (!few.ok) return few;
  const { holders = [] } = options;
  // Before the change no one without a name gets a policy.
  const isOfHolder = ({ resource }: Result): boolean => holderOf(holders, resource.kind as ResourceKind, resource.id) !== null;
  const shared = after.results.results.filter(
    (result) => ids.has(result.rule) && isOpen(result) && isNamed(result) && !names(changed, result) && !isOfHolder(result),
  );
  return {
    ok: true,
    results: {
      ...others.results,
      rules: [...others.results.rules, ...few.results.rules],
      results: [...others.results.results, ...few.results.results, ...shared],
      gaps: { ...after.results.gaps, ...few.results.gaps, ...others.results.gaps },
    },
  };
}

/** Findings and unknowns: all that a comparison reads. */
const openResults = (document: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions): ReturnType<typeof judge> =>
  judge(document, tapeOf(document), rules, { ...options, holders: [], listed: ["fail", "unknown"] });

/** Of each list what the other document does not share, and the keys of what it holds instead. Marks of what is unknown stay. */
function difference(before: ReeveDocument, after: ReeveDocument): { lists: Partial<ReeveDocument>; changed: Set<string> } {
  const lists: Record<string, unknown> = {};
  const changed = new Set<string>();
  for (const name of Object.keys(TABLE.lists) as (keyof ReeveDocument)[]) {
    if (name === "events") continue;
    const [was, is] = [before[name] as unknown, after[name] as unknown];
    const [gone, come] = apart(membersOf(was), membersOf(is));
    if (Array.isArray(was)) lists[name] = [...gone, ...was.slice(-1).filter(isUnknown)];
    for (const each of come) for (const key of keysOf(each as Listed)) changed.add(key);
  }
  return { lists: lists as Partial<ReeveDocument>, changed };
}

/** What each of two lists holds that the other does not. Most of it stands at the same place in both, and costs no look-up. */
function apart(was: readonly unknown[], is: readonly unknown[]): [gone: unknown[], come: unknown[]] {
  if (was === is) return [[], []];
  const [left, right] = [was.filter((each, at) => each !== is[at]), is.filter((each, at) => each !== was[at])];
  const [lefts, rights] = [new Set(left), new Set(right)];
  return [left.filter((each) => !rights.has(each)), right.filter((each) => !lefts.has(each))];
}

/** Known members, the mark of an open list left out; none of a list that could not be read. */
const membersOf = (list: unknown): readonly unknown[] => (!Array.isArray(list) ? [] : isUnknown(list.at(-1)) ? list.slice(0, -1) : list);

const keysOf = (item: Listed): string[] => [item.arn, idOf(item as Resource)].filter((key) => typeof key === "string");

/** Whether a field of the account or its root is the same in both. */
const alikeOf =
  (before: ReeveDocument, after: ReeveDocument) =>
  (source: string): boolean =>
    isAlike(before, after, source);

/** What of the account follows from other parts of the document. */
const ACCOUNT_FIELDS = ["account.externalAnalyzerRegions"];

function isAlike(before: ReeveDocument, after: ReeveDocument, source: string): boolean {
  const [kind = "", field, ...deeper] = source.split(".");
  if ((kind !== "account" && kind !== "root") || deeper.length > 0) return false;
  const [was, is] = [before[kind] as unknown as Record<string, unknown>, after[kind] as unknown as Record<string, unknown>];
  // The kind alone says that something of it is read; what, the other sources say.
  return was === is || (isUnknown(was) === isUnknown(is) && (field === undefined || JSON.stringify(was[field]) === JSON.stringify(is[field])));
}

const isOpen = ({ status }: Result): boolean => status === "fail" || status === "unknown";

/** About one resource, and not about a whole kind. */
const isNamed = ({ resource: { arn, id } }: Result): boolean => arn !== null || id !== null;

const names = (changed: ReadonlySet<string>, { resource: { arn, id } }: Result): boolean =>
  (arn !== null && changed.has(arn)) || (id !== null && changed.has(id));
