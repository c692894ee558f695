import { lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { reasonOf } from "../files.ts";
import { UsageError } from "../usage-error.ts";

const MARK = "{account}";
const ACCOUNT = /^\d{12}$/;
const ACCOUNT_WITHIN = /(?<!\d)\d{12}(?!\d)/;

/**
 * Files of a pattern such as `snapshots/{account}.json.gz`, by account id, sorted. {account} stands once, for twelve digits. `unread`: what else lies in the
 * folder and looks like a snapshot, by its ending or because its name holds an account's id.
 */
export function accountFiles(pattern: string): { files: { account: string; name: string }[]; unread: string[] } {
  const { before, after } = partsOf(pattern);
  const slash = before.lastIndexOf("/") + 1;
  const folder = before.slice(0, slash) || ".";
  const head = before.slice(slash);
  const cut = after.indexOf("/");
  const [tail, rest] = cut < 0 ? [after, ""] : [after.slice(0, cut), after.slice(cut + 1)];
  const unread: string[] = [];
  const found = namesIn(folder, pattern).flatMap((entry) => {
    const account = accountIn(entry, head, tail);
    if (account === null) {
      if (looksLikeSnapshot(entry, tail)) unread.push(join(slash > 0 ? before.slice(0, slash) : "", entry));
      return [];
    }
    const name = join(slash > 0 ? before.slice(0, slash) : "", entry, rest);
    // A link that leads nowhere is read too, so that it is reported.
    if (lstatSync(name, { throwIfNoEntry: false })) return [{ account, name }];
    unread.push(name);
    return [];
  });
  if (found.length === 0) throw new UsageError(`--snapshots ${pattern}: no file of ${dirname(join(folder, "x"))} fits: nothing would be judged.`);
  return { files: found.sort((left, right) => (left.account < right.account ? -1 : 1)), unread: unread.sort() };
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

/** Whether what does not fit a pattern was perhaps meant to: it has the pattern's ending, or an account's id in its name. */
export const looksLikeSnapshot = (name: string, after: string): boolean => (after !== "" && name.endsWith(after)) || ACCOUNT_WITHIN.test(name);

function namesIn(folder: string, pattern: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UsageError(`--snapshots ${pattern}: cannot read ${folder}: ${reasonOf(error)}`);
  }
}
