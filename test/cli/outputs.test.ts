import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { faultReply } from "../aws/faults.ts";
import { type Front, type Reply, startFront } from "../aws/front.ts";
import { buildProgram, type Program, type ProgramOutcome, SNAPSHOT } from "./reeve.ts";
import { MAKERS, OUTPUTS, type OutputWriter, REWRITES } from "./writers.ts";

vi.setConfig({ testTimeout: 120_000 });

/** The system's null device: kind and numbers of devices.txt of Linux. A device of the test's own has them too, so that the system's stays out of it. */
const NULL_DEVICE = ["c", "1", "3"];
const FULL_DEVICE = ["c", "1", "7"];

const CALLER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/auditor</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
const NOTHING: Reply = { status: 200, contentType: "text/xml", body: "" };

const LINUX = process.platform === "linux";

let reeve: Program;
let aws: Front;
let canMakeDevices = false;

beforeAll(async () => {
  reeve = buildProgram();
  // An account that shows who calls and denies the rest: enough for a snapshot.
  aws = await startFront("http://127.0.0.1:9", () => undefined);
  aws.interfere({ instead: (call) => (call.api.startsWith("sts:") ? { ...NOTHING, body: CALLER } : faultReply("denied", call, NOTHING)) });
  canMakeDevices = LINUX && tryDevice();
  if (!canMakeDevices) process.stderr.write("\nSKIPPED outputs to devices: only root on Linux may make one (mknod), and not in every container\n");
}, 120_000);
afterAll(async () => {
  await aws?.stop();
  reeve?.remove();
});

const make = (program: "mkfifo" | "mknod", path: string, ...args: string[]): void => {
  execFileSync(program, [path, ...args], { stdio: "ignore" });
};

function tryDevice(): boolean {
  try {
    const path = join(reeve.folder, "probe");
    make("mknod", path, ...NULL_DEVICE);
    writeFileSync(path, "x", { flag: "a" });
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}

interface Ended extends ProgramOutcome {
  /** What came through descriptor 3. */
  third: string;
}

/** Runs the program, or a shell that runs it as "$@". */
async function run(args: string[], cwd: string, shell?: string): Promise<Ended> {
  const program = [process.execPath, reeve.bin, ...args];
  const [command = "", ...rest] = shell === undefined ? program : ["sh", "-c", shell, "sh", ...program];
  const keys = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "x", AWS_REGION: "us-east-1" };
  const env = { ...reeve.env, ...keys, AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: "1", REEVE_CACHE_DIR: join(cwd, ".cache") };
  const child = spawn(command, rest, { cwd, env, stdio: ["ignore", "pipe", "pipe", "pipe"], timeout: 60_000 });
  const [out, err, third] = [1, 2, 3].map((descriptor) => textOf(child.stdio[descriptor] as NodeJS.ReadableStream));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out: (await out) ?? "", err: (await err) ?? "", third: (await third) ?? "" };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** A folder in which a command can run, with the file that it writes as it was before. */
async function folderOf({ files = {}, before = [] }: OutputWriter): Promise<string> {
  const cwd = mkdtempSync(join(reeve.folder, "out-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  for (const args of before) await run(args, cwd);
  return cwd;
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const partsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith(".tmp"));
/** What must stay of something that is not replaced. */
const identityOf = (path: string): object => {
  const { ino, rdev, mode } = lstatSync(path);
  return { ino, rdev, mode };
};

/** Reads a fifo to its end, or to a number of bytes. */
function reader(fifo: string, bytes?: number): { child: ChildProcess; text: Promise<string> } {
  const child = bytes === undefined ? spawn("cat", [fifo]) : spawn("head", ["-c", String(bytes), fifo]);
  return { child, text: textOf(child.stdout) };
}

describe.each(OUTPUTS)("$name", (writer) => {
  const { path, args, code, wrote } = writer;

  it("replaces a file whole, and keeps its mode", async () => {
    const cwd = await folderOf(writer);
    const target = join(cwd, path);
    writeFileSync(target, "older", { mode: 0o600 });
    const inode = lstatSync(target).ino;
    expect((await run(args, cwd)).code).toBe(code);
    expect(readFileSync(target, "utf8")).toMatch(wrote);
    expect(modeOf(target)).toBe(0o600);
    expect(lstatSync(target).ino).not.toBe(inode);
    expect(partsIn(cwd)).toEqual([]);
  });

  it("writes through a link to a file in another folder", async () => {
    const cwd = await folderOf(writer);
    mkdirSync(join(cwd, "real"));
    writeFileSync(join(cwd, "real/file"), "older", { mode: 0o600 });
    symlinkSync("real/file", join(cwd, path));
    expect((await run(args, cwd)).code).toBe(code);
    expect(readlinkSync(join(cwd, path))).toBe("real/file");
    expect(readFileSync(join(cwd, "real/file"), "utf8")).toMatch(wrote);
    expect(modeOf(join(cwd, "real/file"))).toBe(0o600);
    expect([...partsIn(cwd), ...partsIn(join(cwd, "real"))]).toEqual([]);
  });

  it("makes the target of a dangling link, by way of another link", async () => {
    const cwd = await folderOf(writer);
    mkdirSync(join(cwd, "real"));
    symlinkSync("../later", join(cwd, "real/second"));
    symlinkSync("real/second", join(cwd, path));
    expect((await run(args, cwd)).code).toBe(code);
    expect(readlinkSync(join(cwd, path))).toBe("real/second");
    expect(lstatSync(join(cwd, "later")).isFile()).toBe(true);
    expect(readFileSync(join(cwd, "later"), "utf8")).toMatch(wrote);
  });

  it.each(["a folder", "a link to a folder"])("refuses %s and says what to do", async (what) => {
    const cwd = await folderOf(writer);
    mkdirSync(join(cwd, what === "a folder" ? path : "folder"));
    if (what !== "a folder") symlinkSync("folder", join(cwd, path));
    const before = identityOf(join(cwd, path));
    const refused = await run(args, cwd);
    expect(refused).toMatchObject({ code: 2, out: "", err: expect.stringContaining("it is a folder; name a file in it") });
    expect(identityOf(join(cwd, path))).toEqual(before);
  });

  it("refuses a socket", async () => {
    const cwd = await folderOf(writer);
    const server = createServer().listen(join(cwd, path));
    await once(server, "listening");
    const refused = await run(args, cwd);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("it is a socket; name a file, a fifo or a device") });
    expect(lstatSync(join(cwd, path)).isSocket()).toBe(true);
    server.close();
  });

  it("gives a fifo's reader all of it, and the fifo stays", async () => {
    const cwd = await folderOf(writer);
    make("mkfifo", join(cwd, path));
    const before = identityOf(join(cwd, path));
    const { text } = reader(join(cwd, path));
    const ended = await run(args, cwd);
    expect([ended.code, ended.err]).toEqual([code, expect.not.stringContaining("cannot")]);
    expect(await text).toMatch(wrote);
    expect(identityOf(join(cwd, path))).toEqual(before);
  });

  it("writes through a device, also behind a link", async () => {
    if (!canMakeDevices) return;
    const cwd = await folderOf(writer);
    make("mknod", join(cwd, "null"), ...NULL_DEVICE);
    symlinkSync("null", join(cwd, "link"));
    const before = identityOf(join(cwd, "null"));
    for (const name of ["null", "link"]) {
      const ended = await run(
        args.map((arg) => arg.replace(path, name)),
        cwd,
      );
      expect([ended.code, ended.err]).toEqual([code, expect.not.stringContaining("cannot")]);
      expect(identityOf(join(cwd, "null"))).toEqual(before);
    }
    expect(readlinkSync(join(cwd, "link"))).toBe("null");
  });

  it.each([
    ["/dev/stdout", "out"],
    ["/dev/stderr", "err"],
    ["/dev/fd/3", "third"],
    ...(LINUX ? [["/proc/self/fd/3", "third"] as const] : []),
    ["a link to /dev/stdout", "out"],
  ] as const)("writes to %s, and it stays what it is", async (target, stream) => {
    const cwd = await folderOf(writer);
    if (target.startsWith("a link")) symlinkSync("/dev/stdout", join(cwd, path));
    const named = target.startsWith("a link") ? path : target;
    const before = identityOf("/dev/stdout");
    const ended = await run(
      args.map((arg) => arg.replace(path, named)),
      cwd,
    );
    expect(ended.code).toBe(code);
    expect(ended[stream].replace(/^[^{a-z][^\n]*\n|^(Account|Exit|\()[^\n]*\n/gm, "")).toMatch(wrote);
    expect(identityOf("/dev/stdout")).toEqual(before);
  });

  it("goes down a pipe by /dev/stdout", async () => {
    const cwd = await folderOf(writer);
    const { out } = await run(
      args.map((arg) => arg.replace(path, "/dev/stdout")),
      cwd,
      '"$@" | cat',
    );
    expect(out).toMatch(wrote);
  });
});

describe("an output that ends early", () => {
  const [writer] = OUTPUTS;
  if (!writer) throw new Error("no writer");

  it("is no error where a fifo's reader has enough, as on stdout", async () => {
    const cwd = await folderOf(writer);
    make("mkfifo", join(cwd, writer.path));
    const { text } = reader(join(cwd, writer.path), 10);
    const ended = await run(writer.args, cwd);
    expect(await text).toBe('{"schema":');
    expect([ended.code, ended.err]).toEqual([writer.code, expect.not.stringContaining("cannot")]);
  });

  it("is an error where a device is full", async () => {
    if (!canMakeDevices) return;
    const cwd = await folderOf(writer);
    make("mknod", join(cwd, writer.path), ...FULL_DEVICE);
    expect(await run(writer.args, cwd)).toMatchObject({ code: 2, err: expect.stringContaining(`cannot write ${writer.path}: no space left`) });
    expect(lstatSync(join(cwd, writer.path)).isCharacterDevice()).toBe(true);
  });

  it("is refused before the work where a descriptor is not open for writing", async () => {
    const cwd = await folderOf(writer);
    for (const [descriptor, shell] of [
      ["3", '"$@" 3>&-'],
      ["4", '"$@" 4</dev/null'],
      ["9", '"$@"'],
    ]) {
      const args = writer.args.map((arg) => arg.replace(writer.path, `/dev/fd/${descriptor}`));
      expect(await run(args, cwd, shell)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(`descriptor ${descriptor} is not open for writing`) });
    }
  });

  it("stops at Ctrl-C while no reader has come for a fifo", async () => {
    const cwd = await folderOf(writer);
    make("mkfifo", join(cwd, writer.path));
    const [command = "", ...rest] = writer.args;
    const child = reeve.start([command, "--format", "text", ...rest], { cwd });
    // The report on stdout comes first: then the fifo is waited for.
    child.stdout?.once("data", () => setTimeout(() => child.kill("SIGINT"), 300));
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(130);
    expect(lstatSync(join(cwd, writer.path)).isFIFO()).toBe(true);
  });
});

describe.each(REWRITES)("$name", (writer) => {
  const { name, path, args, code, wrote } = writer;

  it("replaces a file whole, and keeps its mode", async () => {
    const cwd = await folderOf(writer);
    const target = join(cwd, path);
    expect(readFileSync(target, "utf8")).not.toMatch(wrote);
    execFileSync("chmod", ["0640", target]);
    expect((await run(args, cwd)).code).toBe(code);
    expect(readFileSync(target, "utf8")).toMatch(wrote);
    expect(modeOf(target)).toBe(0o640);
    expect(partsIn(dirname(target))).toEqual([]);
  });

  it("writes through a link to a file in another folder", async () => {
    const cwd = await folderOf(writer);
    const target = join(cwd, path);
    mkdirSync(join(cwd, "elsewhere"));
    // Rules and tests are found by their names, so that a second one would be read; waivers are read only from files named as YAML.
    const real = join(cwd, "elsewhere", name === "waivers add" ? basename(path) : basename(path).replace(/\.ya?ml$/, ".txt"));
    renameSync(target, real);
    symlinkSync(real, target);
    await run(args, cwd);
    expect(readlinkSync(target)).toBe(real);
    expect(lstatSync(real).isFile()).toBe(true);
    expect(readFileSync(real, "utf8")).toMatch(wrote);
  });

  it.each(["a folder", "a fifo", "a device"])("refuses %s, which stays", async (what) => {
    if (what === "a device" && !canMakeDevices) return;
    const cwd = await folderOf(writer);
    const target = join(cwd, path);
    rmSync(target);
    if (what === "a folder") mkdirSync(target);
    else if (what === "a fifo") make("mkfifo", target);
    else make("mknod", target, ...NULL_DEVICE);
    const before = identityOf(target);
    const refused = await run(args, cwd);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/is (a folder|a named pipe|a device), and a file is read and written there|neither a file nor a folder|no rule file/);
    expect(identityOf(target)).toEqual(before);
  });
});

describe.each(REWRITES.filter(({ name }) => /^waivers/.test(name)))("$name", (writer) => {
  // The waivers are read before one is added: a link to nothing among them is a file that cannot be read.
  it("refuses a dangling link among the waivers, which stays", async () => {
    const cwd = await folderOf(writer);
    const target = join(cwd, writer.path);
    rmSync(target);
    symlinkSync(join(cwd, "later"), target);
    const refused = await run(writer.args, cwd);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`${writer.path} cannot be read`);
    expect(readlinkSync(target)).toBe(join(cwd, "later"));
    expect(existsSync(join(cwd, "later"))).toBe(false);
  });
});

describe.each(REWRITES.filter(({ name }) => /^rules (fixture|docs)/.test(name)))("$name", (writer) => {
  it("makes the target of a dangling link", async () => {
    const cwd = await folderOf(writer);
    const target = join(cwd, writer.path);
    rmSync(target);
    symlinkSync(join(cwd, "later"), target);
    expect((await run(writer.args, cwd)).code).toBe(writer.code);
    expect(readlinkSync(target)).toBe(join(cwd, "later"));
    expect(readFileSync(join(cwd, "later"), "utf8")).toMatch(writer.wrote);
  });
});

describe.each(MAKERS)("$name", (writer) => {
  const { path, args, code, wrote } = writer;

  it("makes a file where nothing has its name", async () => {
    const cwd = await folderOf(writer);
    expect((await run(args, cwd)).code).toBe(0);
    expect(readFileSync(join(cwd, path), "utf8")).toMatch(wrote);
  });

  it.each(["a file", "a link to a file", "a fifo", "a device"])("leaves %s as it is", async (what) => {
    if (what === "a device" && !canMakeDevices) return;
    const cwd = await folderOf(writer);
    const target = join(cwd, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(join(cwd, "kept.txt"), '{"schema":"reeve/baseline@1","entries":[]}');
    if (what === "a file") renameSync(join(cwd, "kept.txt"), target);
    else if (what === "a link to a file") symlinkSync(join(cwd, "kept.txt"), target);
    else if (what === "a fifo") make("mkfifo", target);
    else make("mknod", target, ...NULL_DEVICE);
    const before = identityOf(target);
    expect((await run(args, cwd)).code).toBe(code);
    expect(identityOf(target)).toEqual(before);
    if (/file/.test(what)) expect(readFileSync(target, "utf8")).toBe('{"schema":"reeve/baseline@1","entries":[]}');
  });

  it("leaves a dangling link as it is", async () => {
    const cwd = await folderOf(writer);
    const target = join(cwd, path);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(cwd, "later"), target);
    await run(args, cwd);
    expect(readlinkSync(target)).toBe(join(cwd, "later"));
    expect(existsSync(join(cwd, "later"))).toBe(false);
  });
});

describe("what Reeve keeps for itself", () => {
  it("takes the place of a link, whose target stays", async () => {
    const cwd = mkdtempSync(join(reeve.folder, "own-"));
    const CHECK = ["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfa"];
    await run(CHECK, cwd);
    const checks = join(cwd, ".cache/checks");
    const pointer = join(checks, readdirSync(checks)[0] ?? "", "last.json");
    writeFileSync(join(cwd, "victim"), "precious");
    rmSync(pointer);
    symlinkSync(join(cwd, "victim"), pointer);
    await run(CHECK, cwd);
    expect(readFileSync(join(cwd, "victim"), "utf8")).toBe("precious");
    expect(lstatSync(pointer).isFile()).toBe(true);
    expect(modeOf(pointer)).toBe(0o600);
    expect((await run(["explain", "1"], cwd)).code).toBe(0);
  });
});
