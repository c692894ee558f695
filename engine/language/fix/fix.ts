import type { Diagnostic } from "../diagnostic.ts";
import type { SourceFile } from "../load/source.ts";
import { attempt, type Check, type CheckedText, checkedText, isError, stillThere } from "./attempt.ts";
import { offsetIn } from "./replace.ts";

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

const ROUNDS = 20;
/** Faults tried one by one in a round, where all at once did harm. */
const SINGLY = 50;

/**
 * Puts in every certain correction, again and again until none is left. All else stays byte for byte. What a correction brings may be corrected in a later
 * round; the text that is given back has no error that the first one did not have, and no rule that always says the same.
 */
export function fixFile(source: SourceFile, check: Check): FixResult {
  let current = checkedText(source, check);
  let came: Diagnostic[] = [];
  const fixed: Fixed[] = [];
  let kept: FixResult = { text: source.text, fixed: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = better(current, check);
    if (!next) break;
    fixed.push(...next.fixed);
    current = next.state;
    came = [...stillThere(came, current.found), ...next.came];
    if (came.length === 0) kept = { text: current.source.text, fixed: [...fixed] };
  }
  return came.length === 0 ? kept : harmless({ file: source.file, text: kept.text }, kept.fixed, check);
}

/** Goes on with the corrections that bring no error by themselves, where others brought one that stays. */
function harmless({ file, text }: SourceFile, made: readonly Fixed[], check: Check): FixResult {
  let current = checkedText({ file, text }, check);
  const fixed = [...made];
  for (let round = 0; round < ROUNDS; round += 1) {
    const certain = certainOf(current).slice(0, SINGLY);
    const next = certain.map((one) => tried(current, [one], check)).find((step) => step?.came.length === 0);
    if (!next) break;
    fixed.push(...next.fixed);
    current = next.state;
  }
  return { text: current.source.text, fixed };
}

const certainOf = ({ found }: CheckedText): Diagnostic[] => found.filter(({ safe, suggestion }) => safe === true && suggestion !== undefined);

interface Step {
  state: CheckedText;
  fixed: Fixed[];
  came: Diagnostic[];
}

function better(state: CheckedText, check: Check): Step | null {
  const certain = certainOf(state);
  const all = tried(state, certain, check);
  if (all || certain.length < 2) return all;
  for (const one of certain.slice(0, SINGLY)) {
    const next = tried(state, [one], check);
    if (next) return next;
  }
  return null;
}

/** The file with these corrected; null where a fault stays, or where there are more errors than before. */
function tried(state: CheckedText, faults: readonly Diagnostic[], check: Check): Step | null {
  const made = faults.length === 0 ? null : attempt(state, faults, check);
  if (!made || made.came.filter(isError).length > faults.filter(isError).length) return null;
  const { text } = state.source;
  const offset = offsetIn(text);
  return {
    state: made.next,
    came: made.came,
    fixed: faults.map((diagnostic) => ({
      diagnostic,
      before: text.slice(offset(diagnostic.line, diagnostic.column), offset(diagnostic.endLine, diagnostic.endColumn)),
    })),
  };
}
