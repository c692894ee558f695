import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { folderEntries, updateOutput, writeOutput, writePrivately } from "../../../collectors/files/index.ts";

/** A process of its own that waits for the others, then adds its line to a file; one that crashes is killed while it holds the lock. */
const WRITER = `
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { updateOutput } from "./collectors/files/update-output.ts";
const [file, line, ready, go, crashes] = process.argv.slice(2);
writeFileSync(ready, "");
while (!existsSync(go)) await sleep(5);
await updateOutput(file, () => {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (crashes === "crash") process.kill(process.pid, "SIGKILL");
  return { value: null, pieces: [text, line, "\\n"] };
});
`;

let program: string;
beforeAll(async () => {
  program = mkdtempSync(join(tmpdir(), "reeve-writer-"));
  await build({
    stdin: { contents: WRITER, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: join(program, "writer.mjs"),
  });
});
afterAll(() => rmSync(program, { recursive: true, force: true }));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-update-"));
  file = join(folder, "all.yaml");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const append = (line: string) => updateOutput(file, () => ({ value: null, pieces: [existsSync(file) ? readFileSync(file, "utf8") : "", line, "\n"] }));
const linesOf = (): string[] => readFileSync(file, "utf8").trim().split("\n");

/** Starts all writers, lets them go at once, and waits for their ends. */
async function race(writers: readonly { line: string; crashes: boolean }[]): Promise<(number | NodeJS.Signals | null)[]> {
  const waiting = mkdtempSync(join(program, "ready-"));
  const go = join(waiting, "go");
  const ended = writers.map(({ line, crashes }) => {
    const child = spawn(process.execPath, [join(program, "writer.mjs"), file, line, join(waiting, line), go, crashes ? "crash" : ""], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    return new Promise<number | NodeJS.Signals | null>((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
  });
  while (readdirSync(waiting).length < writers.length) await new Promise((resolve) => setTimeout(resolve, 20));
  writeFileSync(go, "");
  return await Promise.all(ended);
}

describe("a file that many processes read and write again", () => {
  it("keeps what each of 100 added at once, and nothing else is left", async () => {
    const lines = Array.from({ length: 100 }, (_, at) => `line-${at}`);
    expect(new Set(await race(lines.map((line) => ({ line, crashes: false }))))).toEqual(new Set([0]));
    expect(linesOf().sort()).toEqual(lines.sort());
    expect(readdirSync(folder)).toEqual(["all.yaml"]);
  }, 180_000);

  it.runIf(process.platform !== "win32")(
    "keeps what each of 40 added while 20 were killed as they held it, and blocks for none of these",
    async () => {
      const writers = Array.from({ length: 60 }, (_, at) => ({ line: `line-${at}`, crashes: at % 3 === 0 }));
      expect(await race(writers)).toEqual(writers.map(({ crashes }) => (crashes ? "SIGKILL" : 0)));
      expect(linesOf().sort()).toEqual(
        writers
          .filter(({ crashes }) => !crashes)
          .map(({ line }) => line)
          .sort(),
      );
      // The last one may have been killed.
      await append("after all");
      expect(readdirSync(folder).filter((name) => name.endsWith(".reeve-lock"))).toEqual([]);
      expect(folderEntries(folder).map(({ name }) => name)).toEqual(["all.yaml"]);
    },
    180_000,
  );
});

describe("an update", () => {
  it("is made again of what another program wrote meanwhile", async () => {
    writeFileSync(file, "one\n");
    let calls = 0;
    await updateOutput(file, () => {
      const text = readFileSync(file, "utf8");
      calls += 1;
      if (calls === 1) writeFileSync(file, `${text}by an editor\n`);
      return { value: null, pieces: [text, "two\n"] };
    });
    expect([calls, linesOf()]).toEqual([2, ["one", "by an editor", "two"]]);
  });

  it("is given up where another program changes the file again and again", async () => {
    let calls = 0;
    const busy = updateOutput(file, () => {
      writeFileSync(file, `${calls++}`);
      return { value: null, pieces: ["mine"] };
    });
    await expect(busy).rejects.toThrow("another program keeps changing it");
    expect([calls, readFileSync(file, "utf8"), readdirSync(folder)]).toEqual([100, "99", ["all.yaml"]]);
  });

  it("leaves the file as it is where nothing is to be written, or making it fails", async () => {
    writeFileSync(file, "one\n");
    const { mtimeMs } = statSync(file);
    expect(await updateOutput(file, () => ({ value: "seen", pieces: null }))).toBe("seen");
    const failing = updateOutput(file, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect([statSync(file).mtimeMs, readdirSync(folder)]).toEqual([mtimeMs, ["all.yaml"]]);
  });

  it.runIf(process.platform !== "win32")("locks the file that a link leads to", async () => {
    symlinkSync("all.yaml", join(folder, "link.yaml"));
    await updateOutput(join(folder, "link.yaml"), () => ({ value: null, pieces: ["one\n"] }));
    expect([linesOf(), readdirSync(folder).sort()]).toEqual([["one"], ["all.yaml", "link.yaml"]]);
  });
});

describe("a lock that was left behind", () => {
  const lock = (): string => join(folder, ".all.yaml.reeve-lock");
  const here = (): string => {
    try {
      return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
    } catch {
      return hostname();
    }
  };
  /** Of a process that has ended. */
  const dead = (): number => spawnSync(process.execPath, ["-e", "0"]).pid;
  const put = (path: string, holder: object | string, ageMs = 0): void => {
    writeFileSync(path, typeof holder === "string" ? holder : JSON.stringify(holder));
    const at = new Date(Date.now() - ageMs);
    utimesSync(path, at, at);
  };
  const TOKEN = "0123456789ab";
  const HEIR = "ba9876543210";
  const began = process.platform === "linux" ? "1" : null;

  it.each<[what: string, left: () => void]>([
    ["of a killed process", () => put(lock(), { token: TOKEN, pid: dead(), began: null, host: here() })],
    ["of a killed process and of one that was killed as it took over", () => leftByHeir()],
    ["of another machine, for half a minute", () => put(lock(), { token: TOKEN, pid: process.pid, began: null, host: "elsewhere" }, 31_000)],
    ["that says nothing, for half a minute", () => put(lock(), "", 31_000)],
    ["that says what no process of Reeve writes", () => put(lock(), { token: "../../x", pid: -1, began: 1, host: here() }, 31_000)],
    ...(began === null
      ? []
      : ([["of a process whose number another one has now", () => put(lock(), { token: TOKEN, pid: process.pid, began, host: here() })]] as [
          string,
          () => void,
        ][])),
  ])("is taken over: %s", async (_what, left) => {
    left();
    await append("one");
    expect([linesOf(), readdirSync(folder)]).toEqual([["one"], ["all.yaml"]]);
  });

  function leftByHeir(): void {
    put(lock(), { token: TOKEN, pid: dead(), began: null, host: here() });
    put(join(folder, `.all.yaml.${TOKEN}.tmp`), { token: HEIR, pid: dead(), began: null, host: here() });
  }

  it("is waited for while its process lives", async () => {
    put(lock(), { token: TOKEN, pid: process.pid, began: null, host: here() }, 3_600_000);
    const added = append("one");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(existsSync(file)).toBe(false);
    rmSync(lock());
    await added;
    expect(linesOf()).toEqual(["one"]);
  });
});

describe("a part of a file that a killed process left", () => {
  const OLD = new Date(Date.now() - 3_700_000);
  const leave = (name: string, at = OLD): void => {
    writeFileSync(join(folder, name), "");
    utimesSync(join(folder, name), at, at);
  };
  beforeEach(() => {
    leave(".all.yaml.0123456789ab.tmp");
    leave(".all.yaml.0123456789ac.tmp", new Date(Date.now() - 3_500_000));
    leave(".other.yaml.0123456789ab.tmp");
    leave(".all.yaml.tmp");
    leave("all.yaml.0123456789ab.tmp");
  });
  const KEPT = [".all.yaml.0123456789ac.tmp", ".all.yaml.tmp", "all.yaml", "all.yaml.0123456789ab.tmp"];

  it("is swept after an hour when that file is written again, and no other file is", async () => {
    await writeOutput(file, ["x"]);
    expect(readdirSync(folder).sort()).toEqual([...KEPT, ".other.yaml.0123456789ab.tmp"].sort());
  });

  it("is swept after an hour in a folder of Reeve's own, whichever file it was to become", () => {
    writePrivately(file, "x");
    expect(readdirSync(folder).sort()).toEqual([...KEPT].sort());
  });

  it("is no content of its folder", () => {
    expect(folderEntries(folder).map(({ name }) => name)).toEqual([".all.yaml.tmp", "all.yaml.0123456789ab.tmp"]);
  });
});
