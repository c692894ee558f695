export { shownChange } from "./clause-id.ts";
export { type Proposal, proposals } from "./improve.ts";
export type { Mutant } from "./mutant.ts";
export { mutantsOf } from "./mutants.ts";
export { type MutationReport, mutateRule } from "./run.ts";
