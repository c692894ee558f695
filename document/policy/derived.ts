import { type document, isUnknown, TABLE, type Unknown } from "../../schemas/index.ts";
import { compareText } from "../canonical.ts";
import { knownLength, openMark } from "../unknown-mark.ts";
import { statementDigest } from "./statement-digest.ts";
import { allows, hasEffect, isAdmin, isConditionedOnMfa } from "./statement-truth.ts";
import { firstUnknown, type KnownTruth, or } from "./truth.ts";

type Content = document.PolicyContent;
type Statement = document.PolicyStatement;
type Grant = Exclude<Exclude<NonNullable<Content["grants"]>, Unknown>[number], Unknown>;

/** The fields of a policy's content that follow from its statements. */
export type ContentField = "admin" | "denies" | "requiresMfa" | "grants" | "allowDigests" | "denyDigests";

/** The sensitive actions that `grants` may list: the schema's own enumeration. */
export const WATCHED_ACTIONS: readonly Grant[] = watchedActions();

/** Names of the fields that follow from statements: those that the schema marks so. */
export const CONTENT_FIELDS: readonly ContentField[] = Object.entries(TABLE.kinds.policy.fields).flatMap(([name, { derived }]) =>
  derived ? [name as ContentField] : [],
);

/** What derived fields follow from. */
export type DerivedFrom = Pick<Content, "statements" | "languageVersion">;

/** The fields that depend on how the document's Version reads `${…}`: those that compare statements. */
export const COMPARING_FIELDS: readonly ContentField[] = ["allowDigests", "denyDigests"];

/**
 * What follows from the statements of a policy and its Version, for the fields named. What is known decides: a Deny is a Deny whatever its resource. Where it does not
 * decide, the field is the mark of the first unknown member that keeps it open.
 */
export function contentFields({ statements, languageVersion }: DerivedFrom, fields: readonly ContentField[]): Partial<Content> {
  const derived: Record<string, unknown> = {};
  if (isUnknown(statements)) for (const field of fields) derived[field] = statements;
  else {
    const of: StatementList = { known: statements.slice(0, knownLength(statements)) as Statement[], open: openMark(statements), languageVersion };
    for (const field of fields) derived[field] = FIELDS[field](of);
  }
  return derived as Partial<Content>;
}

interface StatementList {
  known: readonly Statement[];
  /** The mark of statements that are not known; null when there are no others. */
  open: Unknown | null;
  languageVersion: Content["languageVersion"];
}

const FIELDS: { [field in ContentField]: (of: StatementList) => unknown } = {
  admin: (of) => some(of, isAdmin),
  denies: (of) => some(of, (statement) => hasEffect(statement, "Deny")),
  requiresMfa: (of) => some(of, isConditionedOnMfa),
  grants,
  allowDigests: (of) => digests(of, "Allow"),
  denyDigests: (of) => digests(of, "Deny"),
};

/** Whether some statement is so. */
const some = ({ known, open }: StatementList, test: (statement: Statement) => KnownTruth): KnownTruth => or([...known.map(test), open ?? false]);

function grants({ known, open }: StatementList): Content["grants"] {
  const truths = WATCHED_ACTIONS.map((action) => or(known.map((statement) => allows(statement, action))));
  const unknown = firstUnknown(truths) ?? open;
  return [...WATCHED_ACTIONS.filter((_, at) => truths[at] === true), ...(unknown ? [unknown] : [])];
}

/** Digests of the statements of this effect that are known in full; open where another may have it. */
function digests({ known, open, languageVersion }: StatementList, effect: "Allow" | "Deny"): Content["allowDigests"] {
  const found: string[] = [];
  let unknown = open;
  for (const statement of known) {
    const has = hasEffect(statement, effect);
    if (has === false) continue;
    const digest = has === true ? statementDigest(statement, languageVersion) : has;
    if (isUnknown(digest)) unknown ??= digest;
    else found.push(digest);
  }
  return [...found.sort(compareText), ...(unknown ? [unknown] : [])];
}

function watchedActions(): Grant[] {
  const field = TABLE.kinds.policy.fields.grants?.value;
  const element = field?.type === "list" ? field.element : undefined;
  return (element?.type === "string" ? (element.enum ?? []) : []) as Grant[];
}
