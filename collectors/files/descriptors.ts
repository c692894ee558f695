import { fstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

const OWN = "/proc/self/fd";
const ACCESS_MODE = 0o3;

/**
 * Whether a descriptor is open for writing and no inside of Node, which would break: an event queue, or a pipe that this process reads itself. Node
 * marks all descriptors alike, so their kind must show it. Where there is no /proc, only whether it is open. Sources: proc_pid_fd(5) for what the
 * links say, proc_pid_fdinfo(5) for the flags.
 */
export function isForWriting(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
  } catch {
    return false;
  }
  const held = linkOf(descriptor);
  if (held === null) return true;
  if (accessOf(descriptor) === 0 || held.startsWith("anon_inode:")) return false;
  const isPipe = held.startsWith("pipe:");
  return !isPipe || !descriptors().some((other) => linkOf(other) === held && accessOf(other) === 0);
}

/** What a descriptor holds, such as `pipe:[4711]`; null where the system does not say. */
function linkOf(descriptor: number): string | null {
  try {
    return readlinkSync(`${OWN}/${descriptor}`);
  } catch {
    return null;
  }
}

/** 0 for reading only, as in fcntl.h; null where the system does not say. */
function accessOf(descriptor: number): number | null {
  try {
    const [, flags] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8")) ?? [];
    return flags === undefined ? null : Number.parseInt(flags, 8) & ACCESS_MODE;
  } catch {
    return null;
  }
}

const descriptors = (): number[] => readdirSync(OWN).map(Number);
