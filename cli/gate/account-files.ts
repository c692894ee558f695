import { lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { reasonOf } from "../files.ts";
import { UsageError } from "../usage-error.ts";

const MARK = "{account}";
const ACCOUNT = /^\d{12}$/;

/** Files of a pattern such as `snapshots/{account}.json.gz`, by account id, sorted. {account} stands once, for twelve digits. */
export function accountFiles(pattern: string): { account: string; name: string }[] {
  const { before, after } = partsOf(pattern);
  const slash = before.lastIndexOf("/") + 1;
  const folder = before.slice(0, slash) || ".";
  const head = before.slice(slash);
  const cut = after.indexOf("/");
  const [tail, rest] = cut < 0 ? [after, ""] : [after.slice(0, cut), after.slice(cut + 1)];
  const found = namesIn(folder, pattern).flatMap((entry) => {
    const account = accountIn(entry, head, tail);
    if (account === null) return [];
    const name = join(slash > 0 ? before.slice(0, slash) : "", entry, rest);
    // A link that leads nowhere is read too, so that it is reported.
    return lstatSync(name, { throwIfNoEntry: false }) ? [{ account, name }] : [];
  });
  if (found.length === 0) throw new UsageError(`--snapshots ${pattern}: no file of ${dirname(join(folder, "x"))} fits: nothing would be judged.`);
  return found.sort((left, right) => (left.account < right.account ? -1 : 1));
}

/** The pattern before and after {account}. */
export function partsOf(pattern: string): { before: string; after: string } {
  const [before = "", after, ...more] = pattern.split(MARK);
  if (after === undefined || more.length > 0) {
    throw new UsageError(`--snapshots ${pattern}: write ${MARK} once where the account's id stands, such as 'snapshots/${MARK}.json.gz'`);
  }
  return { before, after };
}

/** The account id in a name between what stands before and after it; null where the name does not fit. */
export function accountIn(name: string, before: string, after: string): string | null {
  if (!name.startsWith(before) || !name.endsWith(after)) return null;
  const account = name.slice(before.length, name.length - after.length);
  return ACCOUNT.test(account) ? account : null;
}

function namesIn(folder: string, pattern: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UsageError(`--snapshots ${pattern}: cannot read ${folder}: ${reasonOf(error)}`);
  }
}
