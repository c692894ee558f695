import { type CompactStatement, canonicalSha256, compactStatement, isUnknownMark, openMark, samePrincipal, statementDigest } from "../../../document/index.ts";
import { arnParts, type document } from "../../../schemas/index.ts";
import { type ExplainContext, type Operand, type PathOperand, readPath, resolve, unfold } from "../../language/index.ts";

type Version = document.PolicyContent["languageVersion"];
type Principal = { type: string; value: string };

/** Fields that name an element which has neither id nor ARN, such as an inline policy or a tag. */
const NAMES = ["name", "key", "slot"] as const;

/**
 * What stays the same of an element from one document to the next: its unique id, so that a renamed user is the same; else its ARN, else the address of what
 * only the apply will name, else the name that it has among its siblings, else the digest of what it says, as of a statement; of a scalar the scalar. `version`: that of the policy that holds a statement.
 */
function elementId(raw: unknown, value: unknown, version: () => Version): string {
  if (typeof value === "object" && value !== null && !isUnknownMark(value)) {
    if (isStatement(value)) return statementId(value, version());
    const fields = value as Record<string, unknown>;
    // What the plan makes, and only the apply will name.
    for (const name of ["id", "arn"]) if (isUnknownMark(fields[name]) && fields[name].id !== undefined) return fields[name].id;
    for (const name of ["id", "arn", ...NAMES]) if (typeof fields[name] === "string" || typeof fields[name] === "number") return String(fields[name]);
  }
  if (isUnknownMark(raw) && raw.id !== undefined) return raw.id;
  if (isPrincipal(raw)) return digestOf(samePrincipal(raw));
  return typeof raw === "object" && raw !== null ? digestOf(raw) : String(raw);
}

/** Of all that a document holds only a principal of a statement has a type and a value, and no name. */
const isPrincipal = (raw: unknown): raw is Principal => {
  if (typeof raw !== "object" || raw === null) return false;
  const { type, value, ...rest } = raw as Record<string, unknown>;
  return typeof type === "string" && typeof value === "string" && Object.keys(rest).length === 0;
};

/** A statement under another Version means something else where it holds a variable. `spelled`: as in `statementDigest`. */
export function statementId(statement: document.PolicyStatement, version: Version, spelled = samePrincipal): string {
  const digest = statementDigest(statement, version, spelled);
  return typeof digest === "string" ? `${DIGEST}${digest.slice(0, 32)}` : digestOf([statement, version ?? null]);
}

/** Id of what has no name, by all that it says. */
export const digestOf = (value: unknown): string => `${DIGEST}${canonicalSha256(value).slice(0, 32)}`;

/** What the id of an element begins with that has no name. */
export const DIGEST = "sha256:";

/** Between the ids of nested elements. */
export const NESTED = " > ";

/** Of the id of an element that is a statement, or lies in one, the part down to the statement; null for others. */
export function statementPlace(element: string | null): string | null {
  const parts = element?.split(NESTED) ?? [];
  const at = parts.findIndex((part) => part.startsWith(DIGEST));
  return at < 0 ? null : parts.slice(0, at + 1).join(NESTED);
}

/** An element of a list, and, where it is a statement of a policy, what the policy says by it. */
export interface NamedElement {
  id: string;
  /** The unique id of the resource that `id` names by its ARN, of a digest the digest by unique ids; `id` where it names none. */
  uniqueId: string;
  statements: CompactStatement[] | null;
  /** The element itself, a reference resolved. */
  value: unknown;
}

/** The known elements of a list that a condition iterates over, in the order of the walk. */
export function namedElements(walk: ExplainContext, operand: Operand, list: unknown): NamedElement[] {
  if (!Array.isArray(list)) return [];
  const open = operand.type.type !== "dynamic" && openMark(list) !== null;
  const known: unknown[] = open ? list.slice(0, -1) : list;
  const path = operand.kind === "path" ? unfold(walk.scope, operand) : null;
  const last = path?.steps.at(-1);
  let read: { version: Version } | null = null;
  const version = (): Version => {
    read ??= { version: path ? versionAround(walk, path) : undefined };
    return read.version;
  };
  let denied: CompactStatement[] | null = null;
  return known.map((raw) => {
    const value = last?.kind === "reference" && last.many ? resolve(walk.frame, last, raw, false) : raw;
    const id = elementId(raw, value, version);
    const said = isStatement(raw) ? compactStatement(raw, version()) : null;
    const uniqueId = uniqueIdOf(walk, id, raw, version);
    if (said === null) return { id, uniqueId, statements: null, value };
    denied ??= known.flatMap((each) => (isStatement(each) && each.effect === "Deny" ? (compactStatement(each, version()) ?? []) : []));
    return { id, uniqueId, statements: [said, ...(said.effect === "Allow" ? denied : [])], value };
  });
}

/**
 * Fields that say of a policy yes or no where there is more or less of it: of two administrator policies one may ask for MFA, or deny something, and the
 * other not.
 */
const GRADED: ReadonlySet<string> = new Set(["admin"]);

/** What the policy says whose field a path names, where the field's answer is the same for more and for less; null where that is not known in full. */
export function gradingStatements(walk: ExplainContext, operand: Operand): CompactStatement[] | null {
  const path = operand.kind === "path" ? unfold(walk.scope, operand) : null;
  const last = path?.steps.at(-1);
  if (!path || last?.kind !== "field" || !GRADED.has(last.name)) return null;
  const content = contentAround(walk, path);
  if (!content || !Array.isArray(content.statements)) return null;
  const said = content.statements.map((each) => (isStatement(each) ? compactStatement(each, content.languageVersion) : null));
  return said.every((each) => each !== null) ? said : null;
}

/** Resources that keep their unique id when their name or path changes, by what their ARNs say. */
const RENAMED = ["user", "group", "role", "policy"] as const;

/**
 * The unique id of what an ARN names, as far as the account holds it now; of what has a digest for an id the digest with the unique ids of its principals;
 * the text itself for anything else.
 */
function uniqueIdOf(walk: ExplainContext, id: string, raw: unknown, version: () => Version): string {
  if (!id.startsWith(DIGEST)) return uniqueIdOfArn(walk, id);
  const identified = (value: unknown): unknown => {
    if (typeof value === "string") return uniqueIdOfArn(walk, value);
    if (Array.isArray(value)) return value.map(identified);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, identified(each)])) : value;
  };
  const spelled = (principal: Principal): Principal => identified(samePrincipal(principal)) as Principal;
  if (isStatement(raw)) return statementId(raw, version(), spelled);
  return digestOf(isPrincipal(raw) ? spelled(raw) : identified(raw));
}

function uniqueIdOfArn({ frame: { index, stateBefore } }: ExplainContext, id: string): string {
  const arn = stateBefore ? null : arnParts(id);
  const kind = arn?.service === "iam" ? RENAMED.find((each) => arn.resource.startsWith(`${each}/`)) : undefined;
  if (kind === undefined) return id;
  const found = index.find(kind, "arn", id);
  const unique = found !== null && !isUnknownMark(found) && typeof found.id === "string" ? found.id : id;
  // What a plan makes has no unique id yet.
  return unique.startsWith("planned:") ? id : unique;
}

/** Only statements have an effect. */
const isStatement = (value: unknown): value is document.PolicyStatement =>
  typeof value === "object" && value !== null && typeof (value as { effect?: unknown }).effect === "string";

/** The Version of the policy whose statements a path names. */
const versionAround = (walk: ExplainContext, path: PathOperand): Version => contentAround(walk, path)?.languageVersion;

/** What holds the field that a path names. */
function contentAround(walk: ExplainContext, path: PathOperand): Pick<document.PolicyContent, "languageVersion" | "statements"> | null {
  const content = readPath(walk, { ...path, steps: path.steps.slice(0, -1) });
  return typeof content === "object" && content !== null && !isUnknownMark(content) ? (content as document.PolicyContent) : null;
}
