import { lstatSync, type Stats, statSync } from "node:fs";

/** Write permission of the group and of all others. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Why what Reeve keeps in a folder may be another user's, in plain words; null where the folder belongs to this user and no one else can write in it, and
 * where it is not there. The folders above it need no look: who can put another folder in its place cannot make that one belong to this user. Windows has
 * neither owners nor modes that Node shows; the profile's folders are the user's there.
 */
export function foreignReason(folder: string): string | null {
  const link = lstatSync(folder, { throwIfNoEntry: false });
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found || !link) return null;
  if (!found.isDirectory()) return `${folder} is not a folder`;
  if (link.isSymbolicLink() && !isOfUser(link) && link.uid !== ROOT) return `the link ${folder} belongs to another user`;
  if (!isOfUser(found)) return `${folder} belongs to another user`;
  return isClosed(found) ? null : `other users can write in ${folder}: chmod go-w it`;
}

/** Whether a file is this user's and no one else can have written it. */
export const isOwnFile = (found: Stats): boolean => found.isFile() && isOfUser(found) && isClosed(found);

/** Who may do anything anyway. */
const ROOT = 0;
const isOfUser = ({ uid }: Stats): boolean => process.geteuid === undefined || uid === process.geteuid();
const isClosed = ({ mode }: Stats): boolean => process.geteuid === undefined || (mode & WRITABLE_BY_OTHERS) === 0;
