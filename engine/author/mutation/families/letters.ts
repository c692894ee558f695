import { compileRegex, type Scalar, type Test } from "../../../language/index.ts";
import { eachLiteral, type Family } from "./family.ts";

const TEXTS: ReadonlySet<Test["op"]> = new Set<Test["op"]>(["is", "isNot", "in", "notIn", "contains", "glob", "notGlob", "matches"]);

/** The text in small letters; in capitals where it has no capital; itself where it has no letter. */
export const otherCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

/** Letters of a regular expression that stand for themselves: not those of classes such as \d, of groups or of quantifiers. None where case does not count. */
function otherCaseOfPattern(pattern: string): string {
  if (/^\(\?[a-z]*i/.test(pattern)) return pattern;
  const capital = /[A-Z]/.test(pattern.replace(/\\./g, ""));
  const turned = pattern.replace(/\\.|\(\?[^):]*[):]|\{[^}]*\}|[A-Za-z]/g, (part) =>
    part.length > 1 ? part : capital ? part.toLowerCase() : part.toUpperCase(),
  );
  return compileRegex(turned).ok ? turned : pattern;
}

const changed = (value: Scalar, turn: (text: string) => string): Scalar[] => {
  if (typeof value !== "string") return [];
  const other = turn(value);
  return other === value ? [] : [other];
};

/** Literals and patterns in the other case: AWS compares most names with regard to case, actions without. */
export const LETTERS: Family = {
  name: "letters",
  tests: (test) => (TEXTS.has(test.op) ? eachLiteral(test, (value) => changed(value, test.op === "matches" ? otherCaseOfPattern : otherCase)) : []),
};
