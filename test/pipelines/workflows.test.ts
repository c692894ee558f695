import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../cli/reeve.ts";
import { type Github, github } from "./action-parser.ts";

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Job {
  uses?: string;
  permissions?: Record<string, string>;
  steps?: Step[];
  strategy?: { matrix: Record<string, string[]> };
  "timeout-minutes"?: number;
}

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const FOLDER = join(ROOT, ".github/workflows");
const FILES = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), "utf8");
  return { name, text, workflow: parse(text) as Workflow };
});
const SCRIPTS = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;

const jobsOf = (name: string): Record<string, Job> => FILES.find((file) => file.name === name)?.workflow.jobs ?? {};
const stepsOf = (workflow: Workflow): Step[] => Object.values(workflow.jobs).flatMap(({ steps = [] }) => steps);
/** The npm scripts that a command runs: `npm run x` and `npm test`. */
const scriptsOf = (run: string): string[] => [...run.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, name, test]) => name ?? test ?? "");

let actions: Github;
beforeAll(() => {
  actions = github();
}, 120_000);

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

describe("the workflows of this repository", () => {
  it("are the proof and the release", () => {
    expect(FILES.map(({ name }) => name).sort()).toEqual(["ci.yml", "release.yml"]);
  });

  it.each(FILES)("$name keeps GitHub's schema of workflows", async ({ name, text }) => {
    expect(await actions.workflowErrors(name, text, read)).toEqual([]);
  });

  it.each([
    ["a misspelt key", "runs-on:", "run-on:"],
    ["a context that GitHub does not have", "matrix.node }}", "matrx.node }}"],
    ["a permission that GitHub does not have", "contents: read", "content: read"],
  ])("would not pass with %s", async (_, from, to) => {
    const { name = "", text = "" } = FILES.find((file) => file.name === "ci.yml") ?? {};
    expect(text).toContain(from);
    expect(await actions.workflowErrors(name, text.replace(from, to), read)).not.toEqual([]);
  });

  it.each(FILES)("$name runs only npm scripts that exist", ({ workflow }) => {
    const named = stepsOf(workflow).flatMap(({ run = "" }) => scriptsOf(run));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((script) => !Object.hasOwn(SCRIPTS, script))).toEqual([]);
  });

  it.each(FILES)("$name pins every action by commit, with its version beside it", ({ text }) => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, value = ""]) => value);
    expect(uses.length).toBeGreaterThan(4);
    expect(uses.filter((value) => !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value) && !value.startsWith("./.github/workflows/"))).toEqual([]);
  });

  it("name one version of each action, in templates and docs too", () => {
    const texts = [
      ...FILES.map(({ text }) => text),
      read("templates/repository/dot-github/workflows/reeve.yml"),
      read("templates/github/access-check.yml"),
      read("docs/ci.md"),
    ];
    const versions = new Map<string, Set<string>>();
    for (const [, action = "", version = ""] of texts.join("\n").matchAll(/uses: ([\w./-]+)@([0-9a-f]{40} # \S+)/g))
      versions.set(action, (versions.get(action) ?? new Set()).add(version));
    expect(versions.size).toBeGreaterThan(3);
    expect([...versions].filter(([, { size }]) => size > 1)).toEqual([]);
  });

  it.each(FILES)("$name may only read, but for the jobs that say why", ({ name, workflow }) => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const more = Object.entries(workflow.jobs).flatMap(([job, { permissions }]) => (permissions ? [[job, permissions]] : []));
    expect(more).toEqual(
      name === "release.yml"
        ? [
            ["publish", { "id-token": "write" }],
            ["notes", { contents: "write" }],
          ]
        : [],
    );
  });

  it.each(FILES)("$name keeps no credentials in a checkout, puts no expression into a script, and ends every job in time", ({ workflow }) => {
    const steps = stepsOf(workflow);
    expect(steps.filter(({ uses, with: given }) => uses?.startsWith("actions/checkout@") && given?.["persist-credentials"] !== false)).toEqual([]);
    expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
    expect(Object.entries(workflow.jobs).filter(([, job]) => job.uses === undefined && job["timeout-minutes"] === undefined)).toEqual([]);
  });
});

describe("ci.yml", () => {
  const runs = (job: string): string[] => (jobsOf("ci.yml")[job]?.steps ?? []).flatMap(({ run }) => run ?? []);

  it("runs all suites with their extras on every Node that is supported", () => {
    expect(jobsOf("ci.yml").suites?.strategy?.matrix).toEqual({ node: ["20", "22", "24"] });
    expect(runs("suites")).toContain(".ci/extras");
    expect(jobsOf("ci.yml").suites?.steps?.at(-1)).toEqual({ run: "npm test", env: { REEVE_REQUIRE_EXTRAS: "1" } });
  });

  it("runs the suites on Windows and macOS", () => {
    expect(jobsOf("ci.yml").portable?.strategy?.matrix.os?.map((name) => name.split("-")[0])).toEqual(["windows", "macos"]);
    expect(runs("portable").at(-1)).toBe("npm test");
  });

  it("makes every check that the whole proof makes", () => {
    const proof = scriptsOf(read(".ci/run").replaceAll("npm run --silent", "npm run"));
    expect(proof).toEqual(expect.arrayContaining(["types", "lint", "generate"]));
    expect(proof.filter((script) => script !== "bench" && !runs("checks").flatMap(scriptsOf).includes(script) && !script.startsWith("bench:"))).toEqual([]);
  });
});

describe("release.yml", () => {
  const { proof, pack, publish, notes } = jobsOf("release.yml") as Record<string, Job & { needs?: string }>;

  it("publishes after the proof, and makes the GitHub release after that", () => {
    expect(proof?.uses).toBe("./.github/workflows/ci.yml");
    expect([pack?.needs, publish?.needs, notes?.needs]).toEqual(["proof", "pack", "publish"]);
  });

  it("runs none of the repository's code where it may publish", () => {
    const steps = [...(publish?.steps ?? []), ...(notes?.steps ?? [])];
    expect(steps.filter(({ uses, run }) => uses?.startsWith("actions/checkout@") || /npm (ci|install|run|exec)|npx|node /.test(run ?? ""))).toEqual([]);
    expect(publish?.steps?.at(-1)?.run).toBe("npm publish ./*.tgz --provenance --access public --ignore-scripts");
  });
});
