import { lstatSync, readlinkSync, realpathSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { isForWriting } from "./descriptors.ts";

/** Where an output path leads. */
export type OutputTarget =
  /** A regular file, or a name that is free: a whole new file takes its place. */
  | { kind: "file"; path: string; existing: Stats | null }
  /** A descriptor that this process holds (/dev/stdout, /dev/fd/3): written as it is, never opened again. */
  | { kind: "descriptor"; descriptor: number }
  /** A device or a fifo: opened and written, never replaced. */
  | { kind: "device" | "fifo"; path: string };

/** As many links as Linux follows. Source: path_resolution(7). */
const MAX_LINKS = 40;

/**
 * Follows an output path to what is to be written. Links are followed one by one, so that the target of a dangling link can be made and a link to
 * a descriptor is recognized. Throws an error whose message is a reason in plain words for a folder, a socket, links in a circle and a descriptor that
 * this process was not given for writing; errors of the system (a missing folder, no permission) pass through.
 */
export function outputTarget(path: string): OutputTarget {
  if (path.endsWith("/") || path.endsWith(sep)) throw folderError(path);
  let at = resolve(path);
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    // Relative links start from the real folder. The real folder of /dev/fd is /proc/<pid>/fd.
    const real = join(realpathSync(dirname(at)), basename(at));
    const descriptor = ownDescriptor(at) ?? ownDescriptor(real);
    if (descriptor !== null) {
      if (!isForWriting(descriptor)) throw new Error(`descriptor ${descriptor} is not open for writing`);
      return { kind: "descriptor", descriptor };
    }
    const found = lstatSync(real, { throwIfNoEntry: false });
    if (!found?.isSymbolicLink()) return targetOf(real, found ?? null, path);
    at = resolve(dirname(real), readlinkSync(real));
  }
  throw new Error("its links lead in a circle; name a file");
}

/** What is written by a path: the same for two paths that lead to one file, device or descriptor. Null where the path cannot be followed. */
export function outputIdentity(path: string): string | null {
  try {
    const target = outputTarget(path);
    return target.kind === "descriptor" ? `descriptor ${target.descriptor}` : target.path;
  } catch {
    return null;
  }
}

/** Whether a path leads to the standard output of this process, as /dev/stdout does. */
export function isStdout(path: string): boolean {
  try {
    const target = outputTarget(path);
    return target.kind === "descriptor" && target.descriptor === 1;
  } catch {
    return false;
  }
}

function targetOf(real: string, found: Stats | null, named: string): OutputTarget {
  if (found === null || found.isFile()) return { kind: "file", path: real, existing: found };
  if (found.isDirectory()) throw folderError(named);
  if (found.isFIFO()) return { kind: "fifo", path: real };
  if (found.isCharacterDevice() || found.isBlockDevice()) return { kind: "device", path: real };
  throw new Error("it is a socket; name a file, a fifo or a device");
}

const folderError = (named: string): Error => new Error(`it is a folder; name a file in it, such as ${join(named, "out.json")}`);

/** The descriptor of this process that a path names, or null. Sources: fd(4) of the BSDs for /dev/fd, proc_pid_fd(5) for /proc. */
function ownDescriptor(path: string): number | null {
  if (path === "/dev/stdout") return 1;
  if (path === "/dev/stderr") return 2;
  const [, own, digits] = /^\/(dev|proc\/\d+(?:\/task\/\d+)?)\/fd\/(\d+)$/.exec(path) ?? [];
  const [, pid = null] = /^proc\/(\d+)/.exec(own ?? "") ?? [];
  return digits === undefined || (pid !== null && Number(pid) !== process.pid) ? null : Number(digits);
}
