import { CLOCK_SKEW_MS, foreignPart, instantOf, isOwnKind } from "../document/index.ts";
import { acceptDocument, isUnknown, type ReeveDocument, type ResourceKind, type SchemaError, TABLE, type ValueType } from "../schemas/index.ts";

/**
 * What the schema cannot say: marks name known gaps and stand last in their lists, keys of resources are unique, what an account holds is of that account, and
 * nothing was read after the collection ended. Empty when all holds.
 */
export function documentFaults(document: ReeveDocument): string[] {
  const faults: string[] = [];
  const gaps = new Set(Object.keys(document.gaps));
  const top = new Map<string, unknown>(Object.entries(document));
  for (const kind of ["account", "root"] as const) visit({ type: "resource", kind, nullable: false, unknown: true }, top.get(kind), kind);
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const element: ValueType = { type: "resource", kind, nullable: false, unknown: false };
    visit({ type: "list", element, open: true, nullable: false, unknown: true }, top.get(list), list);
    for (const fault of repeatedKeys(list, kind, top.get(list))) faults.push(fault);
  }
  faults.push(...foreignArns(document), ...collectionFaults(document));
  return faults;

  /** Follows the type table, so that verbatim JSON, which may hold anything, is never taken for a mark. */
  function visit(type: ValueType, value: unknown, path: string): void {
    if (value === null || value === undefined || type.type === "dynamic") return;
    if (isUnknown(value)) {
      if (!gaps.has(value.$unknown)) faults.push(`${path}: there is no gap ${value.$unknown}`);
      return;
    }
    if (type.type === "list" && Array.isArray(value)) {
      value.forEach((entry, index) => {
        if (isUnknown(entry) && index < value.length - 1) faults.push(`${path}: the unknown mark is not the last element`);
        visit(type.element, entry, `${path}[${index}]`);
      });
    }
    const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : null;
    if (!fields || typeof value !== "object") return;
    for (const [name, field] of Object.entries(fields)) {
      if (!field.via && Object.hasOwn(value, name)) visit(field.value, (value as Record<string, unknown>)[name], `${path}.${name}`);
    }
  }
}

const MARK = "$unknown";

/**
 * Faults against the schema, each once and in words. Where a value may be an unknown mark instead, the schema also says how it is no mark: that is left out,
 * and so is that a holder of the fault is none.
 */
export function schemaFaults(errors: readonly SchemaError[]): string[] {
  const own = errors.filter(({ keyword, params }) => keyword !== "anyOf" && params.missingProperty !== MARK);
  const isWithin = (path: readonly string[], other: readonly string[]): boolean => other.length > path.length && path.every((step, at) => step === other[at]);
  const deepest = own.filter(
    ({ keyword, path }) =>
      keyword !== "type" || !own.some((other) => isWithin(path, other.path) || (other.path.join() === path.join() && other.keyword !== "type")),
  );
  const types = new Map<string, string[]>();
  for (const { keyword, path, params } of deepest) if (keyword === "type") types.set(placeOf(path), [...(types.get(placeOf(path)) ?? []), String(params.type)]);
  const texts = deepest.map(({ keyword, path, params, message }) => {
    const place = placeOf(path);
    if (keyword === "additionalProperties") return `${place} has the member ${JSON.stringify(params.additionalProperty)}, which the format does not know`;
    if (keyword === "required") return `${place} lacks the member ${JSON.stringify(params.missingProperty)}`;
    if (keyword === "format") return `${place} must be a time such as 2026-01-31T12:00:00Z`;
    if (keyword !== "type") return `${place} ${message}`;
    const all = [...new Set(types.get(place))];
    // The last type of several is that of an unknown mark.
    const wanted = all.length > 1 && all.at(-1) === "object" ? all.slice(0, -1) : all;
    return `${place} must be ${wanted.map((type) => TYPE_WORDS[type] ?? type).join(" or ")}`;
  });
  return [...new Set(texts)];
}

const placeOf = (path: readonly string[]): string => path.join(".") || "the document";
const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  object: "an object",
  integer: "a whole number",
  boolean: "true or false",
};

function repeatedKeys(list: string, kind: ResourceKind, value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const faults: string[] = [];
  const { key } = TABLE.kinds[kind];
  const seen = new Set<unknown>();
  for (const resource of value as Record<string, unknown>[]) {
    if (isUnknown(resource)) continue;
    const id = resource[key];
    if (seen.has(id)) faults.push(`${list}: two resources have the ${key} ${String(id)}`);
    seen.add(id);
  }
  return faults;
}

/** Resources of another account, or of another partition, than the document's account. */
function foreignArns(document: ReeveDocument): string[] {
  const { account } = document;
  if (isUnknown(account)) return [];
  const own = { accountId: account.id, partition: account.partition };
  const faults: string[] = [];
  const check = (path: string, arn: unknown): void => {
    const foreign = typeof arn === "string" && !isOwn(arn) ? foreignPart(arn, own) : null;
    if (foreign)
      faults.push(
        `${path}: ${String(arn)} is of ${foreign.part === "accountId" ? "account" : "partition"} ${foreign.value}, and the snapshot of ${own[foreign.part]}`,
      );
  };
  // Most of a large account is of this form, which costs the least.
  const prefix = `arn:${own.partition}:iam::${own.accountId}:`;
  const isOwn = (arn: string): boolean => arn.startsWith(prefix);
  check("account.arn", account.arn);
  if (!isUnknown(document.root)) check("root.arn", document.root.arn);
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const resources: unknown = document[list as keyof ReeveDocument];
    if (!isOwnKind(kind) || !Array.isArray(resources)) continue;
    for (const [at, resource] of (resources as Record<string, unknown>[]).entries())
      check(`${list}[${at}].${TABLE.kinds[kind].key}`, resource[TABLE.kinds[kind].key]);
  }
  return faults;
}

/** How long a collection is taken to have lasted at most where the snapshot does not say. */
const LONGEST_MS = 24 * 3_600_000;

/** Times of a collection that cannot be: its start, its calls and the reports in it come before its end. AWS's clock and the machine's may differ a little. */
function collectionFaults({ collectedAt, collection }: ReeveDocument): string[] {
  const { startedAt, durationMs, calls, sources } = collection;
  const latest = (instantOf(collectedAt) ?? 0) + CLOCK_SKEW_MS;
  const end = latest + (durationMs ?? LONGEST_MS);
  const isAfter = (at: string | null | undefined, limit: number): boolean => typeof at === "string" && (instantOf(at) ?? 0) > limit;
  return [
    ...(isAfter(startedAt, latest) ? [`collection.startedAt: ${startedAt} is after collectedAt, ${collectedAt}`] : []),
    ...calls.flatMap(({ api, lastAt }) =>
      isAfter(lastAt, end) ? [`collection.calls: ${api} was answered at ${lastAt}, after the collection of ${collectedAt}`] : [],
    ),
    ...sources.flatMap(({ source, at }) =>
      isAfter(at, end) ? [`collection.sources: the answer of ${source} is of ${at}, after the collection of ${collectedAt}`] : [],
    ),
  ];
}

/** Whether data is a document without any fault: the answer of `validateDocument` and `documentFaults` where they find none, in one pass. */
export async function isSound(data: unknown): Promise<boolean> {
  const marks = await acceptDocument(data);
  if (!marks) return false;
  const document = data as ReeveDocument;
  for (const id of marks) if (!Object.hasOwn(document.gaps, id)) return false;
  if (foreignArns(document).length > 0 || collectionFaults(document).length > 0) return false;
  return Object.entries(TABLE.lists).every(([list, kind]) => repeatedKeys(list, kind, document[list as keyof ReeveDocument]).length === 0);
}
