import { duplicateKeys } from "../../document/text/index.ts";
import { SEARCHED_CHARACTERS } from "../files/index.ts";

/** Looks for keys that stand twice in records, of which JSON.parse keeps the last without a word. */
export interface DuplicateSearch {
  /** Whole sentences. */
  warnings: string[];
  /** Searches the texts of one record: its own, and the one that an answer of LookupEvents holds in it. `number` counts the objects of the file from 1. */
  record(file: string, number: number, offset: number, texts: readonly string[]): void;
  /** A list of records that stands twice in one object; both were read. */
  list(file: string, key: string, offset: number): void;
}

const MAX_WARNINGS = 5;

/** A search through all files of a command together: as many characters as of any other input, so that large logs take no longer. */
export function duplicateSearch(): DuplicateSearch {
  const warnings: string[] = [];
  let left = SEARCHED_CHARACTERS;
  const warn = (file: string, place: string, text: string): void => {
    if (warnings.length < MAX_WARNINGS) warnings.push(`${file === "-" ? "standard input" : file}: ${place}: ${text}`);
    else if (warnings.length === MAX_WARNINGS) warnings.push("More keys stand twice in these events; they are not listed.");
  };
  return {
    warnings,
    record(file, number, offset, texts) {
      for (const text of texts) {
        left -= text.length;
        if (left < 0 || warnings.length > MAX_WARNINGS) return;
        for (const { key, line, column } of duplicateKeys(text)) {
          const place = `record ${number}, from byte ${offset}, line ${line}, column ${column}`;
          warn(file, place, `the key "${key}" stands twice in one object; the last value counts. Remove one.`);
        }
      }
    },
    list: (file, key, offset) => warn(file, `byte ${offset}`, `the list "${key}" stands twice in one object; the records of both are read.`),
  };
}
