import { compareText, isRaw, member } from "../../../../document/index.ts";
import { afterApply, type document, known, type Value } from "../../../../schemas/index.ts";
import { type ChangeSetSide, isKnownAfterApply, propertyOf, scopeOf } from "../side.ts";

interface TagsMade {
  tags: Value<document.Tag[]>;
  moreTags: string;
}

/**
 * Tags of a new resource: its own, and perhaps the stack's and those that CloudFormation makes of itself, for whether these reach a resource varies by
 * its type. Source: CloudFormation User Guide, "Resource tags".
 */
export function tagsMade(side: ChangeSetSide): TagsMade {
  const moreTags = scopeOf(side, "Tags");
  if (isKnownAfterApply(side, "Tags")) return { tags: afterApply(moreTags), moreTags };
  const own = propertyOf(side, "Tags");
  const tags = new Map<string, string>();
  for (const tag of Array.isArray(own) ? own : []) {
    const key = member(tag, "Key");
    const value = member(tag, "Value");
    if (isRaw(tag) && typeof key === "string") tags.set(key, typeof value === "string" ? value : "");
  }
  return { tags: known([...tags].map(([key, value]) => ({ key, value })).sort((a, b) => compareText(a.key, b.key))), moreTags };
}
