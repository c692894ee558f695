import { readdirSync } from "node:fs";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

const ROOMS = ["schemas", "collectors", "engine", "reporters", "editor", "cli", "index.ts"];
const CONSOLE_AND_FILES = "^(node:)?(fs|fs/promises|process|child_process|net|http|https|os|readline|worker_threads)$";

type Rules = NonNullable<IConfiguration["forbidden"]>;

/** Who may not import whom. `comment` is the reason, printed with a breach. */
const FORBIDDEN: Rules = [
  forbid("schemas-is-the-ground", "schemas are the contracts: they know of nothing above them", "^schemas/", "^(collectors|engine|reporters|editor|cli)/"),
  forbid("collectors-know-the-document-only", "a collector that knew rules would collect to please them", "^collectors/", "^(engine|reporters|editor|cli)/"),
  forbid(
    "engine-is-pure",
    "the same document and rules give the same bytes: no collector, reporter or command beneath the engine",
    "^engine/",
    "^(collectors|reporters|editor|cli)/",
  ),
  forbid("engine-touches-no-machine", "no files, no process, no network in the engine", "^engine/", CONSOLE_AND_FILES),
  forbid("engine-calls-no-aws", "only collectors talk to AWS", "^(engine|reporters|schemas)/", "node_modules/@aws-sdk/"),
  forbid(
    "reporters-read-results-only",
    "results are the contract: a reporter that reached into the engine could not replay a saved result",
    "^reporters/",
    "^(collectors|engine|editor|cli)/",
  ),
  forbid("reporters-touch-no-machine", "a reporter gives text; the command line writes it", "^reporters/", CONSOLE_AND_FILES),
  forbid(
    "editor-asks-for-the-world",
    "what an editor shows follows from a text and what it is handed: files and snapshots are the command's",
    "^editor/",
    "^(collectors|cli)/",
  ),
  forbid("editor-touches-no-machine", "the command line reads files; the server is handed its streams", "^editor/", CONSOLE_AND_FILES),
  {
    name: "through-the-door",
    comment: "a room is entered by its index.ts, so that its insides can change",
    severity: "error",
    from: { path: "^(schemas|collectors|engine|reporters|editor|cli)/" },
    to: { path: "^(schemas|collectors|engine|reporters|editor|cli)/", pathNot: ["^[a-z]+/index\\.ts$", "^$1/"] },
  },
  {
    name: "no-way-back-to-the-door",
    comment: "nothing beneath an index.ts imports that index.ts",
    severity: "error",
    from: { path: "^(schemas|collectors|engine|reporters|editor|cli)/.+" },
    to: { path: "^$1/index\\.ts$" },
  },
  { name: "no-cycles", comment: "one direction of imports", severity: "error", from: {}, to: { circular: true } },
  forbid("no-util", "a helper lives in the room whose word it speaks", ".*", "/(util|utils|common|helpers)(/|\\.ts$)"),
];

function forbid(name: string, comment: string, from: string, to: string): Rules[number] {
  return { name, comment, severity: "error", from: { path: from }, to: { path: to } };
}

/** Packages that have exactly one importing file, so that replacing one touches one file. */
const ONE_IMPORTER = [
  "ajv",
  "yaml",
  "re2js",
  "ipaddr.js",
  "picocolors",
  "vscode-languageserver",
  "vscode-languageserver-textdocument",
  "@aws-sdk/client-iam",
  "@aws-sdk/client-cloudtrail",
  "@aws-sdk/client-sts",
  "@aws-sdk/client-account",
  "@aws-sdk/client-accessanalyzer",
  "@aws-sdk/client-organizations",
  "@aws-sdk/client-s3",
  "@aws-sdk/credential-providers",
];

function sourceFiles(): string[] {
  return ROOMS.flatMap((room) =>
    room.endsWith(".ts") ? [room] : readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => `${room}/${file.replaceAll("\\", "/")}`),
  ).filter((file) => /\.(ts|js|mjs)$/.test(file));
}

describe("the house", () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    const reply = await cruise(ROOMS, {
      ruleSet: { forbidden: FORBIDDEN },
      validate: true,
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: "tsconfig.json" },
      enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"], extensions: [".ts", ".js", ".mjs"] },
    });
    if (typeof reply.output === "string") throw new Error(`dependency-cruiser gave text: ${reply.output.slice(0, 200)}`);
    result = reply.output;
  }, 60_000);

  it("reads every module of every room", () => {
    const read = new Set(result.modules.map((module) => module.source));
    const missing = sourceFiles().filter((file) => !read.has(file));
    expect(missing).toEqual([]);
    expect(result.modules.filter((module) => module.source.endsWith(".ts") && module.dependencies.length > 0).length).toBeGreaterThan(10);
  });

  it("breaks no import rule", () => {
    const breaches = result.summary.violations.map((breach) => `${breach.rule.name}: ${breach.from} → ${breach.to}`);
    expect(breaches).toEqual([]);
  });

  it("notices a breach", async () => {
    const reply = await cruise(["schemas"], {
      ruleSet: { forbidden: [forbid("probe", "the checker must be able to fail", "^schemas/index\\.ts$", "^schemas/")] },
      validate: true,
      tsPreCompilationDeps: true,
    });
    expect(typeof reply.output === "string" ? 0 : reply.output.summary.violations.length).toBeGreaterThan(0);
  });

  it.each(ONE_IMPORTER)("imports %s in exactly one file", (name) => {
    const importers = importersOf(name);
    expect(importers.length, importers.join(", ")).toBe(1);
  });

  it("leaves json-logic-js to tests and benchmarks, as the referee", () => {
    expect(importersOf("json-logic-js")).toEqual([]);
  });

  function importersOf(name: string): string[] {
    return result.modules
      .filter(
        (module) =>
          ROOMS.some((room) => module.source.startsWith(room)) &&
          module.dependencies.some((dependency) => new RegExp(`node_modules/${name}/|^${name}(/|$)`).test(dependency.resolved)),
      )
      .map((module) => module.source);
  }
});
