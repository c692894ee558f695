import type { Result } from "../../schemas/index.ts";
import { type Members, withMembers } from "../waive/members.ts";

const NAMES = ["waiver", "attestation", "baseline", "delta", "location"] as const;

/** A copy of a result with more said of it, beside what was said already; the result itself is not changed. */
export function saying(result: Result, more: Members): Result {
  const said: Members = {};
  for (const name of NAMES) if (result[name] !== undefined) Object.assign(said, { [name]: result[name] });
  return withMembers(result, { ...said, ...more });
}

/** A copy without its waiver, which does not hold where the result is decided on. */
export function unwaived(result: Result): Result {
  const { attestation, baseline, delta, location } = result;
  const plain = withMembers(result, {
    ...(attestation ? { attestation } : {}),
    ...(baseline ? { baseline } : {}),
    ...(delta ? { delta } : {}),
    ...(location ? { location } : {}),
  });
  delete plain.waiver;
  return plain;
}

/** A copy whose members are all its own: those of findings that are told when asked for are not written as JSON and not copied. */
export function plain(result: Result): Result {
  const { message, evidence, fingerprint, controls } = result;
  return { ...result, ...(fingerprint === undefined ? {} : { fingerprint }), message, evidence, ...(controls === undefined ? {} : { controls }) };
}
