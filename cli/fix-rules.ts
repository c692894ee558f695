import { type Diagnostic, type Fixed, fixFile, loadConfig, loadPack, loadRules, type SourceFile } from "../engine/index.ts";
import { writeFile } from "./files.ts";
import { isWhole, ruleFolders } from "./rule-files.ts";
import { ALL_RULES, type NamedRules, ownFolders, ruleSources } from "./selection/sources.ts";

type Check = (source: SourceFile) => readonly Diagnostic[];

/** Puts the certain corrections into the named files, or into all of one's own that a check would load; the shipped packs are nobody's to correct. */
export async function fixRules(named: NamedRules): Promise<{ file: string; fixed: Fixed[] }[]> {
  const changed: { file: string; fixed: Fixed[] }[] = [];
  for (const { source, check } of chosen(named)) {
    const { text, fixed } = fixFile(source, check);
    if (fixed.length === 0 || !isWhole(source)) continue;
    await writeFile(source.file, [text]);
    changed.push({ file: source.file, fixed });
  }
  return changed;
}

function chosen({ paths, config }: NamedRules): { source: SourceFile; check: Check }[] {
  const rule: Check = (source) => loadRules([source]).diagnostics;
  const pack: Check = (source) => loadPack(source).diagnostics;
  const settings: Check = (source) => loadConfig(source).diagnostics;
  const configFile = paths.length > 0 ? null : ruleSources({ ...ALL_RULES, config }).configFile;
  const folders = paths.length > 0 ? paths.flatMap(ruleFolders) : ownFolders(config);
  return [
    ...(configFile ? [{ source: configFile, check: settings }] : []),
    ...folders.flatMap(({ packFile, files }) => [
      ...(packFile ? [{ source: packFile, check: pack }] : []),
      ...files.map((source) => ({ source, check: rule })),
    ]),
  ];
}
