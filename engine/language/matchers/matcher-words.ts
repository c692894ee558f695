import type { ValueType } from "../../../schemas/index.ts";
import type { Example, Group, Matcher, OperandForm, Words } from "./descriptor.ts";
import { matcherNamed } from "./registry.ts";

/** A matcher for those who show it or help to write it, as plain data: editors, explanations, documentation. */
export interface MatcherWords {
  name: string;
  /** Matchers of a group stand together in completion. */
  group: Group;
  /** `comparison` of one value with an operand; `quantifier` over the elements of a list; `form` with a syntax of its own. */
  kind: Matcher["kind"];
  /** How a comparison's right side is read; null for other kinds. */
  operand: OperandForm | null;
  /** Types of the values that a comparison may be put to; empty for other kinds. */
  accepts: readonly ValueType["type"][];
  /** The truth of an element that a quantifier looks for; null for other kinds. */
  looksFor: boolean | null;
  /** What documentation and editors say of it. `explained` is null where its name reads well by itself. */
  words: Omit<Words, "examples" | "remark" | "explained"> & { remark: string | null; explained: string | null };
  /** For the reference page, whose tables of truth the engine computes. */
  examples: readonly Example[];
}

const MADE = new Map<string, MatcherWords>();

/** A matcher by its name; null where there is none. `MATCHER_NAMES` has them all, in the order of the reference page. */
export function matcherWords(name: string): MatcherWords | null {
  const known = MADE.get(name);
  if (known) return known;
  const matcher = matcherNamed(name);
  if (!matcher) return null;
  const made = wordsOf(matcher);
  MADE.set(name, made);
  return made;
}

function wordsOf(matcher: Matcher): MatcherWords {
  const { name, group, kind } = matcher;
  const { examples, remark = null, explained = null, ...words } = matcher.words;
  return {
    name,
    group,
    kind,
    operand: matcher.kind === "comparison" ? matcher.operand : null,
    accepts: matcher.kind === "comparison" ? matcher.accepts : [],
    looksFor: matcher.kind === "quantifier" ? matcher.looksFor : null,
    words: { ...words, remark, explained },
    examples: examples(),
  };
}
