/**
 * Operators of conditions that compare the whole text. A value that an expression makes from an id and more may hold a wildcard, which the others would read.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
const OF_WHOLE_TEXTS = /^(ForA(ny|ll)Values?:)?String(Not)?Equals(IgnoreCase)?$/i;

export const comparesWholeTexts = (operator: string | null): boolean => operator !== null && OF_WHOLE_TEXTS.test(operator);
