import { patternFits } from "./action-pattern.ts";

/** A variable or an escape, which stands for a text that is not known here. */
const VARIABLE = /\$\{[^}]*\}/g;

/**
 * Whether all that one pattern matches (`*` any text, `?` one character) another matches too. False where that is not certain, as of variables other than the
 * same text.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", wildcards.
 */
export function isPatternWithin(narrow: string, wide: string): boolean {
  if (narrow === wide) return true;
  if (wide.includes("${")) return false;
  return patternFits(wide, narrow.replace(VARIABLE, "*"), (one, character) => one === character || (one === "?" && character !== "*"));
}

/** Whether no text is matched by both patterns. */
export function arePatternsApart(one: string, other: string): boolean {
  const [left, right] = [one.replace(VARIABLE, "*"), other.replace(VARIABLE, "*")];
  // reached[j]: a text can end both at the place in `left` and at place j of `right`.
  let reached = Array.from({ length: right.length + 1 }, (_, at) => /^\**$/.test(right.slice(0, at)));
  for (const character of left) {
    const next: boolean[] = [character === "*" && reached[0] === true];
    for (let at = 1; at <= right.length; at += 1) {
      const opposite = right[at - 1] ?? "";
      const isSame = character === opposite || character === "?" || opposite === "?";
      const [before, above, beside] = [reached[at - 1] === true, reached[at] === true, next[at - 1] === true];
      if (character === "*" || opposite === "*") next[at] = above || beside || before;
      else next[at] = isSame && before;
    }
    reached = next;
  }
  return reached[right.length] !== true;
}
