import { constants } from "node:buffer";
import { execFileSync, type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { snapshotText } from "../../collectors/index.ts";
import { page } from "../collectors/plan/cloudformation/change-set.ts";
import { WINDOWS } from "../platform.ts";
import { CONFIG, detachRecord, RULES, waiver } from "./gate/policy-files.ts";
import { type GateRun, inProcess } from "./gate/run.ts";
import { NOW, plan, snapshot, user } from "./gate/world.ts";
import { buildProgram, type Program } from "./reeve.ts";

const ROOT = process.getuid?.() === 0;

/** The forms in which the content of a file can come. */
const FORMS: Record<string, (content: Buffer) => Buffer> = {
  plain: (content) => content,
  "a byte order mark": (content) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), content]),
  "UTF-16LE": (content) => Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(content)]),
  "UTF-16BE": (content) => Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(content).swap16()]),
  "UTF-16LE without a mark": (content) => utf16(content),
  "UTF-16BE without a mark": (content) => utf16(content).swap16(),
  "gzip under a name without .gz": (content) => gzipSync(content),
  "gzip in two parts": (content) => Buffer.concat([gzipSync(content.subarray(0, 9)), gzipSync(content.subarray(9))]),
  empty: () => Buffer.alloc(0),
  "gzip of nothing": () => gzipSync(Buffer.alloc(0)),
  blanks: () => Buffer.from("\ufeff \r\n\t\n"),
  "truncated gzip": (content) => gzipSync(content).subarray(0, -9),
  "gzip and more": (content) => Buffer.concat([gzipSync(content), Buffer.from("more")]),
  "no UTF-8": (content) => Buffer.concat([content, Buffer.from([0x20, 0xff])]),
  "a NUL byte": (content) => Buffer.concat([content.subarray(0, 5), Buffer.alloc(1), content.subarray(5)]),
  "a ZIP archive": () => Buffer.from("PK\u0003\u0004\u00ff\u0000", "latin1"),
  "a duplicate key": (content) =>
    Buffer.from(
      content
        .toString()
        .replace(/^(\{"Records":\[\{)("[^"]+":"[^"]*",)/, "$1$2$2")
        .replace(/^\{("[^"]+":\s*(?:"[^"]*"|\d+)),/, "{$1,$1,")
        .replace(/^(\w+): (.*)\n/, "$1: $2\n$1: $2\n"),
    ),
};

const utf16 = (content: Buffer): Buffer => Buffer.from(content.toString(), "utf16le");

/** Read as the plain content is, or refused with this sentence. */
type Expected = "read" | { code: number; says: RegExp };

const refusedWith = (says: RegExp, code = 2): Expected => ({ code, says });

/** What programs write: every encoding is read, gzip too. */
const MACHINE = {
  plain: "read",
  "a byte order mark": "read",
  "UTF-16LE": "read",
  "UTF-16BE": "read",
  "UTF-16LE without a mark": "read",
  "UTF-16BE without a mark": "read",
  "gzip under a name without .gz": "read",
  "gzip in two parts": "read",
  empty: refusedWith(/is empty\. [A-Z].+: .+/),
  "gzip of nothing": refusedWith(/is empty\. [A-Z].+: .+/),
  blanks: refusedWith(/is empty\. [A-Z].+: .+/),
  "truncated gzip": refusedWith(/the compressed data ends early\. Copy or download it again/),
  "gzip and more": refusedWith(/something follows the compressed data\. Copy or download it again/),
  "no UTF-8": refusedWith(/is not valid UTF-8\. /),
  "a NUL byte": refusedWith(/is not JSON: /),
  "a ZIP archive": refusedWith(/is a ZIP archive and not text\. /),
  "a duplicate key": refusedWith(/holds the key `\w+` twice in one object \(line 1, column \d+\)\. Remove one of the two\./),
} satisfies Record<keyof typeof FORMS, Expected>;

/** What authors write: UTF-8, so that every editor and every diff shows the same. */
const AUTHORED = {
  ...MACHINE,
  "UTF-16LE": refusedWith(/is written in UTF-16\. Save it as UTF-8\./),
  "UTF-16BE": refusedWith(/is written in UTF-16\. Save it as UTF-8\./),
  "UTF-16LE without a mark": refusedWith(/is written in UTF-16\. Save it as UTF-8\./),
  "UTF-16BE without a mark": refusedWith(/is written in UTF-16\. Save it as UTF-8\./),
  "a NUL byte": refusedWith(/holds a NUL byte in line 1, which no text has\. Remove it\./),
  "gzip under a name without .gz": refusedWith(/is (binary data and not text|not valid UTF-8)\. Save it as UTF-8\./),
  "gzip of nothing": refusedWith(/is (binary data and not text|not valid UTF-8)\. Save it as UTF-8\./),
  "gzip in two parts": refusedWith(/is (binary data and not text|not valid UTF-8)\. Save it as UTF-8\./),
  "truncated gzip": refusedWith(/is (binary data and not text|not valid UTF-8)\. Save it as UTF-8\./),
  "gzip and more": refusedWith(/is (binary data and not text|not valid UTF-8)\. Save it as UTF-8\./),
  "no UTF-8": refusedWith(/is not valid UTF-8\. Save it as UTF-8\./),
} satisfies Record<keyof typeof FORMS, Expected>;

/** Decisions: programs write them too. */
const DECISIONS = {
  ...MACHINE,
  "UTF-16LE without a mark": "read",
  "UTF-16BE without a mark": "read",
  empty: refusedWith(/error/),
  "gzip of nothing": refusedWith(/error/),
  blanks: refusedWith(/error/),
  "a NUL byte": refusedWith(/error/),
  "a duplicate key": refusedWith(/is written twice|unique|duplicate/i),
} satisfies Record<keyof typeof FORMS, Expected>;

const YAML = {
  ...AUTHORED,
  empty: refusedWith(/error/),
  blanks: refusedWith(/error/),
  "a duplicate key": refusedWith(/is written twice|unique|duplicate/i),
} satisfies Record<keyof typeof FORMS, Expected>;

interface Kind {
  file: string;
  content: string;
  args: string[];
  expected: Record<string, Expected>;
}

const SNAPSHOT = snapshotText(snapshot({ users: [user("ann")] })).text;
const KNOWN = snapshotText(snapshot({ users: [user("bob", { mfaActive: false })] })).text;
const RESULTS = "what a check writes";
const gate = (...args: string[]): string[] => ["gate", "--config", "{dir}/reeve.yaml", "--now", NOW, ...args];
const check = (...args: string[]): string[] => ["check", "--now", NOW, ...args];
const ofKnown = gate("--snapshot", "{dir}/known.json");

const NEITHER = refusedWith(/is neither results .* nor a snapshot/);

const KINDS: Record<string, Kind> = {
  "a snapshot": { file: "in.json", content: SNAPSHOT, args: gate("--snapshot", "{dir}/in.json"), expected: MACHINE },
  results: { file: "in.json", content: RESULTS, args: gate("--results", "{dir}/in.json"), expected: MACHINE },
  "a plan": { file: "in.json", content: JSON.stringify(plan([])), args: gate("--snapshot", "{dir}/s.json", "--plan", "{dir}/in.json"), expected: MACHINE },
  "a change set": {
    file: "in.json",
    content: JSON.stringify(page([])),
    args: gate("--snapshot", "{dir}/s.json", "--change-set", "{dir}/in.json"),
    expected: MACHINE,
  },
  "a side of a difference": {
    file: "in.json",
    content: SNAPSHOT,
    args: ["diff", "{dir}/s.json", "{dir}/in.json"],
    expected: { ...MACHINE, empty: NEITHER, "gzip of nothing": NEITHER, blanks: NEITHER, "a NUL byte": NEITHER },
  },
  events: {
    file: "in.json",
    content: JSON.stringify(detachRecord("2026-02-28T10:00:00Z")),
    args: gate("--events", "{dir}/in.json", "--pack", "records"),
    expected: {
      ...MACHINE,
      // A file of events is one of many: what cannot be read is a gap, and the rest goes on.
      empty: refusedWith(/in\.json: the file is empty: nothing would be judged\./),
      "gzip of nothing": refusedWith(/in\.json: the file is empty: nothing would be judged\./),
      blanks: refusedWith(/in\.json: the file holds only blanks: nothing would be judged\./),
      "a NUL byte": refusedWith(/\? {2}.*in\.json was not read in full: ./, 3),
      "no UTF-8": refusedWith(/\? {2}.*in\.json was not read in full: ./, 1),
      "truncated gzip": refusedWith(/\? {2}.*in\.json was not read in full: ./, 1),
      "gzip and more": refusedWith(/\? {2}.*in\.json was not read in full: ./, 1),
      "a ZIP archive": refusedWith(/in\.json: it is a ZIP archive, which is not read here\. Unpack it first/),
      "a duplicate key": refusedWith(/\? {2}.*in\.json was not read in full: ./, 3),
    },
  },
  "a rule": { file: "rules/people/user-mfa.yaml", content: RULES["rules/people/user-mfa.yaml"] ?? "", args: ofKnown, expected: YAML },
  "a pack": { file: "rules/people/pack.yaml", content: RULES["rules/people/pack.yaml"] ?? "", args: ofKnown, expected: YAML },
  // An empty configuration is one without settings: the shipped rules count.
  "a configuration": {
    file: "reeve.yaml",
    content: `failOn: high\n${CONFIG}`,
    args: ofKnown,
    expected: { ...YAML, empty: refusedWith(/15 findings/, 1), blanks: refusedWith(/15 findings/, 1) },
  },
  "a waiver": { file: "waivers/bob.yaml", content: `waivers: ${JSON.stringify(JSON.parse(waiver("bob")).waivers)}\n`, args: ofKnown, expected: DECISIONS },
  "a baseline": { file: "baseline.json", content: JSON.stringify({ schema: "reeve/baseline@1", entries: [] }), args: ofKnown, expected: DECISIONS },
  attestations: { file: "attestations/a.yaml", content: "attestations: []\n", args: ofKnown, expected: DECISIONS },
};

/** Ways in which there is no file to read; `make` puts them in its place. */
const PLACES: [what: string, make: (path: string) => void, expected: RegExp][] = [
  ["a folder", (path) => mkdirSync(path), /it is a folder\. Name a file in it\./],
  ["nothing", () => {}, /no such file or folder\. Check the path\./],
  [
    "a file that is too large",
    (path) => {
      writeFileSync(path, "");
      truncateSync(path, constants.MAX_STRING_LENGTH + 1);
    },
    /it is larger than \d+ MB\. Give less at once\./,
  ],
];

const can = (...args: string[]): string[] => ["access", "can", "ann", "s3:GetObject", "--on", "arn:aws:s3:::a/b", ...args];

/** Inputs that a flag names; those of folders are there or not. */
const NAMED: Record<string, string[]> = {
  "a snapshot": gate("--snapshot", "{in}"),
  results: gate("--results", "{in}"),
  "a plan": gate("--snapshot", "{dir}/s.json", "--plan", "{in}"),
  "a change set": gate("--snapshot", "{dir}/s.json", "--change-set", "{in}"),
  "a side of a difference": ["diff", "{dir}/s.json", "{in}"],
  "a configuration": ["rules", "list", "--config", "{in}"],
  "the account of a question": ["repl", "--snapshot", "{in}"],
  "the account of access can": can("--snapshot", "{in}"),
  "a policy of access can": can("--snapshot", "{dir}/s.json", "--resource-policy", "{in}"),
  "a session policy of access can": can("--snapshot", "{dir}/s.json", "--session-policy", "{in}"),
  "control policies of access can": can("--snapshot", "{dir}/s.json", "--control-policies", "{in}"),
  "a policy of access compare": ["access", "compare", "{dir}/s.json", "{in}"],
  "a reference of access check": ["access", "check", "{in}", "--reference", "{in}"],
  "results of waivers add": ["waivers", "add", "1", "--results", "{in}", "--snapshot", "{dir}/s.json"],
};

describe("inputs", () => {
  let program: Program;
  let folder: string;
  const files = { ...RULES, "reeve.yaml": CONFIG, "s.json": SNAPSHOT, "known.json": KNOWN };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "reeve-inputs-"));
    program = buildProgram();
    put(files);
    const made = await run(["check", "--format", "json", "--config", "{dir}/reeve.yaml", "--snapshot", "{dir}/s.json"]);
    for (const kind of Object.values(KINDS)) if (kind.content === RESULTS) kind.content = made.out;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    program.remove();
  });

  function put(contents: Record<string, string | Buffer>): void {
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  }

  /** Runs the built program; root gives up the capabilities with which it may read every file. */
  function withoutPrivileges(args: readonly string[]): SpawnSyncReturns<string> {
    const command = [process.execPath, program.bin, ...args];
    const [first = "", ...rest] = ROOT ? ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all", ...command] : command;
    return spawnSync(first, rest, { cwd: folder, env: program.env, encoding: "utf8" });
  }

  async function run(args: readonly string[], file = ""): Promise<GateRun> {
    const ran = await inProcess(args.map((arg) => arg.replaceAll("{dir}", folder).replaceAll("{in}", file)));
    return { ...ran, err: ran.err.replaceAll(folder, "") };
  }

  for (const [what, { file, content, args, expected }] of Object.entries(KINDS)) {
    it.each(Object.entries(FORMS))(`read or refuse ${what} in the form: %s`, async (form, formOf) => {
      const bytes = Buffer.from(KINDS[what]?.content ?? content);
      try {
        put({ [file]: bytes });
        const plain = await run(args);
        put({ [file]: formOf(bytes) });
        const got = await run(args);
        const want = expected[form];
        if (want === undefined) throw new Error(`no expectation for ${form}`);
        if (want === "read") expect({ code: got.code, out: got.out, err: got.err }).toEqual(plain);
        else {
          expect(got.code).toBe(want.code);
          expect(`${got.err}${got.out}`).toMatch(want.says);
        }
      } finally {
        rmSync(join(folder, file), { force: true });
        put(files);
      }
    });
  }

  for (const [what, args] of Object.entries(NAMED)) {
    it.each(PLACES)(`refuse %s in place of ${what}`, async (place, make, says) => {
      const path = join(folder, "place");
      try {
        make(path);
        const got = await run(args, path);
        expect(got.code).toBe(2);
        expect(got.err).toMatch(says);
      } finally {
        rmSync(path, { recursive: true, force: true });
      }
      expect(place).not.toBe("");
    });
    it.skipIf(WINDOWS)(`refuse ${what} that this user may not read`, () => {
      const path = join(folder, "locked");
      writeFileSync(path, "{}", { mode: 0o000 });
      const got = withoutPrivileges(args.map((arg) => arg.replaceAll("{dir}", folder).replaceAll("{in}", path)));
      rmSync(path);
      expect(got.status).toBe(2);
      expect(got.stderr).toMatch(/permission denied\. Give this user the right to read it\./);
    });
  }

  it.skipIf(WINDOWS)("take a plan from a pipe that the shell opens", () => {
    put({ "p.json": JSON.stringify(plan([])) });
    const args = gate("--snapshot", "{dir}/s.json", "--plan", "/dev/fd/3").map((arg) => arg.replaceAll("{dir}", folder));
    const got = spawnSync("sh", ["-c", 'cat "$1" | (shift; "$@" 3<&0 </dev/null)', "sh", join(folder, "p.json"), process.execPath, "cli/bin.mjs", ...args]);
    expect(got.stderr.toString()).toBe("");
    expect(got.status).toBe(0);
  });

  it.skipIf(WINDOWS).each(["SIGINT", "SIGTERM"] as const)("end at %s while they wait for standard input", async (signal) => {
    const waiting = spawn(process.execPath, ["cli/bin.mjs", ...check("--snapshot", "-")], { stdio: ["pipe", "ignore", "pipe"] });
    const ended = new Promise<string | null>((resolve) => waiting.on("exit", (code, by) => resolve(by ?? String(code))));
    // What it has read shows that it waits: one byte, taken from the pipe.
    await new Promise((resolve) => waiting.stdin.write("{", resolve));
    const again = setInterval(() => waiting.kill(signal), 200);
    expect(["130", "143", "SIGINT", "SIGTERM"]).toContain(await ended);
    clearInterval(again);
  });

  it.skipIf(WINDOWS).each([
    ["a snapshot", check("--snapshot", "{in}")],
    ["records", check("--events", "{in}")],
    ["a plan", gate("--snapshot", "{dir}/s.json", "--plan", "{in}")],
    ["a rule", ["rules", "validate", "{in}"]],
    ["a configuration", check("--snapshot", "{dir}/s.json", "--config", "{in}")],
    ["the account of repl", ["repl", "--snapshot", "{in}"]],
    ["the account of access can", can("--snapshot", "{in}")],
    ["a policy of access can", can("--snapshot", "{dir}/s.json", "--resource-policy", "{in}")],
    ["a session policy of access can", can("--snapshot", "{dir}/s.json", "--session-policy", "{in}")],
    ["control policies of access can", can("--snapshot", "{dir}/s.json", "--control-policies", "{in}")],
    ["a policy of access compare", ["access", "compare", "{in}", "{dir}/s.json"]],
    ["results of waivers add", ["waivers", "add", "1", "--results", "{in}"]],
    ["a folder to init", ["init", "{in}"]],
  ])("refuse a named pipe at once in place of %s", async (_, args) => {
    const pipe = join(folder, "named-pipe");
    execFileSync("mkfifo", [pipe]);
    const got = await run(args, pipe).finally(() => rmSync(pipe));
    expect(got.code).toBeGreaterThanOrEqual(2);
    expect(got.err + got.out).toMatch(/named pipe|neither a file nor a folder|is a file: name a folder/);
  });
});
