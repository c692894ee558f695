import type { ReeveConfig } from "../../../schemas/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { newReport } from "./report.ts";
import { itemsOf, nodeAt, type SourceFile, type SourceNode } from "./source.ts";
import { parseYaml } from "./yaml.ts";

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000 };

/** What is wrong with paths in a reeve.yaml, by the paths as it writes them. */
export interface ConfigPaths {
  /** Nothing is there: under `rules`, or where waivers and attestations are kept. */
  absent?: readonly string[];
  /** They lead out of the repository. */
  outside?: readonly string[];
}

/** The paths that a reeve.yaml names. */
export const pathsIn = ({ rules, waivers, attestations, baseline }: ReeveConfig): string[] =>
  [...(rules ?? []), waivers?.folder, attestations, baseline].filter((path) => path !== undefined);

/** The folders and files among them that must be there. */
export const requiredPaths = ({ baseline: _made, ...config }: ReeveConfig): string[] => pathsIn(config);

/** Paths in a reeve.yaml that lead nowhere or out of the repository, each at its place. `loadConfig` checks its shape. */
export function checkConfigFolders({ file, text }: SourceFile, { absent = [], outside = [] }: ConfigPaths): Diagnostic[] {
  if (absent.length + outside.length === 0) return [];
  const report = newReport(file);
  const root = parseYaml(text, LIMITS, newReport(file)) ?? undefined;
  const rules = itemsOf(nodeAt(root, "rules"));
  const baseline = nodeAt(root, "baseline");
  const folder = nodeAt(nodeAt(root, "waivers"), "folder");
  const others = [folder, nodeAt(root, "attestations"), baseline].filter((node) => node !== undefined);
  const settingOf = (item: SourceNode): string => (rules.includes(item) ? "rules" : item === folder ? "waivers: folder" : "attestations");
  for (const item of [...rules, ...others]) {
    if (item.kind !== "scalar" || typeof item.value !== "string") continue;
    if (outside.includes(item.value)) {
      report.error("RV012", item.at, `\`${item.value}\` leads out of the repository. Move what it names inside, or allow it with --allow-outside.`);
    } else if (item !== baseline && absent.includes(item.value)) {
      report.error("RV012", item.at, `There is no file or folder \`${item.value}\`. A path under \`${settingOf(item)}\` begins at the folder of this file.`);
    }
  }
  return report.diagnostics;
}
