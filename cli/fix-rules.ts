import { readFileSync, realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { type Diagnostic, type Fixed, fixFile, loadConfig, loadPack, loadRules, type SourceFile } from "../engine/index.ts";
import { writeAtomically } from "./files.ts";
import { ruleFolders, shippedRules } from "./rule-files.ts";
import { ruleSources } from "./selection/sources.ts";

type Check = (source: SourceFile) => readonly Diagnostic[];

/** Puts the certain corrections into the named files, or into all of one's own that a check would load; the shipped packs are nobody's to correct. */
export async function fixRules(paths: string[], flags: { config?: string }): Promise<{ file: string; fixed: Fixed[] }[]> {
  const changed: { file: string; fixed: Fixed[] }[] = [];
  for (const { source, check } of chosen(paths, flags)) {
    const { text, fixed } = fixFile(source, check);
    if (fixed.length === 0 || !isWhole(source)) continue;
    // Through a link to the file itself: a link that was replaced by a copy would go its own way.
    const path = realpathSync(source.file);
    await writeAtomically(path, [text], statSync(path).mode & 0o777);
    changed.push({ file: source.file, fixed });
  }
  return changed;
}

/** Whether the text holds every byte of the file: one that is no UTF-8, or has changed meanwhile, is left alone. */
const isWhole = ({ file, text }: SourceFile): boolean => readFileSync(file).equals(Buffer.from(text));

function chosen(paths: string[], flags: { config?: string }): { source: SourceFile; check: Check }[] {
  const rule: Check = (source) => loadRules([source]).diagnostics;
  const pack: Check = (source) => loadPack(source).diagnostics;
  const config: Check = (source) => loadConfig(source).diagnostics;
  const sources = paths.length > 0 ? null : ruleSources({ pack: [], ...flags });
  const folders = sources?.folders.filter(({ folder }) => !isShipped(folder)) ?? paths.flatMap(ruleFolders);
  return [
    ...(sources?.configFile ? [{ source: sources.configFile, check: config }] : []),
    ...folders.flatMap(({ packFile, files }) => [
      ...(packFile ? [{ source: packFile, check: pack }] : []),
      ...files.map((source) => ({ source, check: rule })),
    ]),
  ];
}

const isShipped = (folder: string): boolean => `${resolve(folder)}${sep}`.startsWith(`${shippedRules()}${sep}`);
