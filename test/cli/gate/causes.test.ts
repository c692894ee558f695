import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { snapshotText } from "../../../collectors/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import type { ChangeSetChange } from "../../collectors/plan/cloudformation/change-set.ts";
import { planText, type TerraformChange } from "../../collectors/plan/plan-text.ts";
import { CAUSE_RULES, type CauseCase, CLOUDFORMATION, setOf, TERRAFORM } from "./causes.ts";
import { inProcess } from "./run.ts";
import { NOW, snapshot } from "./world.ts";

const FORMATS = ["json", "text", "sarif", "junit", "gitlab", "github", "github-comment", "csv", "asff", "ocsf"] as const;
type Format = (typeof FORMATS)[number];

/** Where each finding stands in a format; null where the format shows no address, or where it is not asked. */
const PLACES: Record<Exclude<Format, "json">, (out: string, rule: string, address: string, line: number) => boolean> = {
  text: (out, rule, address, line) => out.includes(`${rule} · ${address} (`) && out.includes(`main.tf:${line})`),
  sarif: (out, rule, address, line) => {
    const { runs } = JSON.parse(out) as {
      runs: {
        results: { ruleId: string; locations: { physicalLocation: { region: { startLine: number } }; logicalLocations: { fullyQualifiedName: string }[] }[] }[];
      }[];
    };
    return (
      runs[0]?.results.some(
        ({ ruleId, locations: [first] }) =>
          ruleId === rule &&
          first?.physicalLocation.region.startLine === line &&
          first.logicalLocations.some(({ fullyQualifiedName }) => fullyQualifiedName === address),
      ) === true
    );
  },
  junit: (out, _, address, line) => out.includes(`planned: ${address.replaceAll('"', "&quot;")} in `) && out.includes(`main.tf:${line}`),
  gitlab: (out, rule, _, line) =>
    (JSON.parse(out) as { check_name: string; location: { path: string; lines: { begin: number } } }[]).some(
      ({ check_name, location }) => check_name === rule && location.path.endsWith("main.tf") && location.lines.begin === line,
    ),
  github: (out, _, __, line) => out.includes("main.tf,line=") && out.includes(`line=${line}`),
  "github-comment": (out, _, address) => out.includes(address),
  asff: (out, _, address) => out.includes(JSON.stringify(address).slice(1, -1)),
  ocsf: (out, _, address) => out.includes(JSON.stringify(address).slice(1, -1)),
  csv: (out, _, address) => out.includes(address.replaceAll('"', '""')),
};

/** Whether a format lists an address among the other changes of the same resource. */
function mentions(out: string, other: string): boolean {
  const [, after = ""] = out.split(/also changed by|alsoChangedBy|also_changed_by/i);
  return [other, other.replaceAll('"', "&quot;"), other.replaceAll('"', '\\"'), other.replaceAll('"', '""')].some((text) =>
    after.replaceAll(/\s+|\\(?=[_[\]])/g, "").includes(text),
  );
}

describe("a finding of a plan", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-causes-"));
    process.env.REEVE_CACHE_DIR = folder;
    mkdirSync(join(folder, "rules"));
    writeFileSync(join(folder, "reeve.yaml"), "rules: [rules]\n");
    writeFileSync(join(folder, "rules", "pack.yaml"), "id: rules\ntitle: Causes\ndescription: Rules of these cases.\n");
    for (const [id, text] of Object.entries(CAUSE_RULES)) writeFileSync(join(folder, "rules", `${id}.yaml`), text);
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  const formatted = async (flag: "--plan" | "--change-set", plan: string, given: CauseCase, rules: string[], format: Format): Promise<string> => {
    const [snapshotFile, planFile] = [join(folder, "s.json"), join(folder, "p.json")];
    writeFileSync(snapshotFile, snapshotText(snapshot(given.given ?? {}, undefined, given.account)).text);
    writeFileSync(planFile, plan);
    const selected = rules.flatMap((rule) => ["--rule", rule]);
    const args = ["gate", "--config", join(folder, "reeve.yaml"), "--snapshot", snapshotFile, flag, planFile, "--now", NOW, "--format", format];
    const { code, out, err } = await inProcess([...args, ...selected, ...(flag === "--plan" ? ["--plan-source", join(folder, "infra")] : [])]);
    expect(code, err || out).toBe(1);
    return out;
  };

  const placesOf = (out: string, { at, others = {} }: CauseCase): unknown => {
    const { results } = JSON.parse(out) as ReeveResults;
    return Object.keys(at).map((rule) => {
      const found = results.filter((result) => result.rule === rule && result.status === "fail" && result.location);
      return [rule, found.map(({ location }) => location?.address), ...(rule in others ? found.map(({ location }) => location?.alsoChangedBy) : [])];
    });
  };

  const wanted = ({ at, others = {} }: CauseCase): unknown =>
    Object.entries(at).map(([rule, address]) => [rule, [address], ...(rule in others ? [others[rule]] : [])]);

  it.each(TERRAFORM)("$name", async (given) => {
    const lines = writeSource(given.plan as TerraformChange[]);
    const rules = Object.keys(given.at);
    const plan = planText(given.plan as TerraformChange[]);
    const json = await formatted("--plan", plan, given, rules, "json");
    expect(placesOf(json, given), json).toEqual(wanted(given));
    for (const format of FORMATS) {
      if (format === "json") continue;
      const out = await formatted("--plan", plan, given, rules, format);
      for (const [rule, address] of Object.entries(given.at))
        expect(PLACES[format](out, rule, address, lines.get(address) ?? 0), `${format}\n${out}`).toBe(true);
      for (const [other = ""] of Object.values(given.others ?? {})) expect(mentions(out, other), `${format}\n${out}`).toBe(true);
    }
  });

  it.each(TERRAFORM)("$name, whatever the order of the plan", async (given) => {
    const backwards = { ...given, plan: [...(given.plan as TerraformChange[])].reverse() };
    const json = await formatted("--plan", planText(backwards.plan), backwards, Object.keys(given.at), "json");
    expect(placesOf(json, given), json).toEqual(wanted(given));
  });

  it.each(CLOUDFORMATION)("$name", async (given) => {
    const set = JSON.stringify(setOf(given.plan as ChangeSetChange[]));
    expect(placesOf(await formatted("--change-set", set, given, Object.keys(given.at), "json"), given)).toEqual(wanted(given));
  });

  /** Writes each resource of a plan as a block of its own; gives the line of each address. */
  function writeSource(changes: readonly TerraformChange[]): Map<string, number> {
    rmSync(join(folder, "infra"), { recursive: true, force: true });
    const texts = new Map<string, string[]>();
    const lines = new Map<string, number>();
    for (const { address, module } of changes) {
      const file = module ? "infra/team/main.tf" : "infra/main.tf";
      const text = texts.get(file) ?? ["# Resources of a case."];
      texts.set(file, text);
      const [type, name] = address
        .replace(/^module\.team\./, "")
        .replace(/\[.*$/, "")
        .split(".");
      const block = `resource "${type}" "${name}" {`;
      if (!text.includes(block)) text.push("", block, "}");
      lines.set(address, text.indexOf(block) + 1);
      if (module) texts.set("infra/main.tf", ['module "team" {', '  source = "./team"', "}"]);
    }
    for (const [file, text] of texts) {
      mkdirSync(join(folder, file, ".."), { recursive: true });
      writeFileSync(join(folder, file), text.join("\n"));
    }
    return lines;
  }
});
