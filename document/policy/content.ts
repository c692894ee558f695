import { type document, TABLE, type Unknown } from "../../schemas/index.ts";
import { canonicalJson, canonicalSha256, compareText } from "../canonical.ts";
import { actionMatches, isEveryAction, isEveryResource } from "./action-pattern.ts";
import { readStatement } from "./statement.ts";

type Content = document.PolicyContent;
type Statement = document.PolicyStatement;
type Grant = Exclude<Exclude<Content["grants"], Unknown>[number], Unknown>;

/** Longest policy text that is read, in characters. IAM's own largest document is 20,480 characters, white space apart. */
const LONGEST = 1_048_576;

const MFA_KEYS = new Set(["aws:multifactorauthpresent", "aws:multifactorauthage"]);

/** Any one of these on every resource lets its holder give itself the rest. */
const SELF_ESCALATIONS = [
  "iam:attachgrouppolicy",
  "iam:attachrolepolicy",
  "iam:attachuserpolicy",
  "iam:createpolicyversion",
  "iam:putgrouppolicy",
  "iam:putrolepolicy",
  "iam:putuserpolicy",
];

/** The sensitive actions that `grants` may list: the schema's own enumeration. */
export const WATCHED_ACTIONS: readonly Grant[] = watchedActions();

/**
 * What a policy document says, in the document's shape. Never throws: a text that cannot be decoded, parsed or understood gives unknown marks.
 *
 * @param text the policy as the API sent it; with encoding `json` also the parsed value.
 * @param encoding `url` where the API sends RFC 3986 percent-encoding (IAM responses), `json` where it sends JSON text (requests).
 * @param unknown the mark for everything in a document that cannot be read.
 */
export function policyContent(text: unknown, encoding: "url" | "json", unknown: Unknown): Content {
  try {
    const parsed = decode(text, encoding);
    const statements = readStatements(parsed);
    if (statements) return { statements, ...derive(statements), documentSha256: canonicalSha256(parsed) };
  } catch {
    // A malformed percent sequence, malformed JSON, or nesting deeper than the stack.
  }
  return unknownContent(unknown);
}

/** A policy of which nothing could be read. */
export function unknownContent(unknown: Unknown): Content {
  return {
    statements: unknown,
    admin: unknown,
    denies: unknown,
    requiresMfa: unknown,
    grants: unknown,
    allowDigests: unknown,
    denyDigests: unknown,
    documentSha256: unknown,
  };
}

/** Whether nothing of a policy could be read. */
export const isUnreadable = (content: Content): boolean => !Array.isArray(content.statements);

function decode(text: unknown, encoding: "url" | "json"): unknown {
  if (typeof text !== "string") return encoding === "json" ? JSON.parse(canonicalJson(text)) : undefined;
  if (text.length > LONGEST) return undefined;
  // RFC 3986 always encodes braces: a text that begins with one was sent unencoded.
  const encoded = encoding === "url" && !/^\s*\{/.test(text);
  return JSON.parse(encoded ? decodeURIComponent(text) : text);
}

function readStatements(parsed: unknown): Statement[] | null {
  if (typeof parsed !== "object" || parsed === null || !Object.hasOwn(parsed, "Statement")) return null;
  const list: unknown = (parsed as { Statement: unknown }).Statement;
  const statements = (Array.isArray(list) ? list : [list]).map(readStatement);
  const read = statements.filter((statement) => statement !== null);
  return read.length === statements.length ? read : null;
}

function derive(statements: Statement[]): Omit<Content, "statements" | "documentSha256"> {
  const allows = statements.filter((statement) => statement.effect === "Allow");
  const denies = statements.filter((statement) => statement.effect === "Deny");
  return {
    admin: allows.some(isAdmin),
    denies: denies.length > 0,
    requiresMfa: statements.some((statement) => statement.conditions.some((condition) => MFA_KEYS.has(condition.key))),
    grants: WATCHED_ACTIONS.filter((action) => allows.some((statement) => allowsAction(statement, action))),
    allowDigests: allows.map(digest).sort(compareText),
    denyDigests: denies.map(digest).sort(compareText),
  };
}

/** An Allow of everything; a NotAction counts when what it leaves out does not keep its holder from giving itself the rest. */
function isAdmin(statement: Statement): boolean {
  if (statement.conditions.length > 0 || !statement.resources.some(isEveryResource)) return false;
  if (statement.actions.length > 0) return statement.actions.some(isEveryAction);
  return SELF_ESCALATIONS.some((action) => allowsAction(statement, action));
}

const allowsAction = (statement: Statement, action: string): boolean =>
  statement.actions.length > 0
    ? statement.actions.some((pattern) => actionMatches(pattern, action))
    : !statement.notActions.some((pattern) => actionMatches(pattern, action));

/** Sid left out, lists sorted and without repetition. */
function digest(statement: Statement): string {
  const { sid: _, conditions, ...rest } = statement;
  return canonicalSha256({
    ...rest,
    actions: sorted(rest.actions),
    notActions: sorted(rest.notActions),
    resources: sorted(rest.resources),
    notResources: sorted(rest.notResources),
    principals: sorted(rest.principals.map(accountSpelled)),
    notPrincipals: sorted(rest.notPrincipals.map(accountSpelled)),
    conditions: sorted(conditions.map((condition) => ({ ...condition, values: sorted(condition.values) }))),
  });
}

/**
 * An account as principal in one spelling, whichever of its two was used: its id, or the ARN that ends in :root; both mean the whole account.
 * An account is in one partition only, so that the partition need not be told.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", AWS account principals.
 */
function accountSpelled(principal: Statement["principals"][number]): Statement["principals"][number] {
  const id = principal.type === "AWS" ? /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal.value)?.[1] : undefined;
  return id === undefined ? principal : { type: "AWS", value: `arn:aws:iam::${id}:root` };
}

const sorted = (list: unknown[]): string[] => [...new Set(list.map(canonicalJson))].sort(compareText);

function watchedActions(): Grant[] {
  const field = TABLE.kinds.policy.fields.grants?.value;
  const element = field?.type === "list" ? field.element : undefined;
  return (element?.type === "string" ? (element.enum ?? []) : []) as Grant[];
}
