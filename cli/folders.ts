import { existsSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { boundaryOf, isWithin } from "../collectors/files/index.ts";

const PACKAGE = "@reeve-rules/reeve";

/** The package's own folder, where rules/ and samples/ lie: from the sources as from dist/. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  const { root } = parse(folder);
  while (folder !== root) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && readFileSync(manifest, "utf8").includes(`"name": "${PACKAGE}"`)) return folder;
    folder = dirname(folder);
  }
  throw new Error(`${PACKAGE}: package.json not found above ${fileURLToPath(import.meta.url)}`);
}

/** Version of this program. */
export function version(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/**
 * The user's cache folder for Reeve: REEVE_CACHE_DIR, else the system's convention (XDG Base Directory Specification; ~/Library/Caches on macOS;
 * %LOCALAPPDATA% on Windows). It need not exist.
 */
export function cacheFolder(): string {
  const { REEVE_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (REEVE_CACHE_DIR) return REEVE_CACHE_DIR;
  if (process.platform === "win32") return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "reeve", "Cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "reeve");
  // The specification: a path that is not absolute is ignored.
  return join(XDG_CACHE_HOME?.startsWith("/") ? XDG_CACHE_HOME : join(homedir(), ".cache"), "reeve");
}

/** The nearest reeve.yaml from the folder upward, or null. */
export function findConfig(from = process.cwd(), has: (path: string) => boolean = existsSync): string | null {
  let folder = resolve(from);
  const { root } = parse(folder);
  for (;;) {
    for (const name of ["reeve.yaml", "reeve.yml"]) {
      const file = join(folder, name);
      if (has(file)) return file;
    }
    if (folder === root) return null;
    folder = dirname(folder);
  }
}

/** Whether paths of a configuration may lead out of its boundary. Set once, by the flag of that name. */
let isOutsideAllowed = false;
export const allowOutside = (): void => {
  isOutsideAllowed = true;
};

/** What paths of a reeve.yaml, or without one of the working folder, stay in; null where they may lead anywhere. */
export const boundaryFor = (config: string | null): string | null =>
  isOutsideAllowed ? null : boundaryOf(config === null ? process.cwd() : dirname(resolve(config)));

/** Which of the paths that a reeve.yaml names lead out of its boundary. */
export function pathsOutside(config: string, paths: readonly string[]): string[] {
  const boundary = boundaryFor(config);
  return boundary === null ? [] : paths.filter((path) => !isWithin(boundary, resolve(dirname(config), path)));
}

/** The folder that a check and its decisions belong to: that of the named reeve.yaml, else of the nearest one, else the working folder. Links are followed. */
export function projectOf(config: string | null): string {
  const path = config ?? findConfig();
  const folder = path === null ? process.cwd() : dirname(resolve(path));
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
