import type { Diagnostic } from "../diagnostic.ts";
import { newReport } from "./report.ts";
import { itemsOf, nodeAt, type SourceFile } from "./source.ts";
import { parseYaml } from "./yaml.ts";

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000 };

/** The folders under `rules` in a reeve.yaml that are not there, each at its place. `loadConfig` checks its shape. */
export function checkConfigFolders({ file, text }: SourceFile, missing: readonly string[]): Diagnostic[] {
  const report = newReport(file);
  const root = parseYaml(text, LIMITS, newReport(file)) ?? undefined;
  for (const item of itemsOf(nodeAt(root, "rules"))) {
    if (item.kind !== "scalar" || typeof item.value !== "string" || !missing.includes(item.value)) continue;
    report.error("RV012", item.at, `There is no file or folder \`${item.value}\`. A path under \`rules\` begins at the folder of this file.`);
  }
  return report.diagnostics;
}
