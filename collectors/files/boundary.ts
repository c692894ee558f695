import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

/** The folder that the paths of a configuration stay in: the repository that its folder lies in (the nearest `.git`), else that folder itself. Without links. */
export function boundaryOf(folder: string): string {
  const start = realOf(folder);
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at;
    if (dirname(at) === at) return start;
  }
}

/** Whether a path, with its links followed, is the boundary or lies in it. */
export function isWithin(boundary: string, path: string): boolean {
  const real = realOf(path);
  return real === boundary || real.startsWith(boundary.endsWith(sep) ? boundary : `${boundary}${sep}`);
}

/** A path without the links in it; of what is not there, the part that is. */
function realOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const above = dirname(absolute);
    return above === absolute ? absolute : resolve(realOf(above), absolute.slice(above.length).replace(/^[\\/]+/, ""));
  }
}
