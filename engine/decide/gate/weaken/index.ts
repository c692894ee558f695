/** Edits of rules and settings that enforce less than before. */
export { type DecidedWeakening, decideWeakening } from "./decided.ts";
export { weakenedRules } from "./rules.ts";
export { weakenedSettings, weakenedTerms } from "./settings.ts";
export type { Enforced, EnforcedSide, Weakening } from "./weakening.ts";
