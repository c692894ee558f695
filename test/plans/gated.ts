import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlan } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import { inProcess } from "../cli/gate/run.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";

/** The clean account once these changes are applied and collected: what is made has ids of its own. */
export function accountWith(changes: readonly TerraformChange[]): ReeveDocument {
  const read = readPlan(planText(changes), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  const text = JSON.stringify(predict(cleanAccount(), [read.plan]).document);
  const ids = new Map<string, string>();
  const idOf = (planned: string): string => {
    ids.set(planned, ids.get(planned) ?? `"AIDAEXAMPLE${ids.size}"`);
    return ids.get(planned) ?? planned;
  };
  return JSON.parse(text.replace(/"planned:arn:[^"]*"/g, idOf)) as ReeveDocument;
}

export interface Gated {
  code: number;
  out: string;
  results: ReeveResults["results"];
  gate: NonNullable<ReeveResults["gate"]>;
  waivers: ReeveResults["waivers"];
}

/** What the gate decides of a plan or change set onto an account. */
export async function gated(account: ReeveDocument | null, plan: string, args: readonly string[] = []): Promise<Gated> {
  const folder = mkdtempSync(join(tmpdir(), "reeve-plans-"));
  try {
    const [snapshot, file] = [join(folder, "account.json"), join(folder, "plan.json")];
    writeFileSync(snapshot, JSON.stringify(account));
    writeFileSync(file, plan);
    const isChangeSet = plan.includes('"ChangeSetName"');
    const given = [...(account === null ? [] : ["--snapshot", snapshot]), isChangeSet ? "--change-set" : "--plan", file, "--now", "2026-03-01T12:00:00Z"];
    const text = await inProcess(["gate", ...given, ...args]);
    const json = JSON.parse((await inProcess(["gate", ...given, "--format", "json", ...args])).out) as ReeveResults;
    if (!json.gate) throw new Error(text.err);
    return { code: text.code, out: text.out, results: json.results, gate: json.gate, waivers: json.waivers };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
