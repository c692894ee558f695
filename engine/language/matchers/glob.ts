import type { Scalar } from "../condition/ast.ts";
import { compileGlob } from "../condition/glob.ts";
import { globOnBeginning } from "../condition/glob-prefix.ts";
import type { CanonicalQuestion } from "./descriptor.ts";
import { constantPattern, patternMatcher } from "./families/patterns.ts";
import { listOf, lowerCase, otherLetters } from "./values.ts";
import { onText } from "./words.ts";

export const glob = patternMatcher({
  name: "glob",
  words: {
    editor: "`*` stands for any text, `/` and `:` included, `?` for one character; of a list any may match. On null: false.",
    subject: "string",
    operand: "glob or list of globs",
    onNull: "false",
    meaning: "the whole text matches any of them; * crosses / and :, ? is one character, case counts",
    examples: () => [
      { kind: "user", condition: "user.path: { glob: [/svc/*, /c?/] }", given: ["/svc/a/b/", "/ci/", "/CI/", "/"].map((value) => `{ path: ${value} }`) },
    ],
    onNullable: onText('{ glob: "x*" }'),
  },
  synonyms: { like: "similar" },
  pattern: {
    language: "glob",
    compile: (pattern) => ({ ok: true, test: compileGlob(pattern) }),
    caseless: lowerCase,
    fromDocument: true,
    refusal: "Not accepted",
  },
  onBeginning: (known, operand) => {
    const answers = listOf(operand).map((pattern) => (typeof pattern === "string" ? globOnBeginning(pattern, known) : false));
    return answers.includes(true) || (answers.includes(null) ? null : false);
  },
  constant: constantPattern(/^\*+$/),
  misreadFrom: () => ["notGlob"],
  mistakes: { letters: otherLetters, wildcard: otherGlobs },
  canonical,
  samples: (literals, _type, name) => literals.flatMap((value) => (typeof value === "string" ? globSamples(value, name) : [])),
  matching: (patterns) => patterns.filter((one) => typeof one === "string" && !/[*?]/.test(one)),
});

/** A glob that takes in more or less: each `*` left out, each `?` for many, the ends left open. What begins with `arn:` begins there: so does every ARN. */
function otherGlobs(value: Scalar): string[] {
  if (typeof value !== "string") return [];
  const narrowed = [...value.matchAll(/\*+/g)].map(({ index, 0: stars }) => value.slice(0, index) + value.slice(index + stars.length));
  const many = [...value.matchAll(/\?/g)].map(({ index }) => `${value.slice(0, index)}*${value.slice(index + 1)}`);
  return [...narrowed, ...many, ...(/^(\*|arn:)/.test(value) ? [] : [`*${value}`]), ...(value.endsWith("*") ? [] : [`${value}*`])];
}

/** Without globs that another takes in. One that holds no `?` and matches the other's own letters and stars matches all that the other does. */
function canonical({ literals, negated }: CanonicalQuestion): string {
  const patterns = [...new Set(literals.filter((value) => typeof value === "string").map((value) => value.replace(/\*+/g, "*")))];
  const needed = patterns.filter((pattern) => !patterns.some((other) => other !== pattern && !other.includes("?") && compileGlob(other)(pattern)));
  return `${negated ? "!" : ""}glob ${JSON.stringify(needed.sort())}`;
}

/** A text that the pattern takes, and one that it takes only where it is not held to its ends. */
function globSamples(pattern: string, name: string): Scalar[] {
  if (pattern.startsWith("arn:")) return arnSamples(pattern);
  const filler = name === "path" ? "example/" : "example";
  const sample = pattern.replaceAll("*", filler).replaceAll("?", "x").replace("//", "/");
  const bare = pattern.replaceAll("*", "");
  const outside = name === "path" ? `/other${sample}` : `other-${sample}-other`;
  return bare === pattern ? [sample, outside] : [sample, outside, ...(pattern.endsWith("*") ? [] : [`${sample}-other`])];
}

/** The pattern's own ARN, and one of another resource in the same account. Parts: arn:partition:service:region:account:resource. */
function arnSamples(pattern: string): Scalar[] {
  const fillers = ["arn", "aws", "iam", "", "111122223333"];
  const parts = pattern.split(":").map((part, at) => part.replaceAll("*", fillers[at] ?? "example").replaceAll("?", "x"));
  const sample = parts.join(":");
  const [head = "", ...rest] = parts.slice(5).join(":").split("/");
  return [sample, [...parts.slice(0, 5), rest.length > 0 ? `${head}/other` : "role/other"].join(":"), `${sample}-other`, `other-${sample}`];
}
