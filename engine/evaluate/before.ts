import { isUnknown, type ReeveDocument, type ReeveResults, type Result, TABLE } from "../../schemas/index.ts";
import type { CheckedRule } from "../rule.ts";
import { evaluate, type Refused } from "./evaluate.ts";
import type { EvaluateOptions } from "./options.ts";
import { readsOnlyItsResource } from "./untouched.ts";

type Listed = { arn?: unknown; id?: unknown };

/**
 * Findings and unknowns of a document, where those of another that shares what did not change are known: rules that read nothing but the resource they
 * judge are asked only of what is not shared, and of the rest give the very same results. What both share is the very same object.
 */
export function evaluateBefore(
  before: ReeveDocument,
  after: { document: ReeveDocument; results: ReeveResults },
  rules: readonly CheckedRule[],
  options: EvaluateOptions = {},
): { ok: true; results: ReeveResults } | Refused {
  if (before.collectedAt !== after.document.collectedAt) return evaluate(before, rules, options, "open");
  const own = rules.filter((rule) => rule.resource !== "event" && rule.resource !== "account" && rule.resource !== "root" && readsOnlyItsResource(rule));
  const ids = new Set(own.map(({ id }) => id));
  const others = evaluate(
    before,
    rules.filter(({ id }) => !ids.has(id)),
    options,
    "open",
  );
  if (!others.ok) return others;
  const { lists, changed } = difference(before, after.document);
  const few = evaluate({ ...before, ...lists }, own, options, "open");
  if (!few.ok) return few;
  const shared = after.results.results.filter((result) => ids.has(result.rule) && isOpen(result) && isNamed(result) && !names(changed, result));
  return {
    ok: true,
    results: {
      ...others.results,
      rules: [...others.results.rules, ...few.results.rules],
      results: [...others.results.results, ...few.results.results, ...shared],
      gaps: Object.assign(Object.create(null) as ReeveResults["gaps"], after.results.gaps, few.results.gaps, others.results.gaps),
    },
  };
}

/** Of each list what the other document does not share, and the keys of what it holds instead. Marks of what is unknown stay. */
function difference(before: ReeveDocument, after: ReeveDocument): { lists: Partial<ReeveDocument>; changed: Set<string> } {
  const lists: Record<string, unknown> = {};
  const changed = new Set<string>();
  for (const name of Object.keys(TABLE.lists) as (keyof ReeveDocument)[]) {
    if (name === "events") continue;
    const [was, is] = [before[name] as unknown, after[name] as unknown];
    const [then, now] = [membersOf(was), was === is ? membersOf(was) : membersOf(is)];
    if (Array.isArray(was)) lists[name] = was.filter((each) => isUnknown(each) || !now.has(each));
    for (const each of now) if (!then.has(each)) for (const key of keysOf(each as Listed)) changed.add(key);
  }
  return { lists: lists as Partial<ReeveDocument>, changed };
}

/** Known members; none of a list that could not be read. */
const membersOf = (list: unknown): ReadonlySet<unknown> => new Set<unknown>(Array.isArray(list) ? list.filter((each) => !isUnknown(each)) : []);

const keysOf = ({ arn, id }: Listed): string[] => [arn, id].filter((key) => typeof key === "string");

const isOpen = ({ status }: Result): boolean => status === "fail" || status === "unknown";

/** About one resource, and not about a whole kind. */
const isNamed = ({ resource: { arn, id } }: Result): boolean => arn !== null || id !== null;

const names = (changed: ReadonlySet<string>, { resource: { arn, id } }: Result): boolean =>
  (arn !== null && changed.has(arn)) || (id !== null && changed.has(id));
