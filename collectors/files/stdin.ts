import { realpathSync, statSync } from "node:fs";
import { type Refused, refused } from "./problem.ts";

/** The path that stands for standard input, as for other programs. A file of that name is `./-`. */
export const STDIN = "-";

/** What standard input was read as; it can be read once. */
let takenAs: string | null = null;

/**
 * Takes standard input for an input; null where that is possible. The second who takes it is refused: the first has read it to its end, and the second
 * would find nothing. `name` is what messages call the input.
 */
export function takeStdin(name: string): Refused | null {
  if (takenAs !== null) return refused("no-file", name, `cannot be read: standard input was read already, as ${takenAs}`, "Give one of the two as a file.");
  takenAs = name;
  return null;
}

/** Whether a path is standard input by another name, and a pipe or terminal, which ends for every reader when one has read it. Throws what the system throws. */
export function isStdinPipe(path: string): boolean {
  if (!/^\/(dev|proc)\//.test(path)) return false;
  return !statSync(path).isFile() && ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].some((each) => path === each || sameTarget(path, each));
}

function sameTarget(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
}
