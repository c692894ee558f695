import { valueText } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument, type ResourceKind, TABLE, type ValueType } from "../schemas/index.ts";

/** Values of a path on the sample, the most frequent first. */
export interface Examples {
  /** `text` is how it is shown; `value` the plain value, undefined for lists and objects. */
  values: { text: string; value: string | number | boolean | null | undefined; count: number }[];
  /** Resources that were looked at, and how many of them have an unknown value. */
  total: number;
  unknown: number;
}

/** Resources looked at: an editor does not wait for a large account. */
const MAX_RESOURCES_READ = 20_000;
const MAX_VALUES_SHOWN = 5;
const UNKNOWN = Symbol("unknown");

type Member = Record<string, unknown>;

/** Reads a path, whose first name is its root, of every resource of the kind. Null when the snapshot has none. */
export function examplesOf(document: ReeveDocument, kind: ResourceKind, path: string): Examples | null {
  const names = path.split(".").slice(kind === "event" ? 0 : 1);
  const subjects = subjectsOf(document, kind);
  if (subjects.length === 0) return null;
  const counts = new Map<string, Examples["values"][number]>();
  const follow = follower(document);
  let unknown = 0;
  for (const subject of subjects) {
    const value = names.length === 0 ? subject : walk(subject, kind, names, follow);
    if (value === UNKNOWN) {
      unknown += 1;
      continue;
    }
    const text = valueText(value, 60);
    const seen = counts.get(text);
    if (seen) seen.count += 1;
    else counts.set(text, { text, value: isPlain(value) ? value : undefined, count: 1 });
  }
  const values = [...counts.values()].sort((one, other) => other.count - one.count).slice(0, MAX_VALUES_SHOWN);
  return { values, total: subjects.length, unknown };
}

const isPlain = (value: unknown): value is string | number | boolean | null => value === null || ["string", "number", "boolean"].includes(typeof value);
const isMember = (value: unknown): value is Member => typeof value === "object" && value !== null && !Array.isArray(value);

function subjectsOf(document: ReeveDocument, kind: ResourceKind): Member[] {
  if (kind === "account" || kind === "root") return isUnknown(document[kind]) ? [] : [document[kind] as unknown as Member];
  const list: unknown = document[(TABLE.kinds[kind].list ?? "users") as "users"];
  const members = Array.isArray(list) ? list.slice(0, MAX_RESOURCES_READ).filter((one): one is Member => isMember(one) && !isUnknown(one)) : [];
  return kind === "event" ? members.map((event) => ({ ...event, event: event.record })) : members;
}

type Follow = (kind: ResourceKind, id: unknown) => unknown;

function walk(subject: Member, kind: ResourceKind, names: readonly string[], follow: Follow): unknown {
  let type: ValueType | null = { type: "resource", kind, nullable: false, unknown: false };
  let value: unknown = subject;
  for (const name of names) {
    if (!isMember(value)) return null;
    const fields: Readonly<Record<string, (typeof TABLE.kinds)[ResourceKind]["fields"][string]>> =
      type?.type === "resource" ? TABLE.kinds[type.kind].fields : type?.type === "object" ? type.fields : {};
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const { via } = field ?? {};
    const held: unknown = Object.hasOwn(value, via?.field ?? name) ? value[via?.field ?? name] : null;
    value = via && typeof held === "string" ? follow(via.kind, held) : held;
    if (isUnknown(value)) return UNKNOWN;
    type = field?.value ?? null;
  }
  return value;
}

/** Resources by their key, indexed when first asked for. */
function follower(document: ReeveDocument): Follow {
  const indexes = new Map<ResourceKind, Map<unknown, Member>>();
  return (kind, id) => {
    const index = indexes.get(kind) ?? new Map(subjectsOf(document, kind).map((one) => [one[TABLE.kinds[kind].key], one]));
    indexes.set(kind, index);
    return index.get(id) ?? { $unknown: "not found" };
  };
}
