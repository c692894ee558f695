import { type Diagnostic, hasEffect, withEffects, withSoundCorrections } from "../engine/index.ts";
import { complete } from "./completion.ts";
import { definition, type Target } from "./definition.ts";
import { diagnose, toLsp } from "./diagnose.ts";
import { quickFixes } from "./fixes.ts";
import { hover } from "./hover.ts";
import { lenses } from "./lens.ts";
import type { CodeAction, CodeLens, CompletionItem, Hover, LspDiagnostic, LspRange, Position } from "./protocol.ts";
import { runTests, type TestRun } from "./run-tests.ts";
import type { Sample, Workspace } from "./workspace.ts";

/** A file as the editor has it. */
export interface OpenFile {
  uri: string;
  path: string;
  text: string;
}

/** What the server answers with: functions of a file, a place in it, and the workspace. */
export interface Handlers {
  diagnostics: (file: OpenFile) => LspDiagnostic[];
  /** The same, telling as well what a fault would have done on the sample; null where there is no more to tell. Slower: not for a keystroke. */
  effects: (file: OpenFile) => LspDiagnostic[] | null;
  fixes: (file: OpenFile, range: LspRange) => CodeAction[];
  hover: (file: OpenFile, position: Position) => Hover | null;
  complete: (file: OpenFile, position: Position) => CompletionItem[];
  definition: (file: OpenFile, position: Position) => Target | null;
  lenses: (file: OpenFile) => CodeLens[];
  runTests: (path: string) => TestRun;
}

/** Lenses kept, so that an editor may ask for them as often as it likes. */
const KEPT = 50;

export function handlersOf(workspace: Workspace): Handlers {
  let last: { file: OpenFile; found: Diagnostic[] } | null = null;
  const counted = new Map<string, { text: string; sample: Sample | null; found: CodeLens[] }>();
  /** Fixes and effects are asked for the text that was just diagnosed. */
  const found = (file: OpenFile): Diagnostic[] => {
    if (last && last.file.path === file.path && last.file.text === file.text) return last.found;
    const shown = withSoundCorrections(
      diagnose(file.path, file.text, workspace),
      () => file.text,
      () => (source) => diagnose(file.path, source.text, workspace),
    );
    last = { file, found: shown };
    return last.found;
  };
  return {
    diagnostics: (file) => {
      last = null;
      return found(file).map(toLsp);
    },
    effects: (file) => {
      const sample = workspace.sample();
      const plain = found(file);
      if (!sample || !plain.some(hasEffect)) return null;
      const name = sample.name === "sample" ? "the bundled sample" : sample.name;
      return withEffects(plain, [{ file: file.path, text: file.text }], sample.document, name).map(toLsp);
    },
    fixes: (file, range) => quickFixes(file.uri, range, found(file)),
    hover: ({ path, text }, position) => hover(path, text, position, workspace),
    complete: ({ path, text }, position) => complete(path, text, position, workspace),
    definition: ({ path, text }, position) => definition(path, text, position, workspace),
    lenses: ({ uri, path, text }) => {
      const sample = workspace.sample();
      const known = counted.get(path);
      if (known && known.text === text && known.sample === sample) return known.found;
      const made = lenses(uri, path, text, workspace);
      if (counted.size >= KEPT) counted.clear();
      counted.set(path, { text, sample, found: made });
      return made;
    },
    runTests: (path) => runTests(path, workspace),
  };
}
