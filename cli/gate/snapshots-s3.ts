import type { GateFlags } from "../flags.ts";
import type { Io } from "../io.ts";

/** Placeholder until the bucket reader lands. */
export async function snapshotsInBucket(
  _pattern: string,
  _flags: Pick<GateFlags, "profile" | "assumeRole" | "expectAccount">,
  _io: Io,
): Promise<{ account: string; name: string; text: string }[] | null> {
  return null;
}
