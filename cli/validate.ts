import { type Diagnostic, loadPack, loadRules } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { lint } from "./lint.ts";
import { ruleFolders } from "./rule-files.ts";
import { ruleSources } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";
import { type CachedValidation, validatedHash } from "./validation-cache.ts";

/** Loads the named paths, or all that a check would load, and gathers every diagnostic. */
export async function validate(paths: string[], flags: { config?: string }, document?: ReeveDocument): Promise<CachedValidation<Diagnostic>> {
  const sources = paths.length > 0 ? null : ruleSources({ pack: [], ...flags });
  const roots = sources?.roots ?? paths;
  const folders = sources?.folders ?? paths.flatMap(ruleFolders);
  const files = folders.flatMap((folder) => folder.files);
  if (files.length === 0) throw new UsageError(`no rule file (*.yaml) in ${roots.join(", ") || "any folder"}: nothing was validated.`);
  const loaded = loadRules(files);
  const packFiles = folders.flatMap(({ packFile }) => packFile ?? []);
  const diagnostics = [...(sources?.diagnostics ?? []), ...packFiles.flatMap((file) => loadPack(file).diagnostics), ...loaded.diagnostics];
  diagnostics.push(...(await lint(loaded.rules, folders, document)));
  return { diagnostics, ruleCount: files.length, packCount: packFiles.length, roots, content: validatedHash(folders) };
}
