import type { Diagnostic } from "../diagnostic.ts";
import type { SourceFile } from "../load/source.ts";
import { attempt, type Check, type CheckedText, checkedText } from "./attempt.ts";

/** Corrections tried of one file: each checks the whole file again. */
const MAX_TRIED = 100;

/**
 * The diagnostics as they may be shown: each correction has been put into its file and the file checked again. One that leaves its fault, that brings
 * an error, or that leaves a rule which always says the same is taken away; where the text put in is itself refused, the sentence that advises it goes too.
 * Call it only for what is printed.
 */
export function withSoundCorrections(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  checkOf: (file: string) => Check,
): Diagnostic[] {
  const files = new Map<string, (one: Diagnostic) => Outcome>();
  return diagnostics.map((one) => {
    if (one.suggestion === undefined) return one;
    let outcomeOf = files.get(one.file);
    if (!outcomeOf) {
      outcomeOf = tester({ file: one.file, text: textOf(one.file) ?? "" }, checkOf(one.file));
      files.set(one.file, outcomeOf);
    }
    const outcome = outcomeOf(one);
    if (outcome === "sound") return one;
    const { suggestion, safe: _safe, ...plain } = one;
    return outcome === "refused" ? { ...plain, message: withoutAdvice(plain.message, suggestion) } : plain;
  });
}

type Outcome = "sound" | "unsound" | "refused";

/** A message without the last sentence where that says to write the text. */
function withoutAdvice(message: string, advised: string): string {
  const from = Math.max(message.lastIndexOf(" Write "), message.lastIndexOf(" Quote it: "));
  return from > 0 && message.slice(from).includes(advised) ? message.slice(0, from) : message;
}

function tester(source: SourceFile, check: Check): (one: Diagnostic) => Outcome {
  let before: CheckedText | null = null;
  let tried = 0;
  return (one) => {
    tried += 1;
    if (tried > MAX_TRIED) return "unsound";
    before ??= checkedText(source, check);
    const made = attempt(before, [one], check);
    if (made === null) return "unsound";
    return made.came.length === 0 ? "sound" : made.isRefused ? "refused" : "unsound";
  };
}
