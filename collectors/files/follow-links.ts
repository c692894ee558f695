import { posix } from "node:path";

/** More links than any path needs: links in a circle end here. */
const MOST_LINKS = 40;

/**
 * Where a path leads, in a tree of files that is not on disk. The path has slashes, and none at its ends; the top is empty.
 *
 * @param linkAt the text of the link at a path; null where there is no link.
 * @returns the path without links; `outside`: an absolute path, or one that begins with `..`, where it leaves the tree; null where links go in a circle.
 */
export function followLinks(path: string, linkAt: (path: string) => string | null): { inside: string } | { outside: string } | null {
  let left = MOST_LINKS;
  let done = "";
  const rest = path.split("/").filter(Boolean);
  while (rest.length > 0) {
    const next = posix.join(done, rest.shift() ?? "");
    const text = linkAt(next);
    if (text === null) {
      done = next;
      continue;
    }
    left -= 1;
    if (left < 0) return null;
    const to = posix.isAbsolute(text) ? text : posix.join(posix.dirname(next), text);
    if (posix.isAbsolute(to) || to === ".." || to.startsWith("../")) return { outside: posix.join(to, ...rest) };
    done = "";
    rest.unshift(...to.split("/").filter((part) => part !== "" && part !== "."));
  }
  return { inside: done };
}
