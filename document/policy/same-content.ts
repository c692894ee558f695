import { type document, isUnknown } from "../../schemas/index.ts";
import { digestFields } from "./derived.ts";
import { and, type KnownTruth } from "./truth.ts";

type Compared = Pick<document.PolicyContent, "statements" | "documentSha256" | "languageVersion">;

/**
 * Whether two policy documents mean the same: they are one text, or their statements are equal, Sid and order apart. A document that was rewritten under another
 * Version is equal unless a statement holds `${`, which the two versions read differently.
 */
export function sameContent(one: Compared, other: Compared): KnownTruth {
  const [hash, otherHash] = [one.documentSha256, other.documentSha256];
  if (hash !== undefined && !isUnknown(hash) && hash === otherHash) return true;
  const [mine, yours] = [digestsOf(one), digestsOf(other)];
  return and(mine.map((list, at) => sameDigests(list, yours[at])));
}

type Digests = document.PolicyContent["allowDigests"];

function digestsOf(content: Compared): Digests[] {
  const { allowDigests, denyDigests } = digestFields(content, ["allowDigests", "denyDigests"]);
  return [allowDigests, denyDigests];
}

/** A digest that one side lacks decides where that side is known in full. */
function sameDigests(one: Digests, other: Digests): KnownTruth {
  if (one === undefined || isUnknown(one)) return one ?? false;
  if (other === undefined || isUnknown(other)) return other ?? false;
  const lacks = (list: readonly unknown[], of: readonly unknown[]): boolean =>
    !list.some(isUnknown) && of.some((digest) => !isUnknown(digest) && !list.includes(digest));
  if (lacks(one, other) || lacks(other, one)) return false;
  return one.find(isUnknown) ?? other.find(isUnknown) ?? true;
}
