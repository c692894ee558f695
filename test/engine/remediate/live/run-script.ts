import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import { CONFIRM_PROMPT } from "../../../../engine/remediate/outline.ts";

export type Form = "cli" | "python" | "typescript";

export interface ScriptRun {
  code: number | null;
  /** Everything that it printed, on both streams. */
  printed: string;
  /** Questions that it asked. */
  questions: string[];
}

export interface Call {
  args: readonly string[];
  /** Where AWS is, and what a person supplies. */
  env: Readonly<Record<string, string>>;
  answer: (question: string) => string;
  /** All answers at once, through a pipe, before anything is asked. */
  piped?: string;
}

/** Runs a rendered script as a person would: each question is answered when it stands there. */
export async function runScript(form: Form, script: string, { args, env, answer, piped }: Call): Promise<ScriptRun> {
  const folder = mkdtempSync(join(tmpdir(), "reeve-live-"));
  try {
    const [command, ...words] = prepared(form, script, folder);
    const child = spawn(command, [...words, ...args], { cwd: folder, env: { ...process.env, ...env }, stdio: "pipe" });
    const questions: string[] = [];
    let printed = "";
    let seen = 0;
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const at = printed.indexOf(CONFIRM_PROMPT.trimEnd(), seen);
      if (at < 0) return;
      const question = printed.slice(seen, at).trim().split("\n").at(-1) ?? "";
      seen = at + CONFIRM_PROMPT.length;
      questions.push(question);
      if (piped === undefined) child.stdin.write(`${answer(question)}\n`);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.stdin.on("error", () => {});
    if (piped !== undefined) child.stdin.end(piped);
    const code = await new Promise<number | null>((done, failed) => child.on("error", failed).on("close", done));
    return { code, printed, questions };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes the script and gives the words that run it. */
function prepared(form: Form, script: string, folder: string): [string, ...string[]] {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  if (form === "cli") return ["sh", write("fix.sh", script)];
  if (form === "python") return ["python3", write("fix.py", script)];
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const { outputText } = ts.transpileModule(script, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  return ["node", write("fix.mjs", outputText)];
}
