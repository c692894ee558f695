import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { foreignReason, isOwnFile } from "./own-folder.ts";
import { makeFolders, writePrivately } from "./write-own.ts";

/** Where an entry of the user's cache lies. */
export interface CachePlace {
  /** The user's cache folder. */
  folder: string;
  /** Folder in it for entries of one kind. */
  room: string;
  /** Names what the entry was made from: an entry counts under this name alone. */
  name: string;
}

const KEY = "key";
const KEY_BYTES = 32;
/** Access by anyone but the owner. */
const OPEN_TO_OTHERS = 0o077;

/**
 * The text of an entry, or null where there is none that counts. It counts only if the folders and files belong to this user, if no one else can write
 * them, and if it carries the keyed hash of its name and text that `seal` gave it. Never throws.
 */
export function unseal(place: CachePlace): string | null {
  try {
    const room = join(place.folder, place.room);
    if (foreignReason(place.folder) !== null || foreignReason(room) !== null) return null;
    const key = keyIn(place.folder);
    const text = key && ownFile(join(room, place.name))?.toString("utf8");
    if (!key || !text) return null;
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    const [said, right] = [Buffer.from(text.slice(0, end)), Buffer.from(hashOf(key, place, body))];
    return said.length === right.length && timingSafeEqual(said, right) ? body : null;
  } catch {
    return null;
  }
}

/**
 * Keeps an entry, readable by the user only, and removes the oldest of its room beyond `limit`. Keeps nothing where others can write the folder. A cache that
 * cannot be written is no error: the next run is slower.
 */
export function seal(place: CachePlace, body: string, limit: number): void {
  try {
    const room = join(place.folder, place.room);
    makeFolders(room, 0o700);
    if (foreignReason(place.folder) !== null || foreignReason(room) !== null) return;
    const key = keyIn(place.folder) ?? newKey(place.folder);
    if (key === null) return;
    writePrivately(join(room, place.name), `${hashOf(key, place, body)}\n${body}`);
    prune(room, limit);
  } catch {}
}

const hashOf = (key: Buffer, { room, name }: CachePlace, body: string): string => createHmac("sha256", key).update(`${room}\0${name}\0${body}`).digest("hex");

/** The user's key; null where there is none, or others may have read it. */
function keyIn(folder: string): Buffer | null {
  const key = ownFile(join(folder, KEY), process.geteuid === undefined ? 0 : OPEN_TO_OTHERS);
  return key?.length === KEY_BYTES ? key : null;
}

/** Of processes that make one at once the last one's stays, and what the others sealed counts for nothing. */
function newKey(folder: string): Buffer | null {
  writePrivately(join(folder, KEY), randomBytes(KEY_BYTES));
  return keyIn(folder);
}

/** No link is followed, and a fifo does not block. */
const OPEN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Content of a file of this user that no one else can write, and that has none of the `forbidden` bits in its mode. Null where there is none. */
function ownFile(path: string, forbidden = 0): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, OPEN);
  } catch {
    return null;
  }
  try {
    const found = fstatSync(descriptor);
    return isOwnFile(found) && (found.mode & forbidden) === 0 ? readFileSync(descriptor) : null;
  } finally {
    closeSync(descriptor);
  }
}

/** A file that young may have just been written by another process. */
const YOUNG_MS = 60_000;

/** Removes the oldest files of a room until at most `limit` remain; never one that may have just been written. */
function prune(room: string, limit: number): void {
  const names = readdirSync(room);
  if (names.length <= limit) return;
  const now = Date.now();
  const files = names.flatMap((name) => {
    const found = statSync(join(room, name), { throwIfNoEntry: false });
    return found ? [{ path: join(room, name), age: now - found.mtimeMs }] : [];
  });
  const oldest = files.sort((a, b) => b.age - a.age).slice(0, files.length - limit);
  for (const { path, age } of oldest) if (age > YOUNG_MS) rmSync(path, { force: true });
}
