import type { PackFile } from "../../../schemas/index.ts";
import type { CheckedRule } from "../../language/index.ts";
import { misspelt, type Selected } from "./problem.ts";
import { ruleNamed } from "./select.ts";

/** A folder of rules as it was read: a pack where it has a pack.yaml. */
export interface LoadedFolder {
  /** Pack id; - for rules of no pack. */
  pack: string;
  /** Name of its pack.yaml; null where it has none. */
  packFile: string | null;
  /** Names of its rule files. */
  files: readonly string[];
  /** SHA-256 of its files. */
  sha256: string;
  /** What its pack.yaml says. */
  settings: PackFile | null;
}

export interface ChosenPack {
  /** - for rules of no pack. */
  id: string;
  /** SHA-256 of its files. */
  sha256: string;
  file: PackFile | null;
  ruleIds: string[];
}

/** The packs of folders, with the rules of each as its pack.yaml narrows them. */
export function packsOf(folders: readonly LoadedFolder[], rules: readonly CheckedRule[]): Selected<ChosenPack[]> {
  const packs: ChosenPack[] = [];
  for (const { pack, packFile, files, sha256, settings } of folders) {
    const own = rules.filter(({ file }) => files.includes(file));
    const ids = own.map(({ id }) => id);
    const named = settings?.rules?.map((name) => ruleNamed(own, name)?.id ?? name);
    const missing = named?.find((id) => !ids.includes(id));
    // Where a file is no sound rule, that is reported instead.
    if (missing !== undefined && ids.length === new Set(files).size)
      return { ok: false, problem: misspelt(`${packFile}: the pack names a rule ${missing} that its folder lacks.`, missing, ids) };
    packs.push({ id: pack, sha256, file: settings, ruleIds: named ? ids.filter((id) => named.includes(id)) : ids });
  }
  return { ok: true, value: packs };
}
