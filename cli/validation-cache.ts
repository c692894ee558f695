import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { seal, unseal } from "../collectors/files/index.ts";
import { testPathsOf } from "../document/text/index.ts";
import { isInCi } from "./ci-systems.ts";
import { statIfThere } from "./files.ts";
import { cacheFolder } from "./folders.ts";
import type { RuleFolder, RuleText } from "./rule-files.ts";

/** Hash of the program's sources, set by scripts/build.mjs; from sources there is none and nothing is cached. */
declare const REEVE_BUILD: string | undefined;
const build = (): string | null => (typeof REEVE_BUILD === "string" ? REEVE_BUILD : null);

/** What a validation found. */
export interface Validation<D> {
  diagnostics: D[];
  ruleCount: number;
  packCount: number;
}

export interface CachedValidation<D> extends Validation<D> {
  /** The files and folders asked for, to be read again the next time. */
  roots: string[];
  /** What lies in the folders and is not read. */
  others: string[];
  /** How many files of tests lie beside the rules: `rules test` reads them. */
  testCount: number;
  /** Where waivers and attestations are kept, and whether something was there. */
  kept: { path: string; isThere: boolean }[];
  /** Hash of all that was read beneath them. */
  content: string;
}

const ENTRIES = 64;

/** Hash of parts, none of which can be mistaken for another. */
export function hashOf(parts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("hex");
}

/**
 * Names the question: this program, in this folder, asked about these paths under this configuration. Null: not cached. A CI system may run the jobs of
 * people who do not trust each other as one user, so nothing is cached there unless REEVE_CACHE_DIR names a folder for it.
 */
export function cacheKey(paths: readonly string[], config: RuleText | null): string | null {
  const program = build();
  const { REEVE_NO_CACHE, REEVE_CACHE_DIR } = process.env;
  return program === null || REEVE_NO_CACHE === "1" || (!REEVE_CACHE_DIR && isInCi())
    ? null
    : hashOf([program, process.cwd(), ...(config ? ["c", config.file, config.text] : ["-"]), ...paths]);
}

/** Hash of the names and texts of everything in the folders. */
export const contentHash = (folders: readonly RuleFolder[]): string =>
  hashOf(
    folders.flatMap(({ pack, packFile, files }) => [
      pack,
      ...(packFile ? [packFile.file, packFile.text] : ["-"]),
      ...files.flatMap(({ file, text, unread = "" }) => [file, text, unread]),
    ]),
  );

/** The same with the state of the test files beside the rules, of which a validation asks whether they are there and hold a case. */
export const validatedHash = (folders: readonly RuleFolder[]): string =>
  hashOf([
    contentHash(folders),
    ...folders.flatMap(({ files }) =>
      files.map(({ file }) => {
        const test = firstThere(testPathsOf(file));
        return test ? `${test.size} ${test.mtimeMs}` : "-";
      }),
    ),
    ...folders.flatMap(({ others }) => others),
  ]);

function firstThere(paths: readonly string[]): Stats | undefined {
  for (const path of paths) {
    const found = statIfThere(path);
    if (found) return found;
  }
  return undefined;
}

const placeOf = (key: string) => ({ folder: cacheFolder(), room: "validated", name: `${key}.json` });

/** What was found the last time, if anything was kept; whoever asks compares `content`. */
export function recall<D>(key: string | null): CachedValidation<D> | null {
  const kept = key === null ? null : unseal(placeOf(key));
  return kept === null ? null : (JSON.parse(kept) as CachedValidation<D>);
}

export function remember<D>(key: string | null, kept: CachedValidation<D>): void {
  if (key !== null) seal(placeOf(key), JSON.stringify(kept), ENTRIES);
}
