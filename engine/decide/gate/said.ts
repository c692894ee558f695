import type { Result } from "../../../schemas/index.ts";
import { withMembers } from "../waive/members.ts";

/** A copy without its waiver, which does not hold where the result is decided on. */
export function unwaived(result: Result): Result {
  const copy = withMembers(result, {});
  delete copy.waiver;
  return copy;
}

/** A copy whose members are all its own: those of findings that are told when asked for are not written as JSON and not copied. */
export function plain(result: Result): Result {
  const { message, evidence, fingerprint, controls } = result;
  return { ...result, ...(fingerprint === undefined ? {} : { fingerprint }), message, evidence, ...(controls === undefined ? {} : { controls }) };
}
