import type { Result } from "../../../schemas/index.ts";

/** A copy without its waiver, which does not hold where the result is decided on. */
export function unwaived(result: Result): Result {
  const { waiver: _, ...rest } = result;
  return rest;
}
