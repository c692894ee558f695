import { compileRegex, type Scalar, type Test } from "../../../language/index.ts";
import { eachLiteral, type Family } from "./family.ts";

/** A glob that takes in more or less: each `*` left out, each `?` for many, the ends left open. What begins with `arn:` begins there: so does every ARN. */
function otherGlobs(glob: Scalar): string[] {
  if (typeof glob !== "string") return [];
  const narrowed = [...glob.matchAll(/\*+/g)].map(({ index, 0: stars }) => glob.slice(0, index) + glob.slice(index + stars.length));
  const many = [...glob.matchAll(/\?/g)].map(({ index }) => `${glob.slice(0, index)}*${glob.slice(index + 1)}`);
  return [...narrowed, ...many, ...(/^(\*|arn:)/.test(glob) ? [] : [`*${glob}`]), ...(glob.endsWith("*") ? [] : [`${glob}*`])];
}

/** A regular expression without one of its anchors, or whose `.*` takes nothing. */
function otherPatterns(pattern: Scalar): string[] {
  if (typeof pattern !== "string") return [];
  const unanchored = [pattern.replace(/^\^/, ""), pattern.replace(/([^\\])\$$/, "$1")];
  const narrowed = [...pattern.matchAll(/(?<!\\)\.[*+]/g)].map(({ index, 0: any }) => pattern.slice(0, index) + pattern.slice(index + any.length));
  return [...new Set([...unanchored, ...narrowed])].filter((other) => other !== pattern && compileRegex(other).ok);
}

function changed(test: Test): Test[] {
  if (test.op === "glob" || test.op === "notGlob") return eachLiteral(test, otherGlobs);
  return test.op === "matches" ? eachLiteral(test, otherPatterns) : [];
}

export const WILDCARD: Family = { name: "wildcard", tests: changed };
