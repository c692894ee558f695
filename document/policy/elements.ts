import type { document, Gap, Unknown } from "../../schemas/index.ts";
import { canonicalJson } from "../canonical.ts";
import { plainGap } from "../gap.ts";

/** The fields of a policy's content that keep an element of the document beside its statements, and the element of each. */
const ELEMENTS = { languageVersion: "Version", documentId: "Id" } as const;

/** A field that keeps an element of a policy document. Snapshots of versions of Reeve that did not keep them lack both. */
export type ElementField = keyof typeof ELEMENTS;

/** Names of those fields. */
export const ELEMENT_FIELDS = Object.keys(ELEMENTS) as readonly ElementField[];

/** Stands for Version and Id where a snapshot lacks them. Its id is the same in all documents: what two documents share stays shared. */
export const VERSION_NOT_KEPT: { id: string; mark: Unknown; gap: Gap } = {
  id: "policy-elements-not-kept",
  mark: { $unknown: "policy-elements-not-kept" },
  gap: plainGap(
    "snapshot",
    "NotCollected",
    "Version and Id of policy documents",
    "The snapshot did not keep Version and Id of policy documents, as those of older versions of Reeve: collect it anew.",
  ),
};

/**
 * Version and Id of a policy document as written, null where it has none. Element names are case-sensitive.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language": both are optional, and strings.
 */
export function documentElements(parsed: object): Required<Pick<document.PolicyContent, ElementField>> {
  const written = (field: ElementField): string | null => {
    const value: unknown = Object.hasOwn(parsed, ELEMENTS[field]) ? (parsed as Record<string, unknown>)[ELEMENTS[field]] : null;
    return typeof value === "string" || value === null ? value : canonicalJson(value);
  };
  return { languageVersion: written("languageVersion"), documentId: written("documentId") };
}
