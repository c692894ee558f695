import type { document, Unknown } from "../../schemas/index.ts";
import { canonicalJson, canonicalSha256 } from "../canonical.ts";
import { duplicateKeys, mayRepeatKeys } from "../text/index.ts";
import { documentElements } from "./elements.ts";
import { readStatement } from "./statement.ts";

type Content = document.PolicyContent;
type Statement = document.PolicyStatement;

/** Longest policy text that is read, in characters. IAM's own largest document is 20,480 characters, white space apart. */
const MAX_POLICY_CHARACTERS = 1_048_576;

/**
 * What a policy document says, in the document's shape; what follows from its statements is left to `contentFields`. Never throws: a text that cannot be
 * decoded, parsed or understood gives unknown marks, and so does one in which a key stands twice: nothing says which of its values counts.
 *
 * @param text the policy as the API sent it; with encoding `json` also the parsed value.
 * @param encoding `url` where the API sends RFC 3986 percent-encoding (IAM responses), `json` where it sends JSON text (requests).
 * @param unknown the mark for everything in a document that cannot be read.
 */
export function policyContent(text: unknown, encoding: "url" | "json", unknown: Unknown): Content {
  try {
    const parsed = decode(text, encoding);
    const statements = readStatements(parsed);
    if (statements) return { statements, documentSha256: canonicalSha256(parsed), ...documentElements(parsed as object) };
  } catch {
    // A malformed percent sequence, malformed JSON, or nesting deeper than the stack.
  }
  return unknownContent(unknown);
}

/** A policy of which nothing could be read. */
export function unknownContent(unknown: Unknown): Content {
  return { statements: unknown, documentSha256: unknown, languageVersion: unknown, documentId: unknown };
}

/** Whether nothing of a policy could be read. */
export const isUnreadable = (content: Content): boolean => !Array.isArray(content.statements);

function decode(text: unknown, encoding: "url" | "json"): unknown {
  if (typeof text !== "string") return encoding === "json" ? JSON.parse(canonicalJson(text)) : undefined;
  if (text.length > MAX_POLICY_CHARACTERS) return undefined;
  // RFC 3986 always encodes braces: a text that begins with one was sent unencoded.
  const encoded = encoding === "url" && !/^\s*\{/.test(text);
  const json = encoded ? decodeURIComponent(text) : text;
  const value: unknown = JSON.parse(json);
  return mayRepeatKeys(json, value) && duplicateKeys(json, 1).length > 0 ? undefined : value;
}

function readStatements(parsed: unknown): Statement[] | null {
  if (typeof parsed !== "object" || parsed === null || !Object.hasOwn(parsed, "Statement")) return null;
  const list: unknown = (parsed as { Statement: unknown }).Statement;
  const statements = (Array.isArray(list) ? list : [list]).map(readStatement);
  const read = statements.filter((statement) => statement !== null);
  return read.length === statements.length ? read : null;
}
