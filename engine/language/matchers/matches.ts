import type { Scalar } from "../condition/ast.ts";
import { compileRegex } from "../condition/regex.ts";
import { edgesInside } from "../condition/regex-edges.ts";
import { constantPattern, patternMatcher } from "./families/patterns.ts";
import { changedText } from "./values.ts";
import { onText } from "./words.ts";

export const matches = patternMatcher({
  name: "matches",
  words: {
    editor: "RE2 regular expression, searched in the text; anchor it with ^ and $. On null: false.",
    subject: "string",
    operand: "RE2 expression or list of them",
    onNull: "false",
    meaning: "any of them is found in the text",
    remark: "It searches: write `^` and `$` to match the whole. RE2 has no look-around and no back-references, and its time is linear.",
    examples: () => [
      { kind: "user", condition: 'user.path: { matches: "^/(svc|ci)/" }', given: ["/svc/a/", "/x/svc/", "/"].map((value) => `{ path: ${value} }`) },
    ],
    onNullable: onText('{ matches: "x+" }'),
  },
  synonyms: { regex: "certain" },
  pattern: {
    language: "matches",
    compile: compileRegex,
    caseless: caselessRegex,
    fromDocument: false,
    refusal: "RE2 does not accept this expression (it has no look-around and no back-references)",
    never: (expression) =>
      edgesInside(expression)
        ? "The expression matches no text: `^` is the start of the text and `$` its end. For the signs themselves write \\^ and \\$, for alternatives (one|other)."
        : null,
  },
  constant: constantPattern(/^\^?(\.\*)?\$?$/),
  misreadFrom: () => [],
  mistakes: { letters: (value) => changedText(value, otherCaseOfPattern), wildcard: otherPatterns },
  samples: (literals) => literals.flatMap((value) => (typeof value === "string" ? regexSamples(value) : [])),
});

/** The expression with a flag: its own letters stay, because \D is not \d. */
export function caselessRegex(expression: string): string {
  return !/[A-Za-z]/.test(expression) || CASELESS.test(expression) ? expression : `(?i)${expression}`;
}

const CASELESS = /^\(\?[a-z]*i[a-z]*\)/;

/** The expression without that flag. */
export const withoutFlag = (expression: string): string => expression.replace(/^\(\?i\)/, "");

/** Letters of a regular expression that stand for themselves: not those of classes such as \d, of groups or of quantifiers. None where case does not count. */
function otherCaseOfPattern(pattern: string): string {
  if (/^\(\?[a-z]*i/.test(pattern)) return pattern;
  const capital = /[A-Z]/.test(pattern.replace(/\\./g, ""));
  const turned = pattern.replace(/\\.|\(\?[^):]*[):]|\{[^}]*\}|[A-Za-z]/g, (part) =>
    part.length > 1 ? part : capital ? part.toLowerCase() : part.toUpperCase(),
  );
  return compileRegex(turned).ok ? turned : pattern;
}

/** A regular expression without one of its anchors, or whose `.*` takes nothing. */
function otherPatterns(pattern: Scalar): string[] {
  if (typeof pattern !== "string") return [];
  const unanchored = [pattern.replace(/^\^/, ""), pattern.replace(/([^\\])\$$/, "$1")];
  const narrowed = [...pattern.matchAll(/(?<!\\)\.[*+]/g)].map(({ index, 0: any }) => pattern.slice(0, index) + pattern.slice(index + any.length));
  return [...new Set([...unanchored, ...narrowed])].filter((other) => other !== pattern && compileRegex(other).ok);
}

/** Texts for the commonest expressions: anchors dropped, the first of alternatives, a letter or digit for a class. The evaluator judges whether they match. */
function regexSamples(expression: string): Scalar[] {
  const bare = expression
    .replace(/^\(\?[a-z]+\)/, "")
    .replace(/^\^|\$$/g, "")
    .replace(/\(\?:/g, "(")
    .replace(/\(([^()|]*)(?:\|[^()]*)?\)/g, "$1")
    .replace(/\\d|\[0-9\]/g, "1")
    .replace(/\\w|\[[^\]]*\]/g, "a")
    .replace(/\\(.)/g, "$1")
    .replace(/\.[*+]\??/g, "example")
    .replace(/(.)\{(\d{1,2})(?:,\d*)?\}/g, (_, letter: string, times: string) => letter.repeat(Number(times)))
    .replace(/[*+?]/g, "")
    .split("|");
  return [...bare.slice(0, 3), "other"];
}
