import { didYouMean } from "../../document/text/index.ts";
import type { Diagnostic } from "../../engine/index.ts";
import { diagnosticsGithub, diagnosticsJson, diagnosticsSarif, diagnosticText, paintOf, plural, short, tally, visible } from "../../reporters/index.ts";
import { statIfThere } from "../files.ts";
import { findConfig, version } from "../folders.ts";
import type { Io } from "../io.ts";
import { read, ruleFolders } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";
import { type CachedValidation, cacheKey, recall, remember, validatedHash } from "../validation-cache.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;
type Format = (typeof FORMATS)[number];

interface Flags {
  config?: string;
  format: string;
  fix?: true;
  snapshot?: string;
}

/**
 * Checks rule files, packs and reeve.yaml; every mistake at once. Exit code 2 when there is an error. What was found is kept by content hash:
 * the rules' loader is loaded only when a file has changed, and a snapshot only where there is a fault whose effect it could tell.
 */
export async function rulesValidate(paths: string[], flags: Flags, io: Io): Promise<number> {
  const { format, snapshot } = flags;
  if (!isFormat(format)) throw new UsageError(`--format ${format}: formats are ${FORMATS.join(", ")}.${didYouMean(format, FORMATS)}`);
  if (snapshot !== undefined && !exists(snapshot)) throw new UsageError(`--snapshot ${snapshot}: no such file.`);
  if (flags.fix) await fix(paths, flags, format, io);
  const found = snapshot === undefined ? (find(paths, flags) ?? (await validated(paths, flags))) : await onSnapshot(paths, flags, snapshot, io);
  const isSilent = found.diagnostics.every(({ severity }) => severity !== "error");
  const diagnostics = isSilent ? found.diagnostics : await (await import("../effects.ts")).addEffects(found.diagnostics, snapshot, io);
  await print({ ...found, diagnostics }, format, io);
  return isSilent ? 0 : 2;
}

const isFormat = (name: string): name is Format => FORMATS.some((format) => format === name);
const exists = (path: string): boolean => statIfThere(path) !== undefined;

function keyOf(paths: string[], flags: Flags): string | null {
  const config = flags.config ?? (paths.length > 0 ? null : findConfig());
  return cacheKey(paths, config === null ? null : read(config));
}

/** What was found the last time, if nothing has changed since. */
function find(paths: string[], flags: Flags): CachedValidation<Diagnostic> | null {
  const kept = recall<Diagnostic>(keyOf(paths, flags));
  return kept?.roots.every(exists) && validatedHash(kept.roots.flatMap(ruleFolders)) === kept.content ? kept : null;
}

async function validated(paths: string[], flags: Flags): Promise<CachedValidation<Diagnostic>> {
  const { validate } = await import("../validate.ts");
  const found = await validate(paths, flags);
  remember(keyOf(paths, flags), found);
  return found;
}

/** Rules that judge nothing on the snapshot that the author named are told too: that is not kept, for the snapshot may change. */
async function onSnapshot(paths: string[], flags: Flags, snapshot: string, io: Io): Promise<CachedValidation<Diagnostic>> {
  const { loadDocument } = await import("../load-document.ts");
  const { validate } = await import("../validate.ts");
  return validate(paths, flags, (await loadDocument({ snapshot }, [], io)) ?? undefined);
}

/** Corrects first, and says what was changed: beside the text, or where another format fills stdout on stderr. */
async function fix(paths: string[], flags: Flags, format: Format, io: Io): Promise<void> {
  const { fixRules } = await import("../fix-rules.ts");
  const changed = await fixRules(paths, flags);
  const stream = format === "text" ? io.out : io.err;
  const paint = paintOf(stream.color);
  for (const { file, fixed } of changed) {
    for (const { diagnostic, before } of fixed) {
      const place = paint.bold(visible(`${file}:${diagnostic.line}:${diagnostic.column}`));
      await stream.write(`${place} ${paint.green("fixed")} ${paint.dim(diagnostic.code)} ${short(before)} → ${short(diagnostic.suggestion ?? "")}\n`);
    }
  }
  const total = changed.reduce((sum, { fixed }) => sum + fixed.length, 0);
  await stream.write(total === 0 ? "nothing could be corrected with certainty\n\n" : `${plural(total, "correction")} in ${plural(changed.length, "file")}\n\n`);
}

async function print({ diagnostics, ruleCount, packCount }: CachedValidation<Diagnostic>, format: Format, io: Io): Promise<void> {
  const sourceOf = (file: string): string | undefined => (exists(file) ? read(file).text : undefined);
  switch (format) {
    case "json":
      await io.out.write(diagnosticsJson(diagnostics, { rules: ruleCount, packs: packCount }));
      return;
    case "github":
      await io.out.write(diagnosticsGithub(diagnostics));
      return;
    case "sarif": {
      // Titles and reasons of the codes are loaded where they are printed: a cached validation needs no engine.
      const { CODES } = await import("../../engine/index.ts");
      await io.out.write(diagnosticsSarif(diagnostics, CODES, version()));
      return;
    }
    case "text": {
      for (const text of diagnosticText(diagnostics, sourceOf, io.out)) await io.out.write(`${text}\n`);
      const what = `${plural(ruleCount, "rule")}${packCount > 0 ? ` in ${plural(packCount, "pack")}` : ""}`;
      const files = new Set(diagnostics.map(({ file }) => file)).size;
      const many = plural(files, "file");
      await io.out.write(diagnostics.length === 0 ? `${what}: no mistake found\n` : `${what}: ${tally(diagnostics)} in ${many}\n`);
    }
  }
}
