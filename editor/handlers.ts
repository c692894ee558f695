import type { Diagnostic } from "../engine/index.ts";
import { diagnose, toLsp } from "./diagnose.ts";
import { quickFixes } from "./fixes.ts";
import type { CodeAction, LspDiagnostic, LspRange } from "./protocol.ts";
import type { Workspace } from "./workspace.ts";

/** A file as the editor has it. */
export interface OpenFile {
  uri: string;
  path: string;
  text: string;
}

/** What the server answers with: pure functions of a file, a place in it, and the workspace. */
export interface Handlers {
  diagnostics: (file: OpenFile) => LspDiagnostic[];
  fixes: (file: OpenFile, range: LspRange) => CodeAction[];
}

export function handlersOf(workspace: Workspace): Handlers {
  let last: { file: OpenFile; found: Diagnostic[] } | null = null;
  /** Fixes are asked for the text that was just diagnosed. */
  const found = (file: OpenFile): Diagnostic[] => {
    if (last && last.file.path === file.path && last.file.text === file.text) return last.found;
    last = { file, found: diagnose(file.path, file.text, workspace) };
    return last.found;
  };
  return {
    diagnostics: (file) => found(file).map(toLsp),
    fixes: (file, range) => quickFixes(file.uri, range, found(file)),
  };
}
