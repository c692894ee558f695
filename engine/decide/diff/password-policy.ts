import { isUnknown } from "../../../schemas/index.ts";
import type { FieldDifferences, FieldOwner } from "./field.ts";

/** The account's password policy: made, deleted, or which of its settings changed. */
export function comparePasswordPolicy(was: unknown, is: unknown, found: FieldDifferences): void {
  if (isUnknown(was) || isUnknown(is)) {
    found.unknown("passwordPolicy", was, is);
    return;
  }
  if (was === null || is === null) {
    if (was !== is) found.change(was === null ? "password-policy-made" : "password-policy-deleted");
    return;
  }
  const [earlier, later] = [was as FieldOwner, is as FieldOwner];
  for (const field of Object.keys(later).sort()) {
    const [before, after] = [earlier[field] ?? null, later[field] ?? null];
    if (before !== after) found.change("changed", { field: `passwordPolicy.${field}`, was: before as string | null, is: after as string | null });
  }
}
