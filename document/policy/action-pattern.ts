/**
 * Whether an IAM action pattern (`*` any text, `?` one character, no regard to case) matches an action.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export const actionMatches = (pattern: string, action: string): boolean =>
  patternFits(pattern.toLowerCase(), action.toLowerCase(), (one, character) => one === "?" || one === character);

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

/** Whether an action pattern matches every action of every service: `*`, `*:*` and their spellings. */
export const isEveryAction = (pattern: string): boolean => /^\*+(:\*+)?$/.test(pattern);

/**
 * Whether a resource pattern matches every resource: `*`, or an ARN pattern that leaves all parts behind the partition open.
 */
export const isEveryResource = (pattern: string): boolean => /^\*+$/.test(pattern) || /^arn:(\*|aws[a-z-]*:\*)[:*]*$/.test(pattern);
