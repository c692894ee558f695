import { type document, isUnknown, TABLE, type Unknown } from "../../schemas/index.ts";
import { compareText } from "../canonical.ts";
import { isUnknownMark, knownLength, openMark } from "../unknown-mark.ts";
import { statementDigest } from "./statement-digest.ts";

type Content = document.PolicyContent;
type Statement = document.PolicyStatement;

/** The fields of a policy's content that say what its statements are, whatever they allow. */
export type DigestField = "allowDigests" | "denyDigests";

/** The fields of a policy's content that follow from its statements. */
export type ContentField = DigestField | "admin" | "denies" | "requiresMfa" | "grants" | "outsiders" | "trusted";

/** Names of the fields that follow from statements: those that the schema marks so. */
export const CONTENT_FIELDS: readonly ContentField[] = Object.entries(TABLE.kinds.policy.fields).flatMap(([name, { derived }]) =>
  derived ? [name as ContentField] : [],
);

/** What derived fields follow from. */
export type DerivedFrom = Pick<Content, "statements" | "languageVersion">;

/**
 * The digests of the statements of a policy, for the effects named. Where statements are not known, the list ends with the mark that keeps it open.
 */
export function digestFields({ statements, languageVersion }: DerivedFrom, fields: readonly DigestField[]): Partial<Record<DigestField, Content[DigestField]>> {
  const derived: Partial<Record<DigestField, Content[DigestField]>> = {};
  if (isUnknown(statements)) for (const field of fields) derived[field] = statements;
  else {
    const of: StatementList = { known: statements.slice(0, knownLength(statements)) as Statement[], open: openMark(statements), languageVersion };
    for (const field of fields) derived[field] = digests(of, field === "allowDigests" ? "Allow" : "Deny");
  }
  return derived;
}

interface StatementList {
  known: readonly Statement[];
  /** The mark of statements that are not known; null when there are no others. */
  open: Unknown | null;
  languageVersion: Content["languageVersion"];
}

/** Digests of the statements of this effect that are known in full; open where another may have it. */
function digests({ known, open, languageVersion }: StatementList, effect: "Allow" | "Deny"): Content["allowDigests"] {
  const found: string[] = [];
  let unknown = open;
  for (const statement of known) {
    const { effect: has } = statement;
    if (!isUnknownMark(has) && has !== effect) continue;
    const digest = isUnknownMark(has) ? has : statementDigest(statement, languageVersion);
    if (isUnknown(digest)) unknown ??= digest;
    else found.push(digest);
  }
  return [...found.sort(compareText), ...(unknown ? [unknown] : [])];
}
