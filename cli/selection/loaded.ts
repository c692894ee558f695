import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivately } from "../../collectors/files/index.ts";
import { type CheckedRule, type Diagnostic, loadPack, loadRules } from "../../engine/index.ts";
import type { PackFile } from "../../schemas/index.ts";
import { cacheFolder } from "../folders.ts";
import { pruneFiles } from "../prune.ts";
import type { RuleFolder } from "../rule-files.ts";
import { cacheKey, contentHash, hashOf } from "../validation-cache.ts";

/** What the files of some folders hold. */
export interface Loaded {
  rules: CheckedRule[];
  diagnostics: Diagnostic[];
  /** One a folder, in their order; null where it has no pack.yaml. */
  packs: { pack: PackFile | null; diagnostics: Diagnostic[] }[];
}

const ENTRIES = 16;

/**
 * Loads the rules and packs of folders. Rules that were found sound are kept by the hash of their names and texts and of this program, readable by
 * the user alone, so that the next check need not parse and check them again; a kept file that does not match its own hash counts for nothing.
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

const fileOf = (key: string): string => join(cacheFolder(), "rules", `${key}.json`);

function recall(key: string | null): Loaded | null {
  if (key === null) return null;
  try {
    const text = readFileSync(fileOf(key), "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === hashOf([key, body]) ? (JSON.parse(body) as Loaded) : null;
  } catch {
    return null;
  }
}

/** A cache that cannot be written is no error: the next run is slower. */
function remember(key: string | null, loaded: Loaded): void {
  if (key === null) return;
  try {
    const body = JSON.stringify(loaded, (_, value: unknown) => {
      if (typeof value === "number" && !Number.isFinite(value)) throw new Error("JSON cannot hold it");
      return value;
    });
    writePrivately(fileOf(key), `${hashOf([key, body])}\n${body}`);
    pruneFiles(join(cacheFolder(), "rules"), ENTRIES);
  } catch {}
}
