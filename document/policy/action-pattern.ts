/**
 * Whether an IAM action pattern (`*` any text, `?` one character, no regard to case) matches an action.
 * Linear in practice and never exponential: on a mismatch only the last star is tried again.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export function actionMatches(pattern: string, action: string): boolean {
  const p = pattern.toLowerCase();
  const a = action.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (i < a.length) {
    if (p[at] === "*") {
      star = at++;
      resume = i;
    } else if (at < p.length && (p[at] === "?" || p[at] === a[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (p[at] === "*") at++;
  return at === p.length;
}

/** Whether an action pattern matches every action of every service: `*`, `*:*` and their spellings. */
export const isEveryAction = (pattern: string): boolean => /^\*+(:\*+)?$/.test(pattern);

/**
 * Whether a resource pattern matches every resource: `*`, or an ARN pattern that leaves all parts behind the partition open.
 */
export const isEveryResource = (pattern: string): boolean => /^\*+$/.test(pattern) || /^arn:(\*|aws[a-z-]*:\*)[:*]*$/.test(pattern);
