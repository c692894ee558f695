import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Program } from "../cli/reeve.ts";

export interface CommandOutput {
  status: number | null;
  /** Both streams, in the order in which they were written. */
  output: string;
}

/** A reader at a terminal with an empty folder: the working folder lasts from one command to the next. */
export interface GuideSession {
  run: (command: string) => CommandOutput;
  write: (path: string, text: string) => void;
}

/** What stands in for the registry: `npx @reeve-rules/reeve` and `npm install` give the program that was built from these sources. */
export function newSession(program: Program): GuideSession {
  const home = mkdtempSync(join(program.folder, "guide-"));
  const bin = join(home, "bin");
  const folder = join(home, "empty");
  const own = dirname(dirname(program.bin));
  for (const each of [bin, folder]) mkdirSync(each);
  const shim = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const installed = "node_modules/@reeve-rules/reeve";
  shim(
    "npx",
    `if [ "$1" = @reeve-rules/reeve ]; then shift; elif [ "$1" = --no-install ] && [ "$2" = reeve ] && [ -e node_modules/.bin/reeve ]; then shift 2
else echo "npx $*: nothing is installed under that name" >&2; exit 127; fi
exec "${process.execPath}" "${program.bin}" "$@"`,
  );
  // The package as npm would lay it down: its folder, and its program in .bin.
  shim(
    "npm",
    `[ "$*" = install ] && grep -q '"@reeve-rules/reeve"' package.json || exit 127
mkdir -p node_modules/@reeve-rules node_modules/.bin && ln -s "${resolve(".")}" ${installed} && ln -s ../@reeve-rules/reeve/cli/bin.mjs node_modules/.bin/reeve && echo "added 1 package"`,
  );
  let cwd = folder;
  let aliases = "shopt -s expand_aliases\n";
  if (!existsSync(join(own, "dist"))) symlinkSync(resolve("dist"), join(own, "dist"));
  return {
    run: (command) => {
      const env = {
        PATH: `${bin}:${process.env.PATH ?? ""}`,
        HOME: home,
        REEVE_CACHE_DIR: join(home, "cache"),
        NO_COLOR: "1",
        COLUMNS: "100",
        AWS_EC2_METADATA_DISABLED: "true",
      };
      const mark = join(home, "cwd");
      const script = `${aliases}{ ${command}\n} 2>&1\nstatus=$?; pwd > "${mark}"; exit $status`;
      const { status, stdout } = spawnSync("bash", ["-c", `${script}; exit`], { cwd, env, encoding: "utf8", timeout: 60_000 });
      if (command.startsWith("alias ")) aliases += `${command}\n`;
      const now = spawnSync("cat", [mark], { encoding: "utf8" }).stdout.trim();
      if (now !== "") cwd = now;
      return { status, output: stdout };
    },
    write: (path, text) => {
      const whole = join(cwd, path);
      if (relative(folder, whole).startsWith("..")) throw new Error(`${path} is outside the folder`);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, text);
    },
  };
}
