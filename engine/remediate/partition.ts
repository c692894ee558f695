import { partitionOf } from "../../document/index.ts";
import { arnParts, isUnknown, type ReeveDocument, type Result } from "../../schemas/index.ts";

/** Partition of a finding's account: as the account was read, else as the finding's ARN or Region says; null where nothing does. */
export function partitionOfResult({ account, resource, region }: Result, document: ReeveDocument | null): string | null {
  if (document && !isUnknown(document.account) && document.account.id === account) return document.account.partition;
  return arnParts(resource.arn ?? "")?.partition || (region === null ? null : partitionOf(region));
}
