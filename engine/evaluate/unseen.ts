import { everythingOf, type UnknownMark } from "../../document/index.ts";
import type { ReeveDocument, ResourceKind } from "../../schemas/index.ts";
import { WHOLE } from "./fields-unknown.ts";

/**
 * Services whose calls change what the document holds of an account, and whose work no record of IAM or CloudTrail shows: a history without their
 * records may hide it. (What Identity Center does in an account, IAM records.)
 */
const SERVICES = ["access-analyzer", "organizations", "account"];

/** Fields of each kind that calls may have changed which the history leaves out, by the gaps that hide them. */
export function unseenFields({ gaps }: ReeveDocument, hiding: readonly string[]): ReadonlyMap<ResourceKind, ReadonlyMap<string, UnknownMark>> {
  const unseen = new Map<ResourceKind, Map<string, UnknownMark>>();
  for (const service of SERVICES) {
    const gap = hiding.find((id) => !gaps[id]?.covers?.includes(`eventSource=${service}.amazonaws.com`));
    if (gap === undefined) continue;
    for (const { kind, fields } of everythingOf(service)) {
      const marks = unseen.get(kind) ?? new Map<string, UnknownMark>();
      unseen.set(kind, marks);
      for (const field of fields ?? [WHOLE]) marks.set(field, { $unknown: gap });
    }
  }
  return unseen;
}
