import { isUnknown, LIST_NAMES, type ReeveDocument, type Result, TABLE } from "../../../schemas/index.ts";
import { idOf } from "../../evaluate/index.ts";
import { type CheckedRule, sourcesRead } from "../../language/index.ts";

export type ResultKind = Result["resource"]["kind"];

const LISTS: readonly (readonly [keyof ReeveDocument, ResultKind])[] = LIST_NAMES.flatMap((list) => {
  const kind = TABLE.lists[list];
  return kind === undefined || kind === "event" ? [] : [[list, kind] as const];
});

const ARNS: readonly [RegExp, ResultKind][] = [
  [/:iam::[^:]*:user\//, "user"],
  [/:iam::[^:]*:group\//, "group"],
  [/:iam::[^:]*:role\//, "role"],
  [/:iam::[^:]*:policy\//, "policy"],
  [/:cloudtrail:[^:]*:[^:]*:trail\//, "trail"],
  [/:access-analyzer:[^:]*:[^:]*:analyzer\//, "analyzer"],
];

/** Kinds of resources that planned changes name, also where the list of a kind could not be read: its ARNs tell it. Worked out when first asked for. */
export function kindsOf(touched: ReadonlySet<string>, documents: readonly ReeveDocument[]): () => ReadonlySet<ResultKind> {
  let kinds: ReadonlySet<ResultKind> | null = null;
  return () => {
    kinds ??= new Set([
      ...documents.flatMap((document) => LISTS.filter(([list]) => holds(document[list], touched)).map(([, kind]) => kind)),
      ...ARNS.filter(([pattern]) => [...touched].some((arn) => pattern.test(arn))).map(([, kind]) => kind),
    ]);
    return kinds;
  };
}

/**
 * Tells whether planned changes could bear on what is unknown of a result: they name it, or a kind of resource that its rule reads. Of a rule on users that
 * could not be listed a change of any group that it reads may hide the answer.
 */
export function couldAffectBy(
  names: (result: Result) => boolean,
  kinds: () => ReadonlySet<ResultKind>,
  rules: readonly CheckedRule[],
): (result: Result) => boolean {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const read = new Map<string, ReadonlySet<string>>();
  const readBy = (id: string): ReadonlySet<string> => {
    const rule = byId.get(id);
    const known = read.get(id) ?? new Set(rule ? sourcesRead([rule]) : []);
    read.set(id, known);
    return known;
  };
  return (result) => {
    if (names(result)) return true;
    const { kind, arn, id } = result.resource;
    const isOne = arn !== null || id !== null;
    return [...kinds()].some((each) => !(isOne && each === kind) && readBy(result.rule).has(each));
  };
}

/** Tells whether planned changes name what a result is about: its resource, or, where it is about a whole kind, a resource of that kind. */
export function namedBy(touched: ReadonlySet<string>, kinds: () => ReadonlySet<ResultKind>): (result: Result) => boolean {
  return ({ resource: { kind, arn, id, name } }) => {
    // The root user has the ARN of the account, which a change of the account's settings names.
    if (kind === "root") return false;
    if (arn !== null || id !== null) return (arn !== null && touched.has(arn)) || (id !== null && touched.has(id));
    return name === null && kinds().has(kind);
  };
}

function holds(list: unknown, touched: ReadonlySet<string>): boolean {
  if (!Array.isArray(list)) return false;
  return list.some((each: Record<string, unknown>) => !isUnknown(each) && (touched.has(each.arn as string) || touched.has(idOf(each) ?? "")));
}
