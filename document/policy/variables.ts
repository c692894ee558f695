import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { canonicalJson } from "../canonical.ts";
import { VERSION_NOT_KEPT } from "./elements.ts";

type Version = document.PolicyContent["languageVersion"];

/** The version of the policy language that replaces `${…}` by values of the request. */
const WITH_VARIABLES = "2012-10-17";

/** The version without variables, which is also that of a document that has no Version. */
const WITHOUT_VARIABLES = "2008-10-17";

/**
 * Whether a text of a value holds `${`: a variable such as `${aws:username}`, or an escape such as `${*}`, under the version that has them. Any `${` counts,
 * wherever in a statement it stands: where a version gives it no meaning, the comparison of two versions is too strict and never too lax.
 */
export const mayHoldVariable = (value: unknown): boolean => canonicalJson(value).includes("${");

/**
 * How a document reads `${…}`: as variables, as literal text, or by a version that AWS does not document; the mark where the Version is not known.
 * Source: IAM User Guide, "IAM JSON policy elements: Version" (the default is 2008-10-17, where variables are literal strings) and "IAM policy elements:
 * Variables and tags".
 */
export function variableReading(version: Version): string | Unknown {
  if (version === undefined) return VERSION_NOT_KEPT.mark;
  if (isUnknown(version)) return version;
  if (version === WITH_VARIABLES) return "variables";
  return version === null || version === WITHOUT_VARIABLES ? "literal" : `version ${version}`;
}
