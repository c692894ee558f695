import { type ResourceKind, TABLE } from "../../../schemas/index.ts";
import type { RequiredPlace, Spec } from "./slots.ts";

export type ScaffoldGiven = Record<string, unknown>;

/** One spec a slot, in the order of the slots. */
export type Choice = readonly Spec[];

const NAMES = ["ana", "ben", "cleo", "dan", "eve", "fay", "gus", "hana", "ivo", "joy", "kai", "lea"];

/** Writes what was chosen as the `given` of a case, and tells the name of the resource that is judged. */
export function givenOf(slots: readonly RequiredPlace[], choice: Choice, kind: ResourceKind): { given: ScaffoldGiven; judged: string } {
  const lists: Record<string, unknown[]> = {};
  const writer = writerOf(lists);
  const roots: ScaffoldGiven = {};
  for (const root of ["account", "root", "resource"]) {
    const members = treeOf(slots, choice, root);
    if (root !== "resource" && Object.keys(members).length > 0) roots[root] = writer.members(members, null);
    else if (root === "resource" && TABLE.kinds[kind].list === null) roots[kind] = { ...(roots[kind] as ScaffoldGiven), ...writer.members(members, null) };
  }
  const list = TABLE.kinds[kind].list;
  const judged = list === null ? kind : list === "events" ? "*" : writer.place(kind, treeOf(slots, choice, "resource"), null);
  for (const [at, slot] of slots.entries()) {
    const [root = ""] = slot.path;
    const spec = choice[at];
    if (!spec || slot.path.length > 1 || !Object.hasOwn(TABLE.lists, root)) continue;
    if (spec.kind === "list") for (const item of spec.items) writer.value(item, null);
    if (spec.kind === "value") roots[root] = spec.value;
    else {
      lists[root] ??= [];
      if (spec.kind === "list" && spec.open !== null) lists[root].push({ $unknown: spec.open });
    }
  }
  return { given: { ...roots, ...lists }, judged };
}

/** The members chosen beneath a root, put together; beneath a null there are none. */
export function treeOf(slots: readonly RequiredPlace[], choice: Choice, root: string): Record<string, Spec> {
  const tree: Record<string, Spec> = {};
  for (const [at, { path }] of slots.entries()) {
    const spec = choice[at];
    if (!spec || path[0] !== root || path.length < 2) continue;
    let members: Record<string, Spec> | null = tree;
    for (const name of path.slice(1, -1)) {
      const held: Spec | undefined = members ? (members[name] ?? { kind: "object", members: {} }) : undefined;
      if (members && held) members[name] = held;
      members = held?.kind === "object" || held?.kind === "resource" ? held.members : null;
    }
    if (members) members[path.at(-1) ?? ""] = spec.kind === "object" || spec.kind === "resource" ? { ...spec, members: { ...spec.members } } : spec;
  }
  return tree;
}

function writerOf(lists: Record<string, unknown[]>) {
  const counts = new Map<ResourceKind, number>();

  function members(specs: Record<string, Spec>, owner: string | null): ScaffoldGiven {
    return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, value(spec, owner)]));
  }

  function value(spec: Spec, owner: string | null): unknown {
    if (spec.kind === "value") return spec.value;
    if (spec.kind === "object") return members(spec.members, owner);
    if (spec.kind === "list") return [...spec.items.map((item) => value(item, owner)), ...(spec.open === null ? [] : [{ $unknown: spec.open }])];
    return place(spec.resource, spec.members, spec.referred ? owner : null);
  }

  /** Puts a resource into the list of its kind and returns what others call it. */
  function place(kind: ResourceKind, specs: Record<string, Spec>, owner: string | null): string {
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    const own = identity(kind, count, owner);
    const name = nameIn(specs) ?? own.called;
    const list = TABLE.kinds[kind].list ?? kind;
    lists[list] ??= [];
    const at = lists[list].push(null) - 1;
    const given = nameIn(specs) === null ? own.members : {};
    lists[list][at] = { ...given, ...members(specs, name) };
    return name;
  }

  return { members, value, place };
}

/** What the conditions themselves ask of the name: then nothing else may name the resource. */
function nameIn(specs: Record<string, Spec>): string | null {
  for (const member of ["arn", "name", "id"]) {
    const spec = Object.hasOwn(specs, member) ? specs[member] : undefined;
    if (spec?.kind === "value" && typeof spec.value === "string") return spec.value;
  }
  return null;
}

function identity(kind: ResourceKind, count: number, owner: string | null): { called: string; members: ScaffoldGiven } {
  if (kind === "accessKey") {
    const id = `AKIAEXAMPLE${String(count + 1).padStart(9, "0")}`;
    return { called: id, members: { id, ...(owner === null ? {} : { user: owner }) } };
  }
  if (kind === "mfaDevice") {
    const id = `arn:aws:iam::111122223333:mfa/device-${count + 1}`;
    return { called: id, members: { id, ...(owner === null ? {} : { user: owner }) } };
  }
  const name = kind === "user" ? (NAMES[count] ?? `user-${count + 1}`) : `${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${count + 1}`;
  return { called: name, members: { name } };
}
