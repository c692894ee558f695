import { hash } from "node:crypto";

/**
 * Name of a result that stays the same from run to run: `v1:` and the SHA-256 of the rule's first id, account, unique id (the ARN where there is none)
 * and occurrence. The tuple is hashed as a JSON array, so that no two tuples share a text.
 */
export function fingerprint(rule: string, account: string | null, id: string | null, occurrence: string | null): string {
  const tuple = JSON.stringify([rule, account, id, occurrence]);
  return `v1:${hash("sha256", tuple)}`;
}

/** The id that a rule bore first, which its fingerprints bear for ever: a rename that names the old id under `formerly` keeps them. */
export const firstId = (rule: { id: string; formerly?: readonly string[] | undefined }): string => rule.formerly?.[0] ?? rule.id;
