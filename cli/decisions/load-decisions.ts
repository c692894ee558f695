import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { withoutMark } from "../../collectors/files/index.ts";
import { type Check, type DecisionFile, type Decisions, type Diagnostic, loadAttestations, loadBaseline, loadWaivers } from "../../engine/index.ts";
import { reasonOf, refuseIrregular } from "../files.ts";
import { findConfig } from "../folders.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { read } from "../rule-files.ts";
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
 * error; the folders that nobody named may be missing. `now` is an ISO instant.
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
  const baselineFile = baseline === null ? resolve(base, config.baseline ?? "baseline.json") : resolve(baseline);
  const waiverFiles = filesIn(waiverFolder, base, config.waivers?.folder === undefined ? null : "waivers: folder");
  const attestationFiles = filesIn(resolve(base, config.attestations ?? "attestations"), base, config.attestations === undefined ? null : "attestations");
  if (baseline === null) refuseIrregular(baselineFile);
  const baselineSource = baseline !== null || existsSync(baselineFile) ? baselineIn(baselineFile) : null;
  const waivers = loadWaivers(waiverFiles, context);
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
    diagnostics: [...waivers.diagnostics, ...attestations.diagnostics, ...known.diagnostics],
    sourceOf: (file) => texts.get(file),
    checkOf: (file) =>
      waiverFiles.some((one) => one.file === file)
        ? (source) => loadWaivers([source], context).diagnostics
        : (source) => loadAttestations([source], { now, rules: offered }).diagnostics,
  };
}

/** The same, after printing what is wrong with them: null where that stops the run. */
export async function loadDecisionsOrReport(
  places: DecisionPlaces,
  chosen: Pick<SelectedRules, "config" | "offered">,
  now: string,
  io: Io,
): Promise<LoadedDecisions | null> {
  const kept = loadDecisions(places, chosen, now);
  return (await refuse(kept, io, "waivers, attestations or baseline")) ? null : kept;
}

/** What decides, as plain data. */
export const decisionsOf = ({ waivers, attestations, baseline, context }: LoadedDecisions): Decisions => ({ waivers, attestations, baseline, context });

/** JSON.parse takes no byte order mark. */
function baselineIn(path: string): { file: string; text: string } {
  const { file, text } = read(path);
  return { file, text: withoutMark(text) };
}

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** YAML files of a folder and those below it, sorted by their paths, named as results name them. Hidden ones and links are left out. */
function filesIn(folder: string, base: string, setting: string | null): DecisionFile[] {
  if (!existsSync(folder)) {
    if (setting === null) return [];
    throw new UsageError(`reeve.yaml: ${setting}: there is no folder ${folder}.`);
  }
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    const paths = entries.filter((entry) => entry.isFile() && isYaml(entry.name)).map((entry) => join(entry.parentPath, entry.name));
    const shown = paths.filter(
      (path) =>
        !relative(folder, path)
          .split(sep)
          .some((step) => step.startsWith(".")),
    );
    return shown.sort().map((path) => ({ ...read(path), name: relative(base, path).split(sep).join("/") }));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${folder}: ${reasonOf(error)}`);
  }
}
