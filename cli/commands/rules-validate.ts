import { STDIN } from "../../collectors/files/index.ts";
import { didYouMean } from "../../document/text/index.ts";
import type { Diagnostic } from "../../engine/index.ts";
import { diagnosticsGithub, diagnosticsJson, diagnosticsSarif, diagnosticText, paintOf, plural, short, tally, visible, wrap } from "../../reporters/index.ts";
import { statIfThere } from "../files.ts";
import type { RulesValidateFlags } from "../flags.ts";
import { findConfig, version } from "../folders.ts";
import type { Io } from "../io.ts";
import { read, readRule, ruleFolders } from "../rule-files.ts";
import type { NamedRules } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";
import { type CachedValidation, cacheKey, recall, remember, validatedHash } from "../validation-cache.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;
type Format = (typeof FORMATS)[number];

/** What `rules validate` was called with. */
interface RulesValidateInput extends NamedRules {
  format: Format;
  fixes: boolean;
  snapshot: string | null;
}

function rulesValidateInput(paths: string[], { config, format, fix: fixes, snapshot }: RulesValidateFlags): RulesValidateInput {
  if (!isFormat(format)) throw new UsageError(`--format ${format}: formats are ${FORMATS.join(", ")}.${didYouMean(format, FORMATS)}`);
  if (snapshot !== undefined && snapshot !== STDIN && !exists(snapshot)) throw new UsageError(`--snapshot ${snapshot}: no such file.`);
  return { paths, config: config ?? null, format, fixes: fixes === true, snapshot: snapshot ?? null };
}

/**
 * Checks rule files, packs and reeve.yaml; every mistake at once. Exit code 2 when there is an error. What was found is kept by content hash:
 * the rules' loader is loaded only when a file has changed, and a snapshot only where there is a fault whose effect it could tell.
 */
export async function rulesValidate(paths: string[], flags: RulesValidateFlags, io: Io): Promise<number> {
  const input = rulesValidateInput(paths, flags);
  const { format, snapshot } = input;
  if (input.fixes) await fix(input, format, io);
  const found = snapshot === null ? (find(input) ?? (await validated(input))) : await onSnapshot(input, snapshot, io);
  const isSilent = found.diagnostics.every(({ severity }) => severity !== "error");
  const diagnostics = isSilent ? found.diagnostics : await (await import("../effects.ts")).addEffects(found.diagnostics, snapshot, io);
  await print({ ...found, diagnostics }, format, io);
  if (input.fixes) await sayLeft(diagnostics, format, io);
  return isSilent ? 0 : 2;
}

const isFormat = (name: string): name is Format => FORMATS.some((format) => format === name);
const exists = (path: string): boolean => statIfThere(path) !== undefined;

function keyOf({ paths, config: given }: NamedRules): string | null {
  const config = given ?? findConfig();
  return cacheKey(paths, config === null ? null : read(config));
}

/** What was found the last time, if nothing has changed since. */
function find(named: NamedRules): CachedValidation<Diagnostic> | null {
  const kept = recall<Diagnostic>(keyOf(named));
  const isSame = kept?.roots.every(exists) && kept.kept.every(({ path, isThere }) => exists(path) === isThere);
  return kept && isSame && validatedHash(kept.roots.flatMap(ruleFolders)) === kept.content ? kept : null;
}

async function validated(named: NamedRules): Promise<CachedValidation<Diagnostic>> {
  const { validate } = await import("../validate.ts");
  const found = await validate(named);
  remember(keyOf(named), found);
  return found;
}

/** Rules that judge nothing on the snapshot that the author named are told too: that is not kept, for the snapshot may change. */
async function onSnapshot(named: NamedRules, snapshot: string, io: Io): Promise<CachedValidation<Diagnostic>> {
  const { ANY_SNAPSHOT } = await import("../../collectors/index.ts");
  const { readDocument } = await import("../load-document.ts");
  const { validate } = await import("../validate.ts");
  return validate(named, await readDocument({ snapshot, events: null, trust: ANY_SNAPSHOT }, io));
}

/** Corrects first, and says what was changed: beside the text, or where another format fills stdout on stderr. */
async function fix(named: NamedRules, format: Format, io: Io): Promise<void> {
  const { fixRules } = await import("../fix-rules.ts");
  const changed = await fixRules(named);
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

/** Says how many corrections are shown and were not put in. */
async function sayLeft(diagnostics: readonly Diagnostic[], format: Format, io: Io): Promise<void> {
  const left = diagnostics.filter(({ suggestion }) => suggestion !== undefined).length;
  if (left === 0) return;
  const text = `${plural(left, "correction")} left to you: ${left === 1 ? "it is one of several readings" : "each is one of several readings"} of what is written, so --fix did not put ${left === 1 ? "it" : "them"} in`;
  const stream = format === "text" ? io.out : io.err;
  await stream.write(`${wrap(text, stream.width).join("\n")}\n`);
}

async function print({ diagnostics, ruleCount, packCount, testCount, others }: CachedValidation<Diagnostic>, format: Format, io: Io): Promise<void> {
  const sourceOf = (file: string): string | undefined => (exists(file) ? readRule(file).text || undefined : undefined);
  switch (format) {
    case "json":
      await io.out.write(diagnosticsJson(diagnostics, { rules: ruleCount, packs: packCount }));
      return;
    case "github":
      await io.out.writeExact(diagnosticsGithub(diagnostics));
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
      if (testCount > 0) await io.out.write(`${plural(testCount, "test file")} not checked here: reeve rules test runs ${testCount === 1 ? "it" : "them"}\n`);
      if (others.length > 0) await io.out.write(`${wrap(othersText(others), io.out.width).join("\n")}\n`);
    }
  }
}

const OTHERS_SHOWN = 5;

/** Rules end in .yaml, .yml or .json, in any case: what else lies beside them is named, so that a rule under another name is noticed. */
function othersText(others: readonly string[]): string {
  const more = others.length > OTHERS_SHOWN ? [plural(others.length - OTHERS_SHOWN, "more", "more")] : [];
  return `Not read: ${[...others.slice(0, OTHERS_SHOWN).map((file) => visible(file)), ...more].join(", ")}`;
}
