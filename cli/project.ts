import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { findConfig } from "./folders.ts";

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
