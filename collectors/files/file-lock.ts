import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { lockOf, partOf, removeAtExit, settled } from "./parts.ts";

/** A held lock. */
export interface HeldLock {
  /** Whether it is still held: a process that was stopped for long may have lost it. */
  isHeld: () => boolean;
}

/** What a lock says of the process that holds it. */
interface Holder {
  /** Names this holding; no other ever has it. */
  token: string;
  pid: number;
  /** When the process began, as far as the system says; null where it does not. Process ids are used again. */
  began: string | null;
  /** Where process ids mean what they mean there: the machine and, in a container, its namespace. */
  host: string;
}

/** How long one holder is waited for. What is done under a lock takes milliseconds. */
const PATIENCE_MS = 60_000;
/** A holder of which this process cannot know whether it lives is taken for dead then. */
const UNKNOWN_MS = 30_000;
const RETRY_MS = 20;

/**
 * Does `work` while no other process does any under the lock of the same file. The lock is a file beside it, taken by a hard link,
 * which fails where one is. What a killed process leaves is taken over: the first to find it takes the lock named after that holding, and only who has that
 * removes the one left behind, so that none removes the lock of a process that lives.
 *
 * @throws an error whose message is a reason in plain words, where a live process does not release it; errors of the system; the reason of `signal`.
 */
export async function withLock<T>(path: string, work: (lock: HeldLock) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const lock = lockOf(path);
  const own: Holder = { token: randomBytes(6).toString("hex"), pid: process.pid, began: processOf(process.pid)?.began ?? null, host: hostOfPids() };
  const card = partOf(path);
  removeAtExit(card);
  try {
    writeFileSync(card, JSON.stringify(own), { flag: "wx" });
    await take(path, lock, { own, card }, signal);
    removeAtExit(lock);
    try {
      return await work({ isHeld: () => holderOf(lock)?.token === own.token });
    } finally {
      if (holderOf(lock)?.token === own.token) rmSync(lock, { force: true });
      settled(lock);
    }
  } finally {
    rmSync(card, { force: true });
    settled(card);
  }
}

interface Taker {
  own: Holder;
  /** The file that says so, linked to a lock to take it. */
  card: string;
}

async function take(path: string, lock: string, taker: Taker, signal: AbortSignal | undefined): Promise<void> {
  let seen: string | null = null;
  let since = performance.now();
  while (!taken(lock, taker)) {
    signal?.throwIfAborted();
    const holder = holderOf(lock);
    const token = holder?.token ?? "";
    if (token !== seen) [seen, since] = [token, performance.now()];
    const waited = performance.now() - since;
    if (isGone(lock, holder, taker.card, waited)) {
      await inherit(path, lock, token, taker, signal);
      continue;
    }
    if (waited > PATIENCE_MS)
      throw new Error(`${holder ? `process ${holder.pid} on ${holder.host}` : "another process"} is writing it; if that is not so, remove ${lock}`);
    await sleep(1 + Math.random() * RETRY_MS);
  }
}

/** Removes the lock of a dead holder, as its only heir. */
async function inherit(path: string, lock: string, token: string, taker: Taker, signal: AbortSignal | undefined): Promise<void> {
  const heir = partOf(path, token === "" ? NO_TOKEN : token);
  await take(path, heir, taker, signal);
  try {
    if ((holderOf(lock)?.token ?? "") === token) rmSync(lock, { force: true });
  } finally {
    rmSync(heir, { force: true });
  }
}

/** Of a lock that says nothing: its process was killed before it wrote. */
const NO_TOKEN = "0".repeat(12);

/** Takes a lock if it is free. Where the file system has no hard links it is made in place, and may be seen empty for a moment. */
function taken(lock: string, { own, card }: Taker): boolean {
  try {
    try {
      linkSync(card, lock);
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      writeFileSync(lock, JSON.stringify(own), { flag: "wx" });
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Who holds a lock; null where it is free, or says nothing that a process of Reeve writes. */
function holderOf(lock: string): Holder | null {
  try {
    const said = JSON.parse(readFileSync(lock, "utf8")) as Partial<Record<keyof Holder, unknown>>;
    const { token, pid, began, host } = said;
    const isSound = typeof token === "string" && TOKEN.test(token) && Number.isSafeInteger(pid) && Number(pid) > 0 && typeof host === "string";
    return isSound ? { token, pid: Number(pid), began: typeof began === "string" ? began : null, host } : null;
  } catch {
    return null;
  }
}

const TOKEN = /^[0-9a-f]{12}$/;

/** Whether the holder of a lock is dead. Whoever cannot be asked is, once its lock is old by the clock of the file system. */
function isGone(lock: string, holder: Holder | null, card: string, waitedMs: number): boolean {
  if (holder?.host === hostOfPids()) return !isAlive(holder);
  const found = statSync(lock, { throwIfNoEntry: false });
  const now = statSync(card, { throwIfNoEntry: false });
  return found !== undefined && now !== undefined && now.mtimeMs + waitedMs - found.mtimeMs > UNKNOWN_MS;
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user is there too.
    if (codeOf(error) !== "EPERM") return false;
  }
  const found = processOf(pid);
  return found === null || (!GONE_STATES.includes(found.state) && (began === null || began === found.began));
}

/** A zombie is a killed process of which its parent has not taken note. Source: proc_pid_stat(5), field 3. */
const GONE_STATES: readonly string[] = ["Z", "X", "x"];

/** The state of a process, and when it began, in ticks since the system did. Source: proc_pid_stat(5), fields 3 and 22; the name before them may hold blanks. */
function processOf(pid: number): { state: string; began: string } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { state: fields[0] ?? "", began: fields[19] ?? "" };
  } catch {
    return null;
  }
}

function hostOfPids(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;
