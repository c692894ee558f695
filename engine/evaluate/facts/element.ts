import { canonicalSha256, isUnknownMark, openMark } from "../../../document/index.ts";
import { type ExplainContext, type Operand, resolve, unfold } from "../../language/index.ts";

/** Fields that name an element which has neither id nor ARN, such as an inline policy or a tag. */
const NAMES = ["name", "key", "slot"] as const;

/**
 * What stays the same of an element from one document to the next: its unique id, so that a renamed user is the same; else its ARN, else the name that it
 * has among its siblings, else the digest of what it says, as of a statement; of a scalar the scalar.
 */
function elementId(raw: unknown, value: unknown): string {
  if (typeof value === "object" && value !== null && !isUnknownMark(value)) {
    const fields = value as Record<string, unknown>;
    if (typeof fields.effect === "string") return digestOf(value);
    for (const name of ["id", "arn", ...NAMES]) if (typeof fields[name] === "string" || typeof fields[name] === "number") return String(fields[name]);
  }
  return typeof raw === "object" && raw !== null ? digestOf(raw) : String(raw);
}

const digestOf = (value: unknown): string => `sha256:${canonicalSha256(value).slice(0, 32)}`;

/** Ids of the known elements of a list that a condition iterates over, in the order of the walk. */
export function elementIds(walk: ExplainContext, operand: Operand, list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const open = operand.type.type !== "dynamic" && openMark(list) !== null;
  const known: unknown[] = open ? list.slice(0, -1) : list;
  const last = operand.kind === "path" ? unfold(walk.scope, operand).steps.at(-1) : undefined;
  return known.map((raw) => elementId(raw, last?.kind === "reference" && last.many ? resolve(walk.frame, last, raw, false) : raw));
}
