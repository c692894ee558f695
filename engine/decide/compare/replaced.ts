import { nameKey } from "../../../document/index.ts";
import { isUnknown, LIST_NAMES, type ReeveDocument, type Result } from "../../../schemas/index.ts";
import { DIGEST, type Fact, fingerprint, NESTED } from "../../evaluate/index.ts";

/** Unique ids and ARNs before a change, by those after it, of resources that the change renames, or deletes and makes again under the same name. */
export type ReplacedIds = ReadonlyMap<string, string>;

export const NOTHING_REPLACED: ReplacedIds = new Map();

interface Identified {
  id: string;
  arn: string;
  name: string;
}

/**
 * What has another unique id or ARN after a change and is the same resource to whoever uses it: of one id, or of one kind and name where the earlier id is
 * gone. IAM refers to users,
 * groups, roles and policies by name, of which an account holds one each, whatever the path and the case (IAM User Guide, "IAM identifiers").
 * A resource whose name only the apply will show takes no other's place.
 */
export function replacedIds(before: ReeveDocument, after: ReeveDocument): ReplacedIds {
  const replaced = new Map<string, string>();
  for (const list of LIST_NAMES) {
    if (before[list] === after[list]) continue;
    const [was, is] = [identified(before[list]), identified(after[list])];
    const byId = new Map(was.map((each) => [each.id, each]));
    const byArn = new Map(was.map((each) => [each.arn, each]));
    const idsAfter = new Set(is.map(({ id }) => id));
    const gone = new Map(was.flatMap((each) => (idsAfter.has(each.id) ? [] : [[nameKey(each.name), each] as const])));
    for (const { id, arn, name } of is) {
      const earlier = byId.get(id) ?? gone.get(nameKey(name));
      if (earlier && earlier.id !== id) replaced.set(id, earlier.id);
      if (earlier && earlier.arn !== arn) replaced.set(arn, earlier.arn);
      // Another had this ARN, and is called otherwise now or gone: this one is not it.
      else if (!earlier && byArn.has(arn)) replaced.set(arn, id);
    }
  }
  return replaced;
}

/** Resources with a unique id beside their ARN and name. */
function identified(list: unknown): Identified[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: Record<string, unknown>): Identified[] => {
    if (isUnknown(each)) return [];
    const { id, arn, name } = each;
    return typeof id === "string" && typeof arn === "string" && typeof name === "string" ? [{ id, arn, name }] : [];
  });
}

/** The fingerprint that a result would have had before the change; `rule` is the first id of its rule. Null where it has the same. */
export function earlierFingerprint({ account, resource, occurrence }: Result, rule: string, replaced: ReplacedIds): string | null {
  const earlier = resource.id === null ? undefined : replaced.get(resource.id);
  return earlier === undefined ? null : fingerprint(rule, account, earlier, occurrence ?? null);
}

/** Facts that name what is renamed or replaced by its earlier id or ARN, so that they can be compared with earlier ones. */
export function withEarlierIds(facts: readonly Fact[], replaced: ReplacedIds): readonly Fact[] {
  if (replaced.size === 0) return facts;
  const earlier = (id: string): string => replaced.get(id) ?? id;
  return facts.map(({ statements, ...fact }) => ({
    ...fact,
    element: fact.element === null ? null : inParts(earlier, fact.element),
    ...(fact.uniqueId === undefined ? {} : { uniqueId: inParts(earlier, fact.uniqueId) }),
    value: valueWith(earlier, fact.value) as Fact["value"],
    ...(statements === undefined || namesAnother(fact, replaced) ? {} : { statements: statements.map((statement) => principalsWith(earlier, statement)) }),
  }));
}

/** Whether a statement names another resource by an ARN that was an earlier one's: what it says by ARNs is not what the earlier said. */
const namesAnother = ({ element, uniqueId }: Pick<Fact, "element" | "uniqueId">, replaced: ReplacedIds): boolean =>
  (element?.split(NESTED) ?? []).some((part, at) => part.startsWith(DIGEST) && replaced.has(part) && replaced.get(part) === uniqueId?.split(NESTED)[at]);

const inParts = (earlier: (id: string) => string, element: string): string => element.split(NESTED).map(earlier).join(NESTED);

/** IAM shows the ARN that a renamed principal has now in the policies that name it. */
function principalsWith(earlier: (id: string) => string, statement: Statement): Statement {
  const renamed = (list: readonly string[]): string[] => list.map((principal) => principal.replace(/\S+$/, earlier));
  const { principals, notPrincipals } = statement;
  return { ...statement, ...(principals ? { principals: renamed(principals) } : {}), ...(notPrincipals ? { notPrincipals: renamed(notPrincipals) } : {}) };
}

type Statement = NonNullable<Fact["statements"]>[number];

function valueWith(earlier: (id: string) => string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => valueWith(earlier, each));
  return typeof value === "string" ? earlier(value) : value;
}

/**
 * Elements of facts that were renamed since, by the ARNs that they have now. Another resource that has taken the ARN of a renamed one is not that one: it
 * goes by its unique id.
 */
export function renamedIds(before: readonly Fact[], now: readonly Fact[]): ReplacedIds {
  const [was, is] = [namesById(before), namesById(now)];
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const [id, name] of is) {
    const earlier = was.get(id);
    if (earlier === undefined || earlier === name) continue;
    renamed.set(name, earlier);
    taken.add(earlier);
  }
  const digests = new Map([...was].filter(([, name]) => name.startsWith(DIGEST)).map(([id, name]) => [name, id]));
  for (const [id, name] of is) if (!was.has(id) && (taken.has(name) || (digests.get(name) ?? id) !== id)) renamed.set(name, id);
  return renamed;
}

/** Names of elements by their unique ids, of those that are named by an ARN. */
function namesById(facts: readonly Fact[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { element, uniqueId } of facts) {
    if (element === null || uniqueId === undefined) continue;
    const parts = element.split(NESTED);
    uniqueId.split(NESTED).forEach((id, at) => {
      const name = parts[at];
      if (name !== undefined && name !== id) names.set(id, name);
    });
  }
  return names;
}
