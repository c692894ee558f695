import type { AccountChange } from "../../../schemas/index.ts";

/** A user's one key that is gone and the one that was made since are a rotation. */
export function pairKeys(changes: readonly AccountChange[]): AccountChange[] {
  const byUser = new Map<string, { made: AccountChange[]; deleted: AccountChange[] }>();
  for (const change of changes) {
    if (change.code !== "made" && change.code !== "deleted") continue;
    const user = change.resource.name ?? "";
    const keys = byUser.get(user) ?? { made: [], deleted: [] };
    keys[change.code].push(change);
    byUser.set(user, keys);
  }
  const rotated = new Map<AccountChange, AccountChange | null>();
  for (const { made, deleted } of byUser.values()) {
    const [now, was] = [made[0], deleted[0]];
    if (!now || !was || made.length > 1 || deleted.length > 1) continue;
    rotated.set(now, { ...now, code: "key-rotated", details: { was: was.resource.id, is: now.resource.id } });
    rotated.set(was, null);
  }
  return changes.flatMap((change) => (rotated.has(change) ? (rotated.get(change) ?? []) : [change]));
}
