import type { Diagnostic } from "../diagnostic.ts";
import { numberMeant, quoteAdvice } from "../load/numbers.ts";
import type { SourceFile } from "../load/source.ts";
import { attempt, type Check, type CheckedText, checkedText } from "./attempt.ts";
import { offsetIn } from "./replace.ts";

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
  const files = new Map<string, Tester>();
  return diagnostics.map((one) => {
    if (one.suggestion === undefined) return one;
    let tester = files.get(one.file);
    if (!tester) {
      tester = testerOf({ file: one.file, text: textOf(one.file) ?? "" }, checkOf(one.file));
      files.set(one.file, tester);
    }
    return one.code === "RV007" ? ofNumber(one, tester) : tried(one, tester.outcomeOf(one));
  });
}

interface Outcome {
  isSound: boolean;
  /** Errors that stand where the text was put in. */
  refused: readonly Diagnostic[];
}

interface Tester {
  outcomeOf: (one: Diagnostic) => Outcome;
  /** What stands in the place of a diagnostic. */
  written: (one: Diagnostic) => string;
}

function tried(one: Diagnostic, { isSound, refused }: Outcome): Diagnostic {
  if (isSound) return one;
  const { suggestion = "", safe: _safe, ...plain } = one;
  if (refused.length === 0) return plain;
  const [first, second] = refused;
  if (first?.code === "RV050" && !second) return { ...plain, message: withAbsence(plain.message, suggestion, first.suggestion ?? "") };
  return { ...plain, message: withoutAdvice(plain.message, suggestion) };
}

/** The text that is advised is right, and what absence means is to be written beside it: `{ exists: true, is: false }` for `false`. */
function withAbsence(message: string, advised: string, whole: string): string {
  const from = message.lastIndexOf(` Write ${advised}`);
  const isForm = from > 0 && whole.startsWith("{ exists:") && whole.includes(advised);
  return isForm ? `${message.slice(0, from)} Write ${whole}${message.slice(from + " Write ".length + advised.length)}` : message;
}

/** A number that is to be quoted, or written another way: what the place takes is advised. Where it takes neither, what it takes. */
function ofNumber(one: Diagnostic, { outcomeOf, written }: Tester): Diagnostic {
  const raw = written(one);
  const outcome = outcomeOf(one);
  const number = numberMeant(Number(raw), raw);
  const { suggestion: _suggestion, safe: _safe, ...plain } = one;
  const fault = plain.message.split(quoteAdvice(raw))[0] ?? plain.message;
  const isNumber = number !== null && outcomeOf({ ...one, suggestion: number }).isSound;
  if (outcome.isSound) return isNumber || number === null ? one : { ...one, message: `${fault}${quoteAdvice(raw)}.` };
  if (isNumber) return { ...plain, message: `${fault} Write ${number}.`, suggestion: number };
  const [refused] = outcome.refused;
  if (!refused) return plain;
  const meant = refused.suggestion;
  const message = `${fault} Text in quotes belongs here. ${refused.message}`;
  return meant !== undefined && outcomeOf({ ...one, suggestion: meant }).isSound ? { ...plain, message, suggestion: meant } : { ...plain, message };
}

/** A message without the last sentence where that says to write the text. */
function withoutAdvice(message: string, advised: string): string {
  const from = message.lastIndexOf(" Write ");
  return from > 0 && message.slice(from).includes(advised) ? message.slice(0, from) : message;
}

function testerOf(source: SourceFile, check: Check): Tester {
  let before: CheckedText | null = null;
  let count = 0;
  const offset = offsetIn(source.text);
  return {
    outcomeOf: (one) => {
      count += 1;
      if (count > MAX_TRIED) return { isSound: false, refused: [] };
      before ??= checkedText(source, check);
      const made = attempt(before, [one], check);
      return made === null ? { isSound: false, refused: [] } : { isSound: made.came.length === 0, refused: made.came.length === 0 ? [] : made.refused };
    },
    written: ({ line, column, endLine, endColumn }) => source.text.slice(offset(line, column), offset(endLine, endColumn)),
  };
}
