import { type ContentField, contentFields, isMark } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";

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
  if (isMark(statements)) return { ...contentFields(statements, wanted), ...content };
  return { ...content, ...contentFields(statements, wanted) };
}
