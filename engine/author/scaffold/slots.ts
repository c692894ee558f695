import type { ResourceKind, ValueType } from "../../../schemas/index.ts";
import { withinBounds } from "../../language/index.ts";
import type { Demands, RequiredValue } from "./required-values.ts";
import { samplesOf } from "./samples.ts";

/** A value that a case could give, before its resources have names. */
export type Spec =
  | { kind: "value"; value: unknown }
  | { kind: "object"; members: Record<string, Spec> }
  /** `open`: the gap of a list that may hold more. */
  | { kind: "list"; items: Spec[]; open: string | null }
  /** A resource: in a list of the document, or, under a reference, in the list of its own kind. */
  | { kind: "resource"; resource: ResourceKind; members: Record<string, Spec>; referred: boolean };

/** A place that the conditions read, and what could stand there, the plainest first. */
export interface RequiredPlace {
  /** Root and members. */
  path: readonly string[];
  specs: readonly Spec[];
  type: ValueType;
  /** Not read by itself: a change here is worth a case only where it turns the truth of some part. */
  indirect?: true;
}

const MOST_MEMBERS = 24;
const MOST_ELEMENTS = 8;
const MOST_COUNT = 12;

/** The places that conditions read, each by itself: what a search may turn, and what a case may change alone. */
export function slotsOf(demands: Demands): RequiredPlace[] {
  return [...demands].flatMap(([root, demand]) => slotsBeneath(demand, [root]));
}

function slotsBeneath(demand: RequiredValue, path: readonly string[]): RequiredPlace[] {
  const isList = demand.type.type === "list" || demand.element !== null;
  const hasMembers = demand.members.size > 0 && !isList;
  if (!hasMembers) return path.length === 1 && demand.type.type === "resource" ? [] : [{ path, specs: specsOf(demand, path.at(-1) ?? ""), type: demand.type }];
  const below = [...demand.members].flatMap(([name, member]) => slotsBeneath(member, [...path, name]));
  const optional = path.length > 1 && (demand.type.nullable || demand.type.unknown || demand.via !== null);
  return optional ? [{ path, specs: [holder(demand, {}), ...absent(demand)], type: demand.type }, ...below] : below;
}

const absent = ({ type }: RequiredValue): Spec[] => (type.nullable ? [{ kind: "value", value: null }] : []);

function holder({ type, via }: RequiredValue, members: Record<string, Spec>): Spec {
  return type.type === "resource" ? { kind: "resource", resource: type.kind, members, referred: via !== null } : { kind: "object", members };
}

/** What could stand at one place, lists and their elements included. */
function specsOf(demand: RequiredValue, name: string): Spec[] {
  if (demand.type.type === "list" || demand.element) return listSpecs(demand, name);
  if (demand.members.size > 0 || demand.type.type === "resource" || demand.type.type === "object") return memberSpecs(demand);
  return samplesOf(demand, name).map((value) => ({ kind: "value", value }));
}

/** Every member at its plainest, then one changed, then two, and so on as far as the bound goes. */
function memberSpecs(demand: RequiredValue): Spec[] {
  const members = [...demand.members].map(([name, member]) => ({ name, specs: specsOf(member, name) }));
  let combinations: Record<string, Spec>[] = [{}];
  for (const { name, specs } of members)
    combinations = specs.flatMap((spec) => combinations.map((before) => ({ ...before, [name]: spec }))).slice(0, MOST_MEMBERS);
  const [plainest = {}] = combinations;
  const unread = [...demand.members].filter(([, { type }]) => type.unknown && type.type !== "dynamic").map(([name]) => ({ ...plainest, [name]: UNREAD }));
  return [...[...combinations, ...unread].map((each) => holder(demand, each)), ...absent(demand)];
}

const UNREAD: Spec = { kind: "value", value: { $unknown: "AccessDenied" } };

function listSpecs(demand: RequiredValue, name: string): Spec[] {
  const { element } = demand;
  const elements = element ? specsOf(element, name) : [];
  const some = elements.filter((spec) => spec.kind !== "value" || spec.value !== null);
  const lists: Spec[][] = [...some.map((spec) => [spec]), []];
  for (const count of new Set(demand.counts.flatMap((number) => [number - 1, number, number + 1])))
    if (count > 1 && count <= MOST_COUNT) for (const spec of some.slice(0, 4)) lists.push(Array.from({ length: count }, () => spec));
  const few = some.slice(0, MOST_ELEMENTS);
  for (const [at, one] of few.entries()) for (const other of few.slice(at + 1)) lists.push([one, other]);
  const possible = lists.filter((items) => withinBounds(demand.type, items));
  return [...possible.map((items): Spec => ({ kind: "list", items, open: null })), ...absent(demand)];
}

/** The slot's value as one that could not be read, in whole or at its end; none where the document does not allow it. */
export function unknownsOf({ type }: RequiredPlace, spec: Spec): Spec[] {
  const whole: Spec[] = type.unknown && type.type !== "dynamic" ? [UNREAD] : [];
  const open: Spec[] = type.type === "list" && type.open && spec.kind === "list" ? [{ ...spec, open: "Throttled" }] : [];
  return [...whole, ...open];
}
