import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Github, ParsedAction } from "./action-parser.ts";

/** What the runner of GitHub Actions does with a composite action, as far as ours asks for it. Source: actions/runner, docs "Metadata syntax for GitHub Actions". */
export interface ActionRun {
  /** The first failing step's; 0 where all succeed. */
  code: number;
  /** Names of the steps that ran. */
  steps: string[];
  outputs: Record<string, string>;
  /** All that was printed. */
  log: string;
  /** What the runner takes for commands. */
  commands: WorkflowCommand[];
  summary: string;
}

export interface WorkflowCommand {
  name: string;
  text: string;
}

export interface Where {
  /** Checkout of the repository that uses the action. */
  workspace: string;
  /** Checkout of the action. */
  action: string;
  /** A folder for what the runner keeps. */
  temp: string;
  event: unknown;
  api: string;
  token: string;
  path?: string;
}

export async function runAction(github: Github, { action }: ParsedAction, given: Record<string, string>, where: Where): Promise<ActionRun> {
  const temp = mkdtempSync(join(where.temp, "runner-"));
  const event = join(temp, "event.json");
  writeFileSync(event, JSON.stringify(where.event));
  const evaluated = (text: string, contexts: Record<string, unknown>): string =>
    text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => String(github.evaluate(expression, contexts)));
  const github_ = { token: where.token };
  const inputs = Object.fromEntries(action.inputs.map(({ id, default: value = "" }) => [id, given[id] ?? evaluated(value, { github: github_ })]));
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const ran: ActionRun = { code: 0, steps: [], outputs: {}, log: "", commands: [], summary: "" };
  for (const [index, step] of action.steps.entries()) {
    const contexts = { inputs, steps, github: github_ };
    // A step without a status function in its condition runs only while all before it succeeded.
    if (ran.code !== 0 || (step.if !== undefined && github.evaluate(step.if, contexts) !== "true")) continue;
    if (step.shell !== "bash" || step.run.includes("${{")) throw new Error(`${step.name}: only bash, and no expression in a script`);
    const files = join(temp, String(index));
    mkdirSync(files);
    const [script, output, summary] = ["script.sh", "output", "summary"].map((name) => join(files, name)) as [string, string, string];
    writeFileSync(script, step.run);
    for (const file of [output, summary]) writeFileSync(file, "");
    const own = {
      PATH: where.path ?? process.env.PATH ?? "",
      HOME: temp,
      REEVE_CACHE_DIR: join(where.temp, "cache"),
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: where.workspace,
      GITHUB_ACTION_PATH: where.action,
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: "acme/policies",
      GITHUB_API_URL: where.api,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
    };
    const env = { ...own, ...Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, evaluated(value, contexts)])) };
    const cwd = resolve(where.workspace, step.workingDirectory === undefined ? "." : evaluated(step.workingDirectory, contexts));
    const { code, log } = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], cwd, env);
    ran.steps.push(step.name);
    ran.log += log;
    ran.commands.push(...commandsOf(log));
    ran.summary += readFileSync(summary, "utf8");
    ran.code = code;
    if (step.id !== undefined) steps[step.id] = { outputs: outputsOf(readFileSync(output, "utf8")) };
  }
  ran.outputs = Object.fromEntries(action.outputs.map(({ id, value }) => [id, evaluated(value, { steps, inputs })]));
  return ran;
}

export function run(command: string, args: string[], cwd: string, env: Record<string, string>): Promise<{ code: number; log: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (log += text));
    child.on("error", fail).on("close", (code) => done({ code: code ?? -1, log }));
  });
}

/** Lines that the runner obeys: `::name …::` at a line's start, `##[name]` anywhere in it, and neither while commands are stopped. Source: actions/runner, ActionCommand.cs. */
export function commandsOf(log: string): WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let stopped: string | null = null;
  for (const line of log.split(/\r?\n/)) {
    const [, name, text = ""] = /^\s*::([^\s:]+)(?: [^:]*)?::(.*)$/.exec(line) ?? /##\[([^\s\]]+)[^\]]*\](.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (stopped !== null) {
      if (name === stopped) stopped = null;
    } else if (name === "stop-commands") stopped = text;
    else commands.push({ name, text });
  }
  return commands;
}

/** `name=value` lines; the other form is not ours. */
const outputsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
