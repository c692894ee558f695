import { basename, join, resolve } from "node:path";
import { ANY_SNAPSHOT, normalizeRecords, readEventFiles, readSnapshot, readText, withEvents } from "../../collectors/index.ts";
import type { Host, Sample } from "../../editor/index.ts";
import { type EventCatalogue, loadEventCatalogue } from "../../engine/index.ts";
import { packageRoot, pathsOutside, version } from "../folders.ts";
import { absentFolders, configNameIndex, packRuleIndex, termsBeside } from "./config-name-index.ts";
import { ruleIndex } from "./rule-index.ts";

const SAMPLE = "samples/tideline.snapshot.json.gz";

/** The world of `reeve lsp`: files, the rules on disk, and the snapshot that values are taken from (`snapshot`, else the bundled sample). */
export function hostOf(snapshot: string | null): Host {
  const index = ruleIndex();
  const names = configNameIndex();
  const packs = packRuleIndex();
  let sample: Sample | null = null;
  let used: string | null | undefined;
  let events: EventCatalogue | null = null;
  void loadEventCatalogue().then((catalogue) => {
    events = catalogue;
  });
  return {
    version: version(),
    refresh: () => {
      index.refresh();
      names.refresh();
      packs.refresh();
    },
    workspace: (open) => ({
      read: (path) => open(path) ?? textOf(path),
      rules: index.rules,
      inRules: index.inRules,
      configNames: names.of,
      absentFolders,
      pathsOutside,
      packRules: packs.of,
      terms: (path) => termsBeside(path, names.of),
      sample: () => sample,
      events: () => events,
      normalizeRecords,
    }),
    useSnapshot: async (path) => {
      const wanted = path ?? snapshot;
      if (wanted === used) return null;
      used = wanted;
      const found = wanted === null ? await bundled() : await saved(resolve(wanted));
      if (used !== wanted) return null;
      if (typeof found === "string") return found;
      sample = found;
      return null;
    },
  };
}

async function saved(path: string): Promise<Sample | string> {
  const read = await readSnapshot(path, ANY_SNAPSHOT);
  return read.ok ? { document: read.document, name: basename(path) } : read.problem.sentence;
}

async function bundled(): Promise<Sample | string> {
  const root = packageRoot();
  const read = await readSnapshot(join(root, SAMPLE));
  if (!read.ok) return read.problem.sentence;
  const events = await readEventFiles([join(root, "samples/events")], {});
  return { document: withEvents(read.document, events), name: "sample" };
}

function textOf(path: string): string | null {
  const read = readText(path, { authored: true, isYaml: true });
  return read.ok ? read.text : null;
}
