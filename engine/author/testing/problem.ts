/** Something wrong with a test case itself: what it gives is not a document, or what it expects is not a resource. */
export interface CaseProblem {
  /** Where in the case: `given.users[0].mfaActive`. */
  path: string;
  message: string;
}

export type Problems = CaseProblem[];

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
