import type { RuleTestFile } from "../../../schemas/index.ts";

/** One case of a test file. */
export type ScaffoldedCase = RuleTestFile["cases"][number];
