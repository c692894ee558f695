import { type Field, type ResourceKind, TABLE } from "../../../schemas/index.ts";
import { RECORD_FIELDS, typeName } from "../../language/index.ts";

/** A path that a condition on a kind may begin with. */
export interface KnownPath {
  path: string;
  /** In words: `a list of text`. */
  type: string;
  description: string;
}

const DEPTH = 3;

/** The paths of a kind's own root, through objects and references to one resource, as deep as people write them. */
export function pathsOf(kind: ResourceKind): KnownPath[] {
  if (kind !== "event") return within(kind, TABLE.kinds[kind].fields, DEPTH);
  const { fields } = TABLE.kinds.event;
  const derived = Object.entries(fields).filter(([name]) => name === "actor" || name === "target" || name === "change" || name === "outcome");
  const record = RECORD_FIELDS.map((name) => ({ path: `event.${name}`, type: "any JSON", description: "As CloudTrail wrote it." }));
  return [...record, ...derived.flatMap(([name, field]) => one(name, field, DEPTH))];
}

const within = (prefix: string, fields: Record<string, Field>, depth: number): KnownPath[] =>
  Object.entries(fields).flatMap(([name, field]) => one(`${prefix}.${name}`, field, depth));

function one(path: string, field: Field, depth: number): KnownPath[] {
  const { value, description } = field;
  const inner = value.type === "object" ? value.fields : value.type === "resource" && depth > 1 ? TABLE.kinds[value.kind].fields : null;
  const deeper = inner && depth > 1 ? within(path, inner, value.type === "resource" ? 1 : depth - 1) : [];
  return [{ path, type: typeName(value), description }, ...deeper];
}
