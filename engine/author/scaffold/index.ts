/** From nothing to a rule: its text, and cases found for its conditions. */
export { type ScaffoldedCases, scaffoldCases } from "./cases.ts";
export { draftRuleText, draftTestText, type RuleDraft } from "./rule-text.ts";
