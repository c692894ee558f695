import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Stands in for the AWS CLI: writes down its words, each ended by a NUL byte, a record separator after the last, and calls nothing. Every user has another access key. */
const FAKE_AWS = `#!/bin/sh
case "$1 $2" in "sts get-caller-identity") echo 123456789012; exit 0 ;; "iam list-access-keys") echo AKIAOTHEROTHEROTHER; exit 0 ;; esac
printf '%s\\0' "$@" >> "$RECORD"
printf '\\036\\0' >> "$RECORD"
`;

export interface ShellRun {
  status: number | null;
  stderr: string;
  /** Words of every `aws` call, as the shell passed them on. */
  commands: string[][];
}

/** Runs a script with sh, every question answered `answer`, in an empty folder with a fake `aws` first in the path. */
export function runShell(script: string, args: readonly string[], supply: Readonly<Record<string, string>>, answer = "y"): ShellRun {
  const folder = mkdtempSync(join(tmpdir(), "reeve-fix-"));
  try {
    const record = join(folder, "record");
    writeFileSync(record, "");
    writeFileSync(join(folder, "aws"), FAKE_AWS);
    chmodSync(join(folder, "aws"), 0o755);
    writeFileSync(join(folder, "fix.sh"), script);
    const env = { ...supply, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}`, RECORD: record };
    const run = spawnSync("sh", ["fix.sh", ...args], { cwd: folder, env, encoding: "utf8", input: `${answer}\n`.repeat(40), timeout: 20_000 });
    const commands = readFileSync(record, "utf8")
      .split("\u001e\0")
      .filter((text) => text !== "")
      .map((text) => text.split("\0").slice(0, -1));
    return { status: run.status, stderr: run.stderr, commands };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
