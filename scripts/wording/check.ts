import { proseOf } from "./texts.ts";
import { BANNED } from "./words.ts";

/** A banned word in a file. */
export interface WordFinding {
  file: string;
  /** From 1. */
  line: number;
  word: string;
  instead: string;
}

/** The banned words of a file, in their order. */
export function bannedWords(file: string, text: string): WordFinding[] {
  const found = proseOf(file, text).flatMap((prose) =>
    BANNED.flatMap(({ pattern, instead }) => [...prose.text.matchAll(pattern)].map((match) => ({ at: prose.at + match.index, word: match[0], instead }))),
  );
  return found
    .sort((one, other) => one.at - other.at)
    .map(({ at, word, instead }) => ({ file, line: text.slice(0, at).split("\n").length, word: word.replace(/\s+/g, " "), instead }));
}
