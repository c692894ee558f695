import { dirname, resolve } from "node:path";
import { headOf } from "../collectors/files/index.ts";
import { testPathsOf } from "../document/text/index.ts";
import {
  asksCatalogue,
  type Check,
  type CheckedRule,
  checkOf,
  checkPackParams,
  type Diagnostic,
  judge,
  lintRules,
  loadEventCatalogue,
  loadPack,
  loadRules,
  tapeOf,
  withSoundCorrections,
} from "../engine/index.ts";
import type { ReeveConfig, ReeveDocument, ReeveResults } from "../schemas/index.ts";
import { reasonOf, statIfThere } from "./files.ts";
import { findConfig } from "./folders.ts";
import { inputText } from "./read-input.ts";
import { holdsRules, type RuleFolder, ruleFolders } from "./rule-files.ts";
import { configFaults, configNamesOf, settingFaults, settingSources } from "./selection/config-names.ts";
import { ALL_RULES, type NamedRules, ruleSources } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";
import { type CachedValidation, validatedHash } from "./validation-cache.ts";

/** Loads the named paths, or all that a check would load, and gathers every diagnostic, with those of reeve.yaml. */
export async function validate({ paths, config }: NamedRules, document?: ReeveDocument): Promise<CachedValidation<Diagnostic>> {
  const isNamed = paths.length > 0;
  const sources = isNamed && (config ?? findConfig()) === null ? null : ruleSources({ ...ALL_RULES, config });
  const read = isNamed ? paths.flatMap(ruleFolders) : (sources?.folders ?? []);
  const folders = read.filter(holdsRules);
  const besides = [...read.filter((folder) => !holdsRules(folder)).flatMap(({ others }) => others), ...(isNamed ? [] : (sources?.besides ?? []))];
  const files = folders.flatMap((folder) => folder.files);
  const loaded = loadRules(files);
  const more = isNamed && sources ? sources.folders : [];
  const kept = sources?.configFile ? keptIn(sources.config, config) : [];
  const ofConfig = sources ? [...sources.diagnostics, ...configFaults(sources, () => ({ folders, rules: loaded.rules, more }))] : [];
  if (files.length === 0 && (isNamed || ofConfig.length === 0)) {
    const roots = isNamed ? paths : (sources?.roots ?? []);
    const unread = besides.length === 0 ? "" : ` Not read: ${listedShort(besides)}.`;
    throw new UsageError(`no rule file (*.yaml, *.yml, *.json) in ${roots.join(", ") || "any folder"}: nothing was validated.${unread}`);
  }
  const packFiles = folders.flatMap(({ packFile }) => packFile ?? []);
  const diagnostics = [...ofConfig, ...folders.flatMap((folder) => packDiagnostics(folder, loaded.rules)), ...loaded.diagnostics];
  diagnostics.push(...(await lint(loaded.rules, folders, document)));
  const configFile = sources?.configFile ?? null;
  const texts = new Map([...files, ...packFiles, ...(configFile ? [configFile] : [])].map(({ file, text }) => [file, text]));
  const isSound = ofConfig.every(({ severity }) => severity !== "error");
  const names = configFile && isSound ? configNamesOf({ folders, rules: loaded.rules, more }) : null;
  const known = { folders, rules: names ? [...names.rules] : loaded.rules };
  const settings = await settingFaults(settingSources(known, { configFile, flags: [], names }, (file) => texts.get(file)));
  diagnostics.push(...settings.diagnostics);
  const shown = await corrected(diagnostics, texts, settings.checkOf);
  return {
    diagnostics: shown,
    ruleCount: files.length,
    packCount: packFiles.length,
    roots: [...paths, ...(sources?.roots ?? [])],
    others: [...folders.flatMap((folder) => folder.others), ...besides],
    testCount: folders.reduce((sum, folder) => sum + folder.tests.length, 0),
    content: validatedHash([...folders, ...more]),
    kept: kept.map(({ path, isThere }) => ({ path, isThere })),
  };
}

/** Where waivers and attestations are kept by a reeve.yaml that names it: a check needs both. */
function keptIn({ waivers, attestations }: ReeveConfig, config: string | null): { name: string; path: string; isThere: boolean }[] {
  const base = dirname(resolve(config ?? findConfig() ?? "."));
  return [waivers?.folder, attestations].flatMap((name) => {
    if (name === undefined) return [];
    const path = resolve(base, name);
    return [{ name, path, isThere: statIfThere(path) !== undefined }];
  });
}

const UNREAD_SHOWN = 5;

const listedShort = (paths: readonly string[]): string =>
  [...paths.slice(0, UNREAD_SHOWN), ...(paths.length > UNREAD_SHOWN ? [`${paths.length - UNREAD_SHOWN} more`] : [])].join(", ");

/** Faults of a pack.yaml, and of the values that it sets for its rules. */
function packDiagnostics({ packFile, files }: RuleFolder, rules: readonly CheckedRule[]): Diagnostic[] {
  if (!packFile) return [];
  const ours = new Set(files.map(({ file }) => file));
  const { diagnostics } = loadPack(packFile);
  return diagnostics.some(({ severity }) => severity === "error")
    ? diagnostics
    : [
        ...diagnostics,
        ...checkPackParams(
          packFile,
          rules.filter(({ file }) => ours.has(file)),
          files.length,
        ),
      ];
}

/** The corrections that are printed are tried first. The list of AWS's calls is loaded where one concerns a rule that is compared with it. */
async function corrected(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  checkOfSettings: (file: string) => Check | null,
): Promise<Diagnostic[]> {
  const asks = diagnostics.some(({ file, suggestion }) => suggestion !== undefined && asksCatalogue(texts.get(file) ?? ""));
  const context = asks ? { events: await loadEventCatalogue(texts.values()) } : {};
  const byName = checkOf(context);
  return withSoundCorrections(
    diagnostics,
    (file) => texts.get(file),
    (file) => checkOfSettings(file) ?? byName(file),
  );
}

/** Lints rules with what lies beside them: texts, packs, test files. The list of AWS's calls is loaded where a rule is compared with it. */
async function lint(rules: readonly CheckedRule[], folders: readonly RuleFolder[], document?: ReeveDocument): Promise<Diagnostic[]> {
  const files = folders.flatMap((folder) => folder.files);
  return lintRules(rules, {
    sources: new Map(files.map(({ file, text }) => [file, text])),
    tested: new Set(files.filter(({ file }) => testPathsOf(file).some(hasCase)).map(({ file }) => file)),
    packed: new Set(folders.filter(({ packFile }) => packFile).flatMap((folder) => folder.files.map(({ file }) => file))),
    ...(files.some(({ text }) => asksCatalogue(text)) ? { events: await loadEventCatalogue(files.map(({ text }) => text)) } : {}),
    ...(document ? { document: { content: document, counts: countsIn(document, rules) } } : {}),
  });
}

/** What rules on state count in a document; none where it cannot be judged. */
function countsIn(document: ReeveDocument, rules: readonly CheckedRule[]): ReeveResults["counts"] {
  const state = rules.filter(({ body }) => body.kind === "state");
  const judged = judge(document, tapeOf(document), state, { documentHash: false });
  return judged.ok ? judged.results.counts : [];
}

/** `cases:` with something in its list. What a test file holds is `rules test`'s to judge: to parse them all would take longer than the rules. */
const CASE = /^cases:\s*(?:#.*)?(?:\n\s*(?:#.*)?)*(?:-\s|\[\s*[^\]\s])/m;

/** The first case stands near the top, and a folder may hold thousands of files. */
const HEAD_BYTES = 4096;

function hasCase(file: string): boolean {
  if (!statIfThere(file)?.isFile()) return false;
  try {
    return CASE.test(headOf(file, HEAD_BYTES).toString("latin1")) || CASE.test(inputText(file, { authored: true }));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}
