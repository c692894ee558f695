import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ANY_SNAPSHOT } from "../collectors/index.ts";
import { type Diagnostic, hasEffect, type SourceFile, withEffects } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { statIfThere } from "./files.ts";
import { packageRoot } from "./folders.ts";
import type { Io } from "./io.ts";
import { readDocument } from "./load-document.ts";
import { readRule } from "./rule-files.ts";

/** Adds to each diagnostic what the fault would have done in silence, on the snapshot, or on the bundled sample where none is named. */
export async function addEffects(diagnostics: readonly Diagnostic[], snapshot: string | null, io: Io): Promise<Diagnostic[]> {
  const files = new Set(diagnostics.filter(hasEffect).map(({ file }) => file));
  const sources = [...files].filter((file) => statIfThere(file) !== undefined).map(readRule);
  if (sources.length === 0) return [...diagnostics];
  const document = snapshot === null ? await sample(sources, io) : await readDocument({ snapshot, events: null, trust: ANY_SNAPSHOT }, io);
  return document ? withEffects(diagnostics, sources, document, snapshot === null ? "the bundled sample" : snapshot) : [...diagnostics];
}

/** The sample's records are read only where a rule on events wants them. A package without samples tells no effects. */
async function sample(sources: readonly SourceFile[], io: Io): Promise<ReeveDocument | null> {
  const folder = join(packageRoot(), "samples");
  const name = statIfThere(folder) ? readdirSync(folder).find((each) => each.endsWith(".snapshot.json.gz")) : undefined;
  if (name === undefined) return null;
  const onEvents = sources.some(({ text }) => /^resource:\s*["']?event\b/m.test(text));
  return readDocument({ snapshot: join(folder, name), events: onEvents ? [join(folder, "events")] : null }, io);
}
