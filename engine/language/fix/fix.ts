import type { Diagnostic } from "../diagnostic.ts";
import type { SourceFile } from "../load/source.ts";
import { offsetIn, replace } from "./replace.ts";

/** One correction that was made: the fault, and the text that stood in its place. */
export interface Fixed {
  diagnostic: Diagnostic;
  before: string;
}

export interface FixResult {
  text: string;
  /** In the order they were made; empty when nothing could be corrected with certainty. */
  fixed: Fixed[];
}

/** Finds what is wrong with a file: `loadRules` of it alone, or any other loader. */
export type Check = (source: SourceFile) => readonly Diagnostic[];

/** Faults that keep the rest of the file from being understood. */
const OF_YAML = /^RV00\d$/;
const ROUNDS = 20;
/** Faults tried one by one in a round, where all at once did harm. */
const SINGLY = 50;

/**
 * Puts in every certain correction, again and again until none is left. All else stays byte for byte. A correction that does not cure its fault, that
 * makes the file less readable, or that would leave it with more errors than it had at the beginning is not made.
 */
export function fixFile(source: SourceFile, check: Check): FixResult {
  let current = stateOf(source, check(source));
  const most = current.errors.length;
  const fixed: Fixed[] = [];
  let kept: FixResult = { text: source.text, fixed: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = better(current, check);
    if (!next) break;
    fixed.push(...next.fixed);
    current = next.state;
    if (current.errors.length <= most) kept = { text: current.source.text, fixed: [...fixed] };
  }
  return kept;
}

interface State {
  source: SourceFile;
  errors: readonly Diagnostic[];
  safe: Diagnostic[];
}

function stateOf(source: SourceFile, diagnostics: readonly Diagnostic[]): State {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { source, errors, safe: diagnostics.filter(({ safe, suggestion }) => safe === true && suggestion !== undefined) };
}

function better(state: State, check: Check): { state: State; fixed: Fixed[] } | null {
  const all = tried(state, state.safe, check);
  if (all || state.safe.length < 2) return all;
  for (const one of state.safe.slice(0, SINGLY)) {
    const next = tried(state, [one], check);
    if (next) return next;
  }
  return null;
}

/** The file with these corrected; null where that did not cure each of them, or broke something that was whole. */
function tried(state: State, faults: readonly Diagnostic[], check: Check): { state: State; fixed: Fixed[] } | null {
  if (faults.length === 0) return null;
  const { file, text } = state.source;
  const edits = faults.map((fault) => ({ at: fault, text: fault.suggestion ?? "" }));
  const source = { file, text: replace(text, edits) };
  if (source.text === text) return null;
  const next = stateOf(source, check(source));
  const wereUnread = state.errors.some(({ code }) => OF_YAML.test(code));
  if (!wereUnread && next.errors.length > state.errors.length) return null;
  if (
    !isSubset(
      next.errors.filter(({ code }) => OF_YAML.test(code)),
      state.errors,
    )
  )
    return null;
  if (faults.some((fault) => count(next.errors, fault) >= count(state.errors, fault) && fault.severity === "error")) return null;
  const offset = offsetIn(text);
  return {
    state: next,
    fixed: faults.map((diagnostic) => ({
      diagnostic,
      before: text.slice(offset(diagnostic.line, diagnostic.column), offset(diagnostic.endLine, diagnostic.endColumn)),
    })),
  };
}

const isSame = (one: Diagnostic, other: Diagnostic): boolean => one.code === other.code && one.message === other.message;
const count = (diagnostics: readonly Diagnostic[], wanted: Diagnostic): number => diagnostics.filter((one) => isSame(one, wanted)).length;
const isSubset = (some: readonly Diagnostic[], all: readonly Diagnostic[]): boolean => some.every((one) => count(some, one) <= count(all, one));
