import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Io, Stream } from "../../../cli/io.ts";
import { parse } from "../../../cli/program.ts";
import { UsageError } from "../../../cli/usage-error.ts";
import { snapshotText } from "../../../collectors/index.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";
import { CONFIG, RULES } from "./policy-files.ts";
import { NOW } from "./world.ts";

/** A gate as data: what is there, what is asked, what comes of it. */
export interface Scenario {
  name: string;
  /** Beside rules and reeve.yaml, or in place of them; null takes one away. Objects are written as JSON. */
  files: Record<string, unknown>;
  /** reeve.yaml without its `rules`. */
  config?: string;
  /** Left out: gate. */
  command?: "check";
  args: string[];
  code: 0 | 1 | 2 | 3;
  /** The decision with its reasons; of a usage error, what is said. Exactly. */
  summary: string;
  /** Lines, or parts of lines, that the text holds. */
  says?: string[];
  never?: string[];
}

export interface GateRun {
  code: number;
  out: string;
  err: string;
}

const isDocument = (content: unknown): content is ReeveDocument => (content as { schema?: unknown }).schema === "reeve/document@1";

/** Writes the files of a scenario into a folder. */
function lay(folder: string, { files, config = "" }: Pick<Scenario, "files" | "config">): void {
  for (const [name, content] of Object.entries({ ...RULES, "reeve.yaml": `${CONFIG}${config}`, ...files })) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : isDocument(content) ? snapshotText(content).text : JSON.stringify(content));
  }
}

/** Runs a scenario in this process. `{dir}` in its arguments is its folder. */
export async function run(scenario: Scenario, width = 1000): Promise<GateRun> {
  const folder = mkdtempSync(join(tmpdir(), "reeve-gate-"));
  try {
    lay(folder, scenario);
    const now = scenario.args.includes("--now") ? [] : ["--now", NOW];
    const args = [scenario.command ?? "gate", "--config", "{dir}/reeve.yaml", ...now, ...scenario.args].map((arg) => arg.replaceAll("{dir}", folder));
    const ran = await inProcess(args, width);
    return { ...ran, out: ran.out.replaceAll(folder, "{dir}"), err: ran.err.replaceAll(folder, "{dir}") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a command in this process. */
export async function inProcess(args: string[], width = 1000): Promise<GateRun> {
  const texts = { out: "", err: "" };
  const append = async (to: "out" | "err", text: string): Promise<void> => {
    texts[to] += text;
  };
  const stream = (to: "out" | "err"): Stream => ({
    width,
    color: false,
    tty: false,
    closed: () => false,
    write: (text) => append(to, text),
    writeExact: (text) => append(to, text),
  });
  const io: Io = { out: stream("out"), err: stream("err"), signal: new AbortController().signal };
  try {
    return { code: await parse(args, io), ...texts };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { code: 2, out: texts.out, err: `${texts.err}reeve: ${error.message}\n` };
  }
}

/** The decision as printed; of a usage error the first line of what is said. */
export const summaryOf = ({ code, out, err }: GateRun): string => (code === 2 ? err.replace(/^reeve: /, "") : out).split("\n")[0] ?? "";
