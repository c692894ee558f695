import { canonicalSha256, isUnknownMark, openMark, samePrincipal, statementDigest } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";
import { type ExplainContext, type Operand, type PathOperand, readPath, resolve, unfold } from "../../language/index.ts";

type Version = document.PolicyContent["languageVersion"];

/** Fields that name an element which has neither id nor ARN, such as an inline policy or a tag. */
const NAMES = ["name", "key", "slot"] as const;

/**
 * What stays the same of an element from one document to the next: its unique id, so that a renamed user is the same; else its ARN, else the address of what
 * only the apply will name, else the name that it has among its siblings, else the digest of what it says, as of a statement; of a scalar the scalar. `version`: that of the policy that holds a statement.
 */
function elementId(raw: unknown, value: unknown, version: () => Version): string {
  if (typeof value === "object" && value !== null && !isUnknownMark(value)) {
    const fields = value as Record<string, unknown>;
    if (typeof fields.effect === "string") return statementId(value as document.PolicyStatement, version());
    // What the plan makes, and only the apply will name.
    for (const name of ["id", "arn"]) if (isUnknownMark(fields[name]) && fields[name].id !== undefined) return fields[name].id;
    for (const name of ["id", "arn", ...NAMES]) if (typeof fields[name] === "string" || typeof fields[name] === "number") return String(fields[name]);
  }
  if (isUnknownMark(raw) && raw.id !== undefined) return raw.id;
  if (isPrincipal(raw)) return digestOf(samePrincipal(raw));
  return typeof raw === "object" && raw !== null ? digestOf(raw) : String(raw);
}

/** Of all that a document holds only a principal of a statement has a type and a value, and no name. */
const isPrincipal = (raw: unknown): raw is { type: string; value: string } => {
  if (typeof raw !== "object" || raw === null) return false;
  const { type, value, ...rest } = raw as Record<string, unknown>;
  return typeof type === "string" && typeof value === "string" && Object.keys(rest).length === 0;
};

/** A statement under another Version means something else where it holds a variable. */
export function statementId(statement: document.PolicyStatement, version: Version): string {
  const digest = statementDigest(statement, version);
  return typeof digest === "string" ? `sha256:${digest.slice(0, 32)}` : digestOf([statement, version ?? null]);
}

const digestOf = (value: unknown): string => `sha256:${canonicalSha256(value).slice(0, 32)}`;

/** Ids of the known elements of a list that a condition iterates over, in the order of the walk. */
export function elementIds(walk: ExplainContext, operand: Operand, list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const open = operand.type.type !== "dynamic" && openMark(list) !== null;
  const known: unknown[] = open ? list.slice(0, -1) : list;
  const path = operand.kind === "path" ? unfold(walk.scope, operand) : null;
  const last = path?.steps.at(-1);
  const version = (): Version => (path ? versionAround(walk, path) : undefined);
  return known.map((raw) => elementId(raw, last?.kind === "reference" && last.many ? resolve(walk.frame, last, raw, false) : raw, version));
}

/** The Version of the policy whose statements a path names. */
function versionAround(walk: ExplainContext, path: PathOperand): Version {
  const content = path.steps.length === 0 ? null : readPath(walk, { ...path, steps: path.steps.slice(0, -1) });
  return typeof content === "object" && content !== null && !isUnknownMark(content) ? (content as document.PolicyContent).languageVersion : undefined;
}
