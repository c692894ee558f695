import { sameAccount, samePrincipal } from "../../../document/index.ts";
import { type document, isUnknown, LIST_NAMES, type ReeveDocument } from "../../../schemas/index.ts";
import { digestOf, statementId } from "../../evaluate/index.ts";

/** The ids that older versions of Reeve gave an element which has a digest in place of a name; empty where they gave the same. */
export type EarlierIds = (id: string) => readonly string[];

export const NO_EARLIER_IDS: EarlierIds = () => [];

/** Older versions took `*` and `{"AWS": "*"}` for two principals. The documents are read when the first id is asked for. */
export function earlierIdsIn(documents: readonly ReeveDocument[]): EarlierIds {
  let earlier: Map<string, string[]> | null = null;
  return (id) => {
    earlier ??= idsIn(documents);
    return earlier.get(id) ?? [];
  };
}

function idsIn(documents: readonly ReeveDocument[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  const add = (now: string, was: string): void => {
    if (now !== was) ids.set(now, [...new Set([...(ids.get(now) ?? []), was])]);
  };
  for (const { statements, languageVersion } of documents.flatMap(contentsOf)) {
    for (const statement of isUnknown(statements) ? [] : statements) {
      if (isUnknown(statement)) continue;
      add(statementId(statement, languageVersion), statementId(statement, languageVersion, sameAccount));
      for (const principal of [statement.principals, statement.notPrincipals].flat()) {
        if (
          typeof principal === "object" &&
          principal !== null &&
          "value" in principal &&
          typeof principal.value === "string" &&
          typeof principal.type === "string"
        )
          add(digestOf(samePrincipal({ type: principal.type, value: principal.value })), digestOf(principal));
      }
    }
  }
  return ids;
}

/** The policies of an account: those that stand by themselves, those of principals, and trust policies. */
const contentsOf = (from: ReeveDocument): document.PolicyContent[] =>
  LIST_NAMES.flatMap((list) => {
    const resources: unknown = from[list];
    return Array.isArray(resources) ? resources.flatMap((resource) => contentsWithin(resource, 3)) : [];
  });

function contentsWithin(value: unknown, depth: number): document.PolicyContent[] {
  if (typeof value !== "object" || value === null || depth === 0) return [];
  if ("statements" in value) return [value as document.PolicyContent];
  return Object.values(value).flatMap((each) => contentsWithin(each, Array.isArray(each) ? depth : depth - 1));
}
