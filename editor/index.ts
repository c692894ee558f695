/** What an editor shows beside a rule: diagnostics, completion, explanations, counts. `reeve lsp` serves it. */
export { type DiagnoseContext, diagnose } from "./diagnose.ts";
export { type Host, serve } from "./server.ts";
export type { DecisionTerms, PackRules, RuleEntry, Sample } from "./workspace.ts";
