import type { CallRow } from "../calls/index.ts";

/** Members of a call's request, as dotted paths of the record, that AWS requires and that what the call did is read from. */
export function requiredMembers({ mayChange, restriction }: CallRow): readonly string[] {
  const named = mayChange.flatMap(({ which }) => (which.by === "parameter" && !which.optional ? [which.parameter] : []));
  const restricted = (restriction?.names ?? []).map((name) => (name === "policyArn" ? (restriction?.policyPath ?? name) : name));
  return [...new Set([...named, ...restricted])].map((name) => `requestParameters.${name}`);
}
