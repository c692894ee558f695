import { readdirSync } from "node:fs";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";
import { type CliModule, cliModules, flagUses } from "./parse-steps.ts";

const ROOMS = ["schemas", "document", "collectors", "engine", "reporters", "editor", "cli", "index.ts"];
/** Sub-rooms of the engine, lowest first: each imports only those before it. */
const SUB_ROOMS = ["access", "changes", "language", "evaluate", "decide", "remediate", "author"];
const ANY_ROOM = "^(schemas|document|collectors|engine|reporters|editor|cli)/";
const CONSOLE_AND_FILES = "^(node:)?(fs|fs/promises|process|child_process|net|http|https|os|readline|worker_threads)$";

type Rules = NonNullable<IConfiguration["forbidden"]>;

/** Imports that are not allowed. `comment` is the reason, printed with a breach. */
const FORBIDDEN: Rules = [
  forbid(
    "schemas-import-nothing",
    "schemas are the contracts: they know of nothing above them",
    "^schemas/",
    "^(document|collectors|engine|reporters|editor|cli)/",
  ),
  forbid(
    "document-imports-schemas-only",
    "collectors and engine share it, so it depends on neither",
    "^document/",
    "^(collectors|engine|reporters|editor|cli)/",
  ),
  forbid("document-touches-no-machine", "pure arithmetic of the contracts", "^document/", CONSOLE_AND_FILES),
  forbid("collectors-import-no-engine", "a collector that knew rules would collect to please them", "^collectors/", "^(engine|reporters|editor|cli)/"),
  forbid(
    "engine-is-pure",
    "the same document and rules give the same bytes: no collector, reporter or command beneath the engine",
    "^engine/",
    "^(collectors|reporters|editor|cli)/",
  ),
  forbid("engine-touches-no-machine", "no files, no process, no network in the engine", "^engine/", CONSOLE_AND_FILES),
  forbid("only-collectors-call-aws", "only collectors talk to AWS", "^(document|engine|reporters|schemas)/", "node_modules/@aws-sdk/"),
  forbid(
    "reporters-read-results-only",
    "results are the contract: a reporter that reached into the engine could not replay a saved result",
    "^reporters/",
    "^(document|collectors|engine|editor|cli)/",
  ),
  forbid("reporters-touch-no-machine", "a reporter returns text; the command line writes it", "^reporters/", CONSOLE_AND_FILES),
  forbid(
    "editor-imports-no-collectors",
    "what an editor shows follows from a text and what it is handed: files and snapshots are the command's",
    "^editor/",
    "^(collectors|cli)/",
  ),
  forbid("editor-touches-no-machine", "the command line reads files; the server is handed its streams", "^editor/", CONSOLE_AND_FILES),
  {
    name: "through-the-index",
    comment:
      "a room is entered by its index.ts, so that its insides can change; files have an index of their own, and so have words and JSON text of the document, because commands start faster without the rest",
    severity: "error",
    from: { path: ANY_ROOM },
    to: { path: ANY_ROOM, pathNot: ["^[a-z]+/index\\.ts$", "^collectors/files/index\\.ts$", "^document/text/index\\.ts$", "^$1/"] },
  },
  {
    name: "through-the-sub-room-index",
    comment: "a sub-room of the engine is entered by its index.ts",
    severity: "error",
    from: { path: "^engine/([a-z-]+)/" },
    to: { path: "^engine/[a-z-]+/", pathNot: ["^engine/[a-z-]+/index\\.ts$", "^engine/$1/"] },
  },
  {
    name: "engine-index-uses-sub-room-indexes",
    comment: "the engine's index.ts passes on what the sub-rooms offer",
    severity: "error",
    from: { path: "^engine/index\\.ts$" },
    to: { path: "^engine/[a-z-]+/", pathNot: "^engine/[a-z-]+/index\\.ts$" },
  },
  ...SUB_ROOMS.slice(0, -1).map((room, at) =>
    forbid(
      `engine-${room}-imports-lower-sub-rooms-only`,
      `sub-rooms are ordered: ${SUB_ROOMS.join(", ")}`,
      `^engine/${room}/`,
      `^engine/(${SUB_ROOMS.slice(at + 1).join("|")})/`,
    ),
  ),
  {
    name: "no-way-back-to-the-index",
    comment: "nothing beneath an index.ts imports that index.ts",
    severity: "error",
    from: { path: `${ANY_ROOM}.+` },
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
    // Types-only files import nothing; all others must have been parsed, not only listed.
    expect(result.modules.filter((module) => module.source.endsWith(".ts") && module.dependencies.length > 0).length).toBeGreaterThan(600);
  });

  it("breaks no import rule", () => {
    const breaches = result.summary.violations.map((breach) => `${breach.rule.name}: ${breach.from} → ${breach.to}`);
    expect(breaches).toEqual([]);
  });

  it("keeps every module of the engine in a sub-room", () => {
    const modules = result.modules.map((module) => module.source).filter((source) => source.startsWith("engine/") && source !== "engine/index.ts");
    expect(modules.filter((source) => !SUB_ROOMS.some((room) => source.startsWith(`engine/${room}/`)))).toEqual([]);
    expect(SUB_ROOMS.filter((room) => !modules.includes(`engine/${room}/index.ts`))).toEqual([]);
  });

  it("has no cycle between sibling folders", () => {
    const graph = siblingFolders(result.modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved] as const)));
    expect(graph.size).toBeGreaterThan(20);
    expect(cyclesOf(graph)).toEqual([]);
  });

  it("notices a cycle between sibling folders", () => {
    const graph = siblingFolders([
      ["engine/language/load/a.ts", "engine/language/logic/b.ts"],
      ["engine/language/logic/deep/c.ts", "engine/language/load/d.ts"],
      ["engine/language/rule.ts", "engine/language/logic/b.ts"],
    ]);
    expect(cyclesOf(graph)).toEqual(["engine/language/load → engine/language/logic → engine/language/load"]);
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

  it("keeps the command line to 130 files: decisions and readers live in other rooms", () => {
    const files = readdirSync("cli", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(100);
    expect(files.length).toBeLessThanOrEqual(130);
  });

  it("leaves json-logic-js to the cross-check, tests and benchmarks, as the referee", () => {
    expect(importersOf("json-logic-js")).toEqual(["cli/cross-check.ts"]);
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

describe("the flags of a command", () => {
  const modules = cliModules();
  const uses = flagUses(modules);

  it("are followed through every module of the command line", () => {
    expect(modules.map(({ file }) => file)).toEqual(
      sourceFiles()
        .filter((file) => /^cli\/.*\.ts$/.test(file))
        .sort(),
    );
    expect(modules.length).toBeGreaterThan(100);
    expect(uses.types.length).toBeGreaterThan(20);
    expect(uses.parseSteps.length).toBeGreaterThan(uses.types.length);
  });

  it("go to one parse step, and no further", () => {
    expect(uses.breaches).toEqual([]);
    // All actions of the parser but that of init, which has no flags.
    expect(uses.commands.length).toBe(uses.actions - 1);
  });

  it("are known from the parser only to what declares them", () => {
    const importers = modules.filter(({ text }) => /from "commander"/.test(text)).map(({ file }) => file);
    expect(importers.filter((file) => !file.startsWith("cli/arguments/"))).toEqual(["cli/program.ts"]);
  });

  it.each<[breach: string, file: string, text: string]>([
    ["read takes OneFlags", "cli/read.ts", "export function read(flags: OneFlags): void {}"],
    ["read takes OneFlags", "cli/read.ts", 'const read = (flags: Pick<OneFlags, "rule">): string => flags.rule;\nread(x);'],
    ["one uses OneFlags beside its parse step", "cli/commands/one.ts", "export const one = (flags: OneFlags) => read(oneInput(flags), flags.rule);"],
    ["one uses OneFlags beside its parse step", "cli/commands/one.ts", "export function one(flags: OneFlags): void { choose(flags); }"],
    ["oneInput hands on OneFlags", "cli/input.ts", "const oneInput = (flags: OneFlags) => choose(flags);"],
    ["oneInput hands on OneFlags", "cli/input.ts", "const oneInput = ({ rule, ...rest }: OneFlags) => ({ rule, rest });"],
    ["a type is made of OneFlags", "cli/input.ts", "interface OneInput extends OneFlags {}"],
    ["OneFlags is no parameter's type", "cli/input.ts", 'interface OneInput { rule: OneFlags["rule"] }'],
    [
      "flags of the type { rule?: string }, which is not one of cli/flags.ts",
      "cli/arguments/one.ts",
      "run(async (flags: { rule?: string }) => one(flags, io));",
    ],
  ])("are noticed elsewhere: %s", (breach, file, text) => {
    const flags: CliModule = { file: "cli/flags.ts", text: "export interface OneFlags {\n  rule: string;\n}\n" };
    expect(flagUses([flags, { file, text }]).breaches).toEqual([`${file}:1: ${breach}`]);
  });
});

/** Imports between folders that lie in the same folder. A file counts for the folder beside the other file's; one that lies in their common folder for none. */
function siblingFolders(imports: readonly (readonly [from: string, to: string])[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of imports) {
    const [a, b] = [from.split("/"), to.split("/")];
    const at = a.findIndex((part, index) => part !== b[index]);
    if (at < 1 || at >= a.length - 1 || at >= b.length - 1) continue;
    const [source, target] = [a.slice(0, at + 1).join("/"), b.slice(0, at + 1).join("/")];
    graph.set(source, (graph.get(source) ?? new Set()).add(target));
  }
  return graph;
}

/** One shortest path from each folder back to itself, each cycle once. */
function cyclesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Map<string, string>();
  for (const start of [...graph.keys()].sort()) {
    const queue: string[][] = [[start]];
    const seen = new Set<string>();
    for (let path = queue.shift(); path; path = queue.shift()) {
      const next = graph.get(path.at(-1) ?? "") ?? new Set<string>();
      if (next.has(start)) {
        const members = [...path].sort().join();
        if (!found.has(members)) found.set(members, [...path, start].join(" → "));
        break;
      }
      for (const folder of next) if (!seen.has(folder)) queue.push([...path, folder]);
      for (const folder of next) seen.add(folder);
    }
  }
  return [...found.values()];
}
