import { meant, nearest } from "../../../document/index.ts";

/** Something wrong with a test case itself: what it gives is not a document, or what it expects is not a resource. */
export interface CaseProblem {
  /** Where in the case: `given.users[0].mfaActive`. */
  path: string;
  message: string;
}

export type Problems = CaseProblem[];

/** What to write instead of a name that is not there: the nearest names, all of them where none is near. */
export const insteadOf = (name: string, names: readonly string[]): string => meant(nearest(name, names)) ?? ` It has ${names.join(", ")}.`;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
