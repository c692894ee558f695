import { statSync } from "node:fs";
import type { Diagnostic } from "../../engine/index.ts";
import { number, plural } from "../../reporters/index.ts";
import { diagnosticText, tally } from "../diagnostics.ts";
import { findConfig } from "../find-config.ts";
import type { Io } from "../io.ts";
import { read, ruleFolders } from "../rule-files.ts";
import { cacheKey, contentHash, type Kept, recall, remember } from "../validation-cache.ts";

/**
 * Checks rule files, packs and reeve.yaml; every mistake at once. Exit code 2 when there is an error. What was found is kept by content hash:
 * the rules' loader is loaded only when a file has changed.
 */
export async function rulesValidate(paths: string[], flags: { config?: string }, io: Io): Promise<number> {
  const config = flags.config ?? (paths.length > 0 ? null : findConfig());
  const key = cacheKey(paths, config === null ? null : read(config));
  const kept = recall<Diagnostic>(key);
  if (kept?.roots.every(exists) && contentHash(kept.roots.flatMap(ruleFolders)) === kept.content) return tell(kept, io);
  const { validate } = await import("../validate.ts");
  const found = validate(paths, flags);
  remember(key, found);
  return tell(found, io);
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

async function tell({ diagnostics, ruleCount, packCount }: Kept<Diagnostic>, io: Io): Promise<number> {
  const sourceOf = (file: string): string | undefined => (exists(file) ? read(file).text : undefined);
  for (const text of diagnosticText(diagnostics, sourceOf, io.out)) await io.out.write(`${text}\n`);
  const what = `${plural(ruleCount, "rule")}${packCount > 0 ? ` in ${plural(packCount, "pack")}` : ""}`;
  const files = new Set(diagnostics.map(({ file }) => file)).size;
  await io.out.write(
    diagnostics.length === 0 ? `${what}: no mistake found\n` : `${what}: ${tally(diagnostics)} in ${number(files)} ${files === 1 ? "file" : "files"}\n`,
  );
  return diagnostics.some(({ severity }) => severity === "error") ? 2 : 0;
}
