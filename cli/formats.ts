import { realpathSync } from "node:fs";
import { isStdout, outputIdentity } from "../collectors/files/index.ts";
import { didYouMean } from "../document/text/index.ts";
import type { ShownResults } from "../engine/index.ts";
import { REPORTERS } from "../reporters/index.ts";
import { refuseOutput } from "./files.ts";
import { UsageError } from "./usage-error.ts";

export interface Format {
  name: keyof typeof REPORTERS;
  /** null: stdout. */
  file: string | null;
}

/**
 * `--format text`, `--format json=out.json`, repeatable; text to stdout when none is given.
 *
 * @param inputs paths that the command reads: an output that leads to one of them is refused.
 */
export function formatsOf(flags: readonly string[], inputs: readonly string[] = []): Format[] {
  const formats = flags.map((flag): Format => {
    const equals = flag.indexOf("=");
    const name = equals < 0 ? flag : flag.slice(0, equals);
    const file = equals < 0 ? null : flag.slice(equals + 1);
    if (!isFormat(name)) throw new UsageError(`--format ${flag}: formats are ${Object.keys(REPORTERS).join(", ")}.${didYouMean(name, Object.keys(REPORTERS))}`);
    if (file === "") throw new UsageError(`--format ${flag}: the file's name is missing`);
    if (file === null || file === "-" || isStdout(file)) return { name, file: null };
    // Said now, and not after minutes of collecting.
    refuseOutput(`--format ${flag}`, file);
    return { name, file };
  });
  if (formats.length === 0) return [{ name: "text", file: null }];
  const toStdout = formats.filter(({ file }) => file === null);
  if (toStdout.length > 1) throw new UsageError("two formats cannot both go to stdout: give one a file, as in --format json=out.json");
  const files = formats.map(({ file }) => file).filter((file) => file !== null);
  const read = new Map<string | null | undefined, string>(inputs.map((input) => [realPathOf(input), input]));
  for (const file of files) {
    const input = read.get(outputIdentity(file));
    if (input !== undefined) throw new UsageError(`--format: ${file} is ${input}, which this command reads: name another file`);
  }
  if (new Set(files.map((file) => outputIdentity(file) ?? file)).size < files.length)
    throw new UsageError("two formats go to the same file: give each its own");
  return formats;
}

/** Undefined where nothing is: that input is refused when it is read. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

const isFormat = (name: string): name is keyof typeof REPORTERS => Object.hasOwn(REPORTERS, name);

/** What any of the formats shows: without one that lists what passed, and what a rule does not apply to, these are only counted. */
export const shownBy = (formats: readonly Format[]): ShownResults => ({
  listed: formats.every(({ name }) => REPORTERS[name].needs === "open") ? ["fail", "unknown"] : ["pass", "fail", "unknown", "not-applicable"],
  documentHash: formats.some(({ name }) => REPORTERS[name].namesDocument === true),
});
