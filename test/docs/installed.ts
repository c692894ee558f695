import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../cli/reeve.ts";

/** Puts the package with a built library into a folder of modules, as `npm install` does. */
export function installReeve(modules: string, built: string): void {
  const folder = join(modules, "@reeve-rules/reeve");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  symlinkSync(built, join(folder, "dist"));
}
