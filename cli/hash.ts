import { createHash } from "node:crypto";

/** Hash of parts, none of which can be mistaken for another. */
export function hashOf(parts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("hex");
}
