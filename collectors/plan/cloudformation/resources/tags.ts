import type { document } from "../../../../schemas/index.ts";
import { compareText } from "../../../normalize/canonical.ts";
import { isRaw, member } from "../../../normalize/raw.ts";
import { afterApply, known, type Value } from "../../planned-value.ts";
import { holdsLater, isLater, propertyOf, type Side, scopeOf } from "../side.ts";

/**
 * Tags of a new resource: its own, the stack's, and those that CloudFormation gives of itself; a resource's own go first.
 * Source: CloudFormation User Guide, "Resource tags".
 */
export function tagsMade(side: Side): Value<document.Tag[]> {
  const { set, logicalId } = side;
  if (isLater(side, "Tags") || holdsLater(set.tags)) return afterApply(scopeOf(side, "Tags"));
  const own = propertyOf(side, "Tags");
  const tags = new Map<string, string>([
    ["aws:cloudformation:logical-id", logicalId],
    ["aws:cloudformation:stack-id", set.stackId],
    ["aws:cloudformation:stack-name", set.stackName],
  ]);
  for (const tag of [...set.tags, ...(Array.isArray(own) ? own : [])]) {
    const key = member(tag, "Key");
    const value = member(tag, "Value");
    if (isRaw(tag) && typeof key === "string") tags.set(key, typeof value === "string" ? value : "");
  }
  return known([...tags].map(([key, value]) => ({ key, value })).sort((a, b) => compareText(a.key, b.key)));
}
