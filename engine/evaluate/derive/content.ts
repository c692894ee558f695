import { type ContentField, type DerivedFrom, isUnknownMark } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";
import { contentFields } from "../../access/index.ts";

type Content = document.PolicyContent;

/** What becomes of a derived field that the document states: a test's case means it; an old snapshot had it from an older version of Reeve. */
export type Stated = "kept" | "replaced";

/**
 * A policy's content with the fields derived from its statements. A stated value stays where the statements are not known.
 */
export function withContentFields<T extends Content>(content: T, fields: readonly ContentField[], stated: Stated): T {
  const wanted = stated === "kept" ? fields.filter((field) => !Object.hasOwn(content, field)) : fields;
  if (wanted.length === 0) return content;
  const { statements } = content;
  if (statements === undefined) return content;
  if (isUnknownMark(statements)) return { ...contentFields(content, wanted), ...content };
  const derived = fieldsOf(content, wanted);
  return wanted.some((field) => content[field] !== derived[field]) ? { ...content, ...derived } : content;
}

/** What follows from statements and their Version, by their text: an account's roles share a few trust policies, and those who ask want different fields. */
const derivedByText = new Map<string, Map<ContentField, Content[ContentField]>>();
const MAX_CACHED = 10_000;

function fieldsOf(content: DerivedFrom, fields: readonly ContentField[]): Partial<Content> {
  const key = `${JSON.stringify(content.languageVersion)} ${JSON.stringify(content.statements)}`;
  if (derivedByText.size >= MAX_CACHED) derivedByText.clear();
  const known = derivedByText.get(key) ?? new Map<ContentField, Content[ContentField]>();
  derivedByText.set(key, known);
  const missing = fields.filter((field) => !known.has(field));
  if (missing.length > 0) {
    const derived = contentFields(content, missing);
    for (const field of missing) known.set(field, derived[field]);
  }
  return Object.fromEntries(fields.map((field) => [field, known.get(field)]));
}
