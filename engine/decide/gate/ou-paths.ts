import { isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import type { OuPathOf } from "./binding.ts";

/** Where in the organization accounts are, as their documents tell: unknown where the document does not, or where there is none. */
export function ouPathOf(documents: readonly Pick<ReeveDocument, "account">[]): OuPathOf {
  const paths = new Map<string, string | null>();
  for (const { account } of documents) {
    if (isUnknown(account)) continue;
    const { id, ouPath } = account;
    if (ouPath === null || typeof ouPath === "string") paths.set(id, ouPath);
  }
  return (account) => paths.get(account);
}
