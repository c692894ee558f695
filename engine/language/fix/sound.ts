import type { Diagnostic } from "../diagnostic.ts";
import type { SourceFile } from "../load/source.ts";
import { attempt, type Check, type CheckedText, checkedText } from "./attempt.ts";

/** Corrections tried of one file: each checks the whole file again. */
const MAX_TRIED = 100;

/**
 * The diagnostics as they may be shown: each correction has been put into its file and the file checked again. One that leaves its fault, that brings
 * an error, or that leaves a rule which always says the same is taken away. Call it only for what is printed.
 */
export function withSoundCorrections(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  checkOf: (file: string) => Check,
): Diagnostic[] {
  const files = new Map<string, (one: Diagnostic) => boolean>();
  return diagnostics.map((one) => {
    if (one.suggestion === undefined) return one;
    let isSound = files.get(one.file);
    if (!isSound) {
      isSound = tester({ file: one.file, text: textOf(one.file) ?? "" }, checkOf(one.file));
      files.set(one.file, isSound);
    }
    if (isSound(one)) return one;
    const { suggestion: _suggestion, safe: _safe, ...plain } = one;
    return plain;
  });
}

function tester(source: SourceFile, check: Check): (one: Diagnostic) => boolean {
  let before: CheckedText | null = null;
  let tried = 0;
  return (one) => {
    tried += 1;
    if (tried > MAX_TRIED) return false;
    before ??= checkedText(source, check);
    const made = attempt(before, [one], check);
    return made !== null && made.came.length === 0;
  };
}
