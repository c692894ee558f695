import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type AuthoredFiles, authoredFiles, isWithin, STDIN } from "../../collectors/files/index.ts";
import { isAuthoredName } from "../../document/text/index.ts";
import { type Check, type DecisionFile, type Decisions, type Diagnostic, loadAttestations, loadBaseline, loadWaivers } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import type { Unread } from "../../schemas/index.ts";
import { reasonOf, refuseIrregular, statIfThere } from "../files.ts";
import { boundaryFor, findConfig } from "../folders.ts";
import { gitTree } from "../git-tree.ts";
import type { Io } from "../io.ts";
import { inputText, warn } from "../read-input.ts";
import { refuse } from "../refuse.ts";
import { type FileTree, named } from "../rule-files.ts";
import type { SelectedRules } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** Waivers, attestations and the baseline, as every command gets them: from the folders beside reeve.yaml. */
export interface LoadedDecisions extends Decisions {
  /** Folder of the configuration, or the working folder: files are named relative to it. */
  base: string;
  /** Folder of waivers and file of the baseline, whether they are there or not. */
  waiverFolder: string;
  baselineFile: string;
  isBaselineMissing: boolean;
  /** What lies in the folders of waivers and attestations and is not read. */
  unread: Unread[];
  diagnostics: Diagnostic[];
  sourceOf: SelectedRules["sourceOf"];
  checkOf: (file: string) => Check;
}

/** How the rules were chosen, and where decisions are kept. */
interface DecisionPlaces extends Pick<RuleSelection, "config" | "rules" | "pack"> {
  /** A file in place of the one that reeve.yaml names. */
  baseline?: string | null;
}

/**
 * Reads what is kept beside the configuration (without one: in the working folder). A folder that reeve.yaml names and that is not there is a usage
 * error; default folders may be missing. `now` is an ISO instant.
 */
function loadDecisions(places: DecisionPlaces, chosen: Pick<SelectedRules, "config" | "offered">, now: string): LoadedDecisions {
  const { config, offered } = chosen;
  const { baseline = null } = places;
  const path = places.config ?? findConfig();
  const base = path === null ? process.cwd() : dirname(resolve(path));
  const { maxDays, expiringDays } = config.waivers ?? {};
  // A choice of packs or folders leaves rules out that a waiver may rightly name.
  const all = places.pack.length === 0 && places.rules === null;
  const context: Decisions["context"] = {
    now,
    ...(maxDays ? { maxDays } : {}),
    ...(expiringDays === undefined ? {} : { expiringDays }),
    ...(all ? { rules: offered } : {}),
  };
  const waiverFolder = resolve(base, config.waivers?.folder ?? "waivers");
  const baselineFile = baseline === null ? resolve(base, config.baseline ?? "baseline.json") : baseline === STDIN ? STDIN : resolve(baseline);
  refuseOutside(path, [waiverFolder, resolve(base, config.attestations ?? "attestations")]);
  const waiversFound = filesIn("waivers", waiverFolder, base, config.waivers?.folder === undefined ? null : "waivers: folder", path);
  const attestationFolder = resolve(base, config.attestations ?? "attestations");
  const attestationsFound = filesIn("attestations", attestationFolder, base, config.attestations === undefined ? null : "attestations", path);
  const [waiverFiles, attestationFiles] = [waiversFound.files, attestationsFound.files];
  if (baseline === null) refuseIrregular(baselineFile);
  if (baseline === null) refuseOutside(path, [baselineFile]);
  // A link that leads nowhere is read too, so that it is an error.
  const baselineSource = baseline !== null || lstatSync(baselineFile, { throwIfNoEntry: false }) ? readDecisions(baselineFile, false) : null;
  const limits = { now, ...(maxDays ? { maxDays } : {}), checkedRules: offered };
  const waivers = loadWaivers(waiverFiles, limits);
  const attestations = loadAttestations(attestationFiles, { now, rules: offered });
  const known = baselineSource === null ? { baseline: null, diagnostics: [] } : loadBaseline(baselineSource);
  const texts = new Map([...waiverFiles, ...attestationFiles, ...(baselineSource ? [baselineSource] : [])].map(({ file, text }) => [file, text]));
  return {
    waivers: waivers.waivers,
    attestations: attestations.attestations,
    baseline: known.baseline,
    context,
    base,
    waiverFolder,
    baselineFile,
    isBaselineMissing: baselineSource === null,
    unread: [...waiversFound.unread, ...attestationsFound.unread],
    diagnostics: [...waivers.diagnostics, ...attestations.diagnostics, ...known.diagnostics],
    sourceOf: (file) => texts.get(file),
    checkOf: (file) =>
      waiverFiles.some((one) => one.file === file)
        ? (source) => loadWaivers([source], limits).diagnostics
        : (source) => loadAttestations([source], { now, rules: offered }).diagnostics,
  };
}

/**
 * Waivers, attestations and baseline as a git ref has them, read without a checkout. What cannot be read there counts as absent, so that what the working folder has in
 * its place is new.
 */
export function decisionsAt(
  ref: string,
  places: Pick<DecisionPlaces, "config">,
  { config }: Pick<SelectedRules, "config">,
  now: string,
): Pick<Decisions, "waivers" | "attestations" | "baseline"> {
  const tree = gitTree(ref, "--rules-base");
  const path = places.config ?? findConfig(process.cwd(), tree.has);
  const base = path === null ? process.cwd() : dirname(resolve(path));
  const { folder = "waivers", maxDays } = config.waivers ?? {};
  const filesOf = (folder: string): DecisionFile[] =>
    filesAt(tree, resolve(base, folder)).map((file) => ({ ...tree.read(file), name: relative(base, file).split(sep).join("/") }));
  const baselineFile = resolve(base, config.baseline ?? "baseline.json");
  const baseline = tree.has(baselineFile) ? loadBaseline(tree.read(baselineFile)).baseline : null;
  const waivers = loadWaivers(filesOf(folder), { now, ...(maxDays ? { maxDays } : {}) }).waivers;
  return { waivers, attestations: loadAttestations(filesOf(config.attestations ?? "attestations"), { now }).attestations, baseline };
}

function filesAt(tree: FileTree, folder: string): string[] {
  if (tree.kindOf(folder) !== "folder") return [];
  const paths = tree.list(folder).flatMap(({ name, kind }) => {
    const path = join(folder, name);
    if (kind === "folder") return filesAt(tree, path);
    return kind === "file" && isAuthoredName(name) ? [path] : [];
  });
  return paths.sort();
}

/** The same, after printing what is wrong with them: null where that stops the run. */
export async function loadDecisionsOrReport(
  places: DecisionPlaces,
  chosen: Pick<SelectedRules, "config" | "offered">,
  now: string,
  io: Io,
): Promise<LoadedDecisions | null> {
  const kept = loadDecisions(places, chosen, now);
  const { baseline } = chosen.config;
  if (baseline !== undefined && (places.baseline ?? null) === null && kept.isBaselineMissing)
    await warn([`reeve.yaml names the baseline ${baseline}, which is not there: no finding counts as known. reeve baseline write makes it.`], io);
  return (await refuse(kept, io, "waivers, attestations or baseline")) ? null : kept;
}

/** The baseline as it is now, for who writes it again; null where there is none. What is wrong with it is a usage error. */
export function baselineNow({ baselineFile }: Pick<LoadedDecisions, "baselineFile">): Decisions["baseline"] {
  refuseIrregular(baselineFile);
  if (!existsSync(baselineFile)) return null;
  const { baseline, diagnostics } = loadBaseline(readDecisions(baselineFile, false));
  const [fault] = diagnostics.filter(({ severity }) => severity === "error");
  if (fault) throw new UsageError(`${visible(fault.file)} was changed meanwhile, and cannot be read: ${fault.message}`);
  return baseline;
}

/** What decides, as plain data. */
export const decisionsOf = ({ waivers, attestations, baseline, context }: LoadedDecisions): Decisions => ({ waivers, attestations, baseline, context });

/** Files of decisions in a folder and those below it, sorted by their paths, named as results name them, and what else lies there. */
function filesIn(of: Unread["of"], folder: string, base: string, setting: string | null, config: string | null): { files: DecisionFile[]; unread: Unread[] } {
  if (!statIfThere(folder)) {
    if (setting === null && !lstatSync(folder, { throwIfNoEntry: false })) return { files: [], unread: [] };
    throw new UsageError(`reeve.yaml: ${setting ?? basename(folder)}: there is no folder ${folder}.`);
  }
  const { files, refused, unread } = listed(of, folder);
  refuseOutside(config, files);
  for (const path of refused) throw new UsageError(`cannot read ${named(path)}: it is neither a file nor a folder`);
  const nameOf = (path: string): string => relative(base, path).split(sep).join("/");
  return { files: files.map((path) => ({ ...readDecisions(path, true), name: nameOf(path) })), unread: unread.map((path) => ({ path: nameOf(path), of })) };
}

/** Links may lead out of the repository; what `reeve.yaml` names there is refused with the other faults of that file. */
function refuseOutside(config: string | null, paths: readonly string[]): void {
  const boundary = boundaryFor(config);
  const outside = boundary === null ? undefined : paths.find((path) => !isWithin(boundary, path));
  if (outside !== undefined) throw new UsageError(`${named(outside)} leads out of ${boundary}: put what it holds inside, or allow it with --allow-outside.`);
}

function listed(of: Unread["of"], folder: string): AuthoredFiles {
  try {
    return authoredFiles(folder);
  } catch (error) {
    const { path = folder } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot read ${of} from ${path}: ${reasonOf(error)}`);
  }
}

/** Decisions may be in any encoding, and packed: a program may have written them. */
function readDecisions(path: string, isYaml: boolean): { file: string; text: string } {
  const file = path === STDIN ? "standard input" : named(path);
  return { file, text: inputText(path, { name: file, isJson: true, isYaml }) };
}
