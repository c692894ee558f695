import type { Diagnostic, Range } from "../diagnostic.ts";
import type { SourceFile } from "../load/source.ts";
import { offsetIn, replace } from "./replace.ts";

/** Finds what is wrong with a file, lints included: `checkOf` gives one for each kind of file. */
export type Check = (source: SourceFile) => readonly Diagnostic[];

/** A file, and what its check reports. */
export interface CheckedText {
  source: SourceFile;
  found: readonly Diagnostic[];
}

/** A text with corrections made, and the errors that came with them; `broken` ones must never be accepted, others may be corrected in their turn. */
export interface Attempt {
  next: CheckedText;
  came: Diagnostic[];
  /** Errors that stand where a correction was put: it is itself refused. */
  refused: Diagnostic[];
}

/** Faults that keep the rest of the file from being understood. */
const OF_YAML = /^RV00\d$/;

/** Warnings of which each says that a test does nothing, or can never match. */
const WITHOUT_MEANING = /^RV08[06789]$/;
/** A rule that always says the same. */
const CONSTANT = /^RV08[12]$/;

export const checkedText = (source: SourceFile, check: Check): CheckedText => ({ source, found: check(source) });

export const isError = ({ severity }: Diagnostic): boolean => severity === "error";

/**
 * Puts corrections in and checks the file again. Null where the text stays the same, where one of the faults is still there, or where the text can be
 * understood less than before.
 */
export function attempt(before: CheckedText, faults: readonly Diagnostic[], check: Check): Attempt | null {
  const { file, text } = before.source;
  const { text: corrected, placed } = replace(
    text,
    faults.map((fault) => ({ at: fault, text: fault.suggestion ?? "" })),
  );
  if (corrected === text) return null;
  const next = checkedText({ file, text: corrected }, check);
  const offset = offsetIn(corrected);
  const isTouched = (at: Range): boolean => {
    const [from, to] = [offset(at.line, at.column), offset(at.endLine, at.endColumn)];
    return placed.some((one) => from <= one.to && to >= one.from);
  };
  if (faults.some((fault) => count(next.found, fault) >= count(before.found, fault))) return null;
  const fresh = next.found.filter((one) => count(next.found, one) > count(before.found, one));
  if (fresh.some((one) => isError(one) && OF_YAML.test(one.code))) return null;
  const wereUnread = before.found.some((one) => isError(one) && OF_YAML.test(one.code));
  const came = fresh.filter((one) =>
    isError(one) ? CONSTANT.test(one.code) || !wereUnread || isTouched(one) : WITHOUT_MEANING.test(one.code) && isTouched(one),
  );
  return { next, came, refused: fresh.filter((one) => isError(one) && isTouched(one)) };
}

const isSame = (one: Diagnostic, other: Diagnostic): boolean => one.code === other.code && one.message === other.message;
const count = (diagnostics: readonly Diagnostic[], wanted: Diagnostic): number => diagnostics.filter((one) => isSame(one, wanted)).length;

/** Those that a later text still has. */
export const stillThere = (some: readonly Diagnostic[], found: readonly Diagnostic[]): Diagnostic[] =>
  some.filter((one) => found.some((other) => isSame(one, other)));
