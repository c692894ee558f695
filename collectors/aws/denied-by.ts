import type { Gap } from "../../schemas/index.ts";

/**
 * AWS names the kind of policy that denied a call: "because no <type> policy allows the … action" where nothing allows it,
 * "with an explicit deny in a <type> policy" where something forbids it.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
const KINDS: readonly [phrase: RegExp, deniedBy: NonNullable<Gap["deniedBy"]>][] = [
  [/service control polic/i, "scp"],
  [/resource control polic/i, "rcp"],
  [/permissions? boundar/i, "boundary"],
  [/session polic/i, "session"],
  [/identity-based polic/i, "identity"],
];

export interface Denial {
  deniedBy: Gap["deniedBy"];
  /** Whether granting the permission in an identity policy would help: only where one merely fails to allow it. */
  grantHelps: boolean;
}

/** Reads from AWS's message what denied a call; null where the message does not tell. */
export function denial(message: string): Denial {
  const reason = /\b(?:because no|explicit deny in)\b(.*)/is.exec(message)?.[0] ?? "";
  const deniedBy = KINDS.find(([phrase]) => phrase.test(reason))?.[1] ?? null;
  return { deniedBy, grantHelps: deniedBy === "identity" && /because no/i.test(reason) };
}
