/** Kleene truth as a small integer, so that the compiled evaluator allocates nothing. */
export type Truth = 0 | 1 | 2;

export const FALSE: Truth = 0;
export const TRUE: Truth = 1;
export const UNKNOWN: Truth = 2;

const COMPLEMENT: readonly [Truth, Truth, Truth] = [TRUE, FALSE, UNKNOWN];

export const complement = (truth: Truth): Truth => COMPLEMENT[truth];
export const truthOf = (value: boolean): Truth => (value ? TRUE : FALSE);

export type TruthName = "true" | "false" | "unknown";
const NAMES: readonly [TruthName, TruthName, TruthName] = ["false", "true", "unknown"];
export const truthName = (truth: Truth): TruthName => NAMES[truth];
