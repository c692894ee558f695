import type { InputProblem } from "./problem.ts";

interface Reason {
  code: InputProblem["code"];
  /** Such as "no such file or folder". */
  why: string;
  /** What to do, as a sentence. */
  next: string;
}

/** Error codes of the system. Source: Node.js documentation, "Common system errors". */
const REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: { code: "missing", why: "no such file or folder", next: "Check the path." },
  ENOTDIR: { code: "missing", why: "a part of the path is not a folder", next: "Check the path." },
  ENAMETOOLONG: { code: "missing", why: "the path is too long", next: "Check the path." },
  ELOOP: { code: "missing", why: "its links lead in a circle", next: "Correct the links." },
  EACCES: { code: "no-permission", why: "permission denied", next: "Give this user the right to read it." },
  EPERM: { code: "no-permission", why: "permission denied", next: "Give this user the right to read it." },
  EEXIST: { code: "unreadable", why: "something else has that name", next: "Name another file." },
  ENOSPC: { code: "unreadable", why: "no space left", next: "Make space on the disk." },
  EDQUOT: { code: "unreadable", why: "the disk quota is used up", next: "Make space on the disk." },
  EROFS: { code: "unreadable", why: "the file system is read-only", next: "Name another place." },
  EISDIR: { code: "folder", why: "it is a folder", next: "Name a file in it." },
  EMFILE: { code: "unreadable", why: "too many files are open", next: "Raise the limit (ulimit -n)." },
  EIO: { code: "unreadable", why: "the disk reports an error", next: "Copy the file to another disk." },
  ENXIO: { code: "no-file", why: "it is a socket or a device that is not there", next: "Give a file or a pipe." },
};

/** Why the system refused to read or write, in words and without the path. */
export function readReason(error: unknown): Reason {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? { code: "unreadable", why: code || (error instanceof Error ? error.message : String(error)), next: "" };
}
