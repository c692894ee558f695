import type { document, Unknown } from "../../schemas/index.ts";
import { isInstant, type KeySlot, type ReportRow } from "./credential-report.ts";

export type KeyUse = Pick<document.AccessKey, "lastUsedAt" | "lastUsedService" | "lastUsedRegion">;

/**
 * The report's slot that surely is a given key: the user has this one key, the report shows one slot, and the key is older than the report.
 * Slots carry no key id, so that in every other case AWS is asked about the key.
 */
export function slotOfOnlyKey(keys: readonly { createdAt: string }[], row: ReportRow | undefined, generatedAt: string): KeySlot | null {
  const [key, ...otherKeys] = keys;
  const [slot, ...otherSlots] = row?.keys ?? [];
  if (!key || !slot || otherKeys.length > 0 || otherSlots.length > 0) return null;
  return key.createdAt <= generatedAt ? slot : null;
}

/** Use of a key as its slot tells it. */
export function useFromSlot(slot: KeySlot, notReported: (column: string) => Unknown): KeyUse {
  const { lastUsedAt, lastUsedRegion, lastUsedService } = slot;
  const column = (name: string): Unknown => notReported(`access_key_${slot.slot}_${name}`);
  return {
    lastUsedAt: lastUsedAt === null || isInstant(lastUsedAt) ? lastUsedAt : column("last_used_date"),
    lastUsedService: lastUsedService === undefined ? column("last_used_service") : lastUsedService,
    lastUsedRegion: lastUsedRegion === undefined ? column("last_used_region") : lastUsedRegion,
  };
}

export const useUnknown = (mark: Unknown): KeyUse => ({ lastUsedAt: mark, lastUsedService: mark, lastUsedRegion: mark });

/** Whether a user's listed keys hold an inactive one that the report, made after it, shows in no slot: proof that the report hides such keys. */
export function showsHiding(keys: readonly { active: boolean; createdAt: string }[], row: ReportRow | undefined, generatedAt: string): boolean {
  const slots = row?.keys;
  if (!slots) return false;
  const older = keys.filter((key) => key.createdAt <= generatedAt);
  return older.length > slots.length && older.some((key) => !key.active);
}
