import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** Which property an input is for. */
export interface PropertyPlace {
  /** File of the test, from the repository's root. */
  file: string;
  /** Name of the test with those of the groups around it. */
  test: string;
  /** Number of the property in its test, from 0. */
  nth: number;
}

/** An input that once broke a property. */
export interface FoundInput extends PropertyPlace {
  /** Arguments of the property, where JSON can hold them. */
  input?: unknown[];
  /** Else how fast-check makes them. */
  replay?: { seed: number; path: string };
}

export const CORPUS = "test/fixtures/corpus";

/** All inputs that were found. */
export function readCorpus(folder: string): FoundInput[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as FoundInput);
}

/** Keeps an input in a file of its own, named by its content. */
export function keepInput(folder: string, place: PropertyPlace, counterexample: unknown[], replay: { seed: number; path: string }): string {
  const found: FoundInput = isPlain(counterexample) ? { ...place, input: counterexample } : { ...place, replay };
  const text = `${JSON.stringify(found, null, 2)}\n`;
  const path = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 12)}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Whether JSON gives it back as it is. */
function isPlain(value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
  } catch {
    return false;
  }
}
