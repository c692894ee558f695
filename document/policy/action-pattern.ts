/**
 * Whether an IAM action pattern (`*` any text, `?` one character, no regard to case) matches an action.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export const actionMatches = (pattern: string, action: string): boolean => globMatches(pattern.toLowerCase(), action.toLowerCase());

/** Whether a pattern (`*` any text, `?` one character) matches a whole text. */
export const globMatches = (pattern: string, text: string): boolean => patternFits(pattern, text, fitsOne);

const fitsOne = (one: string, character: string): boolean => one === "?" || one === character;

/**
 * Whether a pattern in which `*` stands for any text fits a text; `fits` decides on every other character. Linear in practice and never exponential: on a
 * mismatch only the last star is tried again.
 */
export function patternFits(pattern: string, text: string, fits: (one: string, character: string) => boolean): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (i < text.length) {
    const one = pattern[at];
    if (one === "*") {
      star = at++;
      resume = i;
    } else if (one !== undefined && fits(one, text[i] ?? "")) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
