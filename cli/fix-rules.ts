import { asksCatalogue, checkOf, type Fixed, fixFile, loadEventCatalogue, type SourceFile } from "../engine/index.ts";
import { updateFile } from "./files.ts";
import { isWhole, read, ruleFolders } from "./rule-files.ts";
import { ALL_RULES, type NamedRules, ownFolders, ruleSources } from "./selection/sources.ts";

/** Puts the certain corrections into the named files, or into all of one's own that a check would load; the shipped packs are nobody's to correct. */
export async function fixRules(named: NamedRules): Promise<{ file: string; fixed: Fixed[] }[]> {
  const changed: { file: string; fixed: Fixed[] }[] = [];
  const sources = chosen(named);
  const check = checkOf(sources.some(({ text }) => asksCatalogue(text)) ? { events: await loadEventCatalogue() } : {});
  for (const source of sources) {
    const fixedIn = (now: SourceFile): ReturnType<typeof fixFile> => fixFile(now, check(source.file));
    if (fixedIn(source).fixed.length === 0 || !isWhole(source)) continue;
    const fixed = await updateFile(source.file, () => {
      const made = fixedIn(read(source.file));
      return { value: made.fixed, pieces: made.fixed.length > 0 ? [made.text] : null };
    });
    if (fixed.length > 0) changed.push({ file: source.file, fixed });
  }
  return changed;
}

function chosen({ paths, config }: NamedRules): SourceFile[] {
  const configFile = paths.length > 0 ? null : ruleSources({ ...ALL_RULES, config }).configFile;
  const folders = paths.length > 0 ? paths.flatMap(ruleFolders) : ownFolders(config);
  return [...(configFile ? [configFile] : []), ...folders.flatMap(({ packFile, files }) => [...(packFile ? [packFile] : []), ...files])];
}
