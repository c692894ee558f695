import { seal, unseal } from "../../collectors/files/index.ts";
import { type CheckedRule, type Diagnostic, loadPack, loadRules } from "../../engine/index.ts";
import type { PackFile } from "../../schemas/index.ts";
import { cacheFolder } from "../folders.ts";
import type { RuleFolder } from "../rule-files.ts";
import { cacheKey, contentHash } from "../validation-cache.ts";

/** What the files of some folders hold. */
export interface Loaded {
  rules: CheckedRule[];
  diagnostics: Diagnostic[];
  /** One a folder, in their order; null where it has no pack.yaml. */
  packs: { pack: PackFile | null; diagnostics: Diagnostic[] }[];
}

const ENTRIES = 16;

/**
 * Loads the rules and packs of folders. Rules that were found sound are kept by the hash of their names and texts and of this program, so that the
 * next check need not parse and check them again; only what this user sealed counts.
 */
export function loadFolders(folders: readonly RuleFolder[]): Loaded {
  const key = cacheKey([contentHash(folders)], null);
  const kept = recall(key);
  if (kept) return kept;
  const { rules, diagnostics } = loadRules(folders.flatMap(({ files }) => files));
  const packs = folders.map(({ packFile }) => (packFile === null ? { pack: null, diagnostics: [] } : loadPack(packFile)));
  const loaded = { rules, diagnostics, packs };
  const isSound = [diagnostics, ...packs.map((pack) => pack.diagnostics)].flat().every(({ severity }) => severity !== "error");
  if (isSound) remember(key, loaded);
  return loaded;
}

const placeOf = (key: string) => ({ folder: cacheFolder(), room: "rules", name: `${key}.json` });

function recall(key: string | null): Loaded | null {
  const kept = key === null ? null : unseal(placeOf(key));
  return kept === null ? null : (JSON.parse(kept) as Loaded);
}

function remember(key: string | null, loaded: Loaded): void {
  if (key === null) return;
  const body = jsonOrNull(loaded);
  if (body !== null) seal(placeOf(key), body, ENTRIES);
}

/** Null where a number stands in it that JSON cannot hold. */
function jsonOrNull(loaded: Loaded): string | null {
  let isWhole = true;
  const text = JSON.stringify(loaded, (_, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) isWhole = false;
    return value;
  });
  return isWhole ? text : null;
}
