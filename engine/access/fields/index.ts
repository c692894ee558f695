import {
  type ContentField,
  type DerivedFrom,
  type DigestField,
  digestFields,
  type KnownTruth,
  mayHoldVariable,
  variableReading,
} from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { type Policy, policiesOf } from "../statement.ts";
import { isAdmin } from "./admin.ts";
import { denies } from "./denies.ts";
import { grants } from "./grants.ts";
import { outsiders } from "./outsiders.ts";
import { requiresMfa } from "./requires-mfa.ts";
import { trusted } from "./trusted.ts";

type Content = document.PolicyContent;

const FIELDS: {
  [field in Exclude<ContentField, DigestField>]: (policy: Policy) => KnownTruth | Content["grants"] | Content["outsiders"] | Content["trusted"];
} = {
  admin: isAdmin,
  denies,
  requiresMfa,
  grants,
  outsiders,
  trusted,
};

/**
 * What follows from the statements of a policy and its Version, for the fields named. Where what is known does not decide, the field is the mark of what keeps
 * it open, or a list ends with it.
 */
export function contentFields(content: DerivedFrom, fields: readonly ContentField[]): Partial<Content> {
  const derived: Record<string, unknown> = {};
  const policies = policiesOf(content, mayHoldVariable(content.statements));
  for (const field of fields) {
    if (field === "allowDigests" || field === "denyDigests") Object.assign(derived, digestFields(content, [field]));
    else derived[field] = isUnknown(policies) ? policies : alike(policies.map(FIELDS[field]), content);
  }
  return derived as Partial<Content>;
}

/** What holds however the document is read; the mark of its Version where that matters. */
function alike<T>(values: readonly T[], { languageVersion }: DerivedFrom): T | Unknown | undefined {
  const [first, ...others] = values;
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
  const reading = variableReading(languageVersion);
  return isUnknown(reading) ? reading : first;
}
