import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { variableName } from "../../../engine/remediate/names.ts";
import { confirmation, guardedAccount, readySteps } from "../../../engine/remediate/outline.ts";
import type { Remediation } from "../../../engine/remediate/plan.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { renderTypeScript } from "../../../engine/remediate/typescript.ts";
import { findingsOf } from "./findings.ts";
import { shippedRules } from "./shipped.ts";

const RULES = shippedRules();

/** Remediations of one part whose script asks most: one for each rule. */
const PLANS: [rule: string, plan: Remediation][] = RULES.filter(({ remediation, resource }) => remediation !== null && resource !== "event").flatMap((rule) => {
  const plans = findingsOf(rule).map(({ document, result, results, params }) => remediate(rule, result, document, { rules: RULES, results, params }));
  const [most] = plans.sort((one, other) => lines(other).length - lines(one).length);
  return most && lines(most).length >= 3 ? [[rule.id, most] as [string, Remediation]] : [];
});

/** Yes to every question, and a value for each placeholder, in the order in which the script asks. */
function lines(plan: Remediation): string[] {
  const asked = new Set<string>();
  return readySteps(plan.parts).flatMap((step) => {
    const names = step.supply.map(variableName).filter((name) => !asked.has(name) && asked.add(name));
    return [...(confirmation(step) === null ? [] : ["y"]), ...names.map((name) => `value of ${name}`)];
  });
}

/** Runs a script by node, with packages that stand in for the SDK and print each call. */
function run(script: string, account: string | null, input: string): { code: number | null; calls: string[]; errors: string } {
  const folder = mkdtempSync(join(tmpdir(), "reeve-piped-"));
  try {
    for (const [, names = "", name = ""] of script.matchAll(/^import \{ (.*) \} from "(@aws-sdk\/.*)";$/gm)) {
      mkdirSync(join(folder, "node_modules", name), { recursive: true });
      writeFileSync(join(folder, "node_modules", name, "package.json"), JSON.stringify({ name, type: "module", exports: "./index.js" }));
      const answer = JSON.stringify({ Account: account, AccessKeyMetadata: [{ Status: "Active", AccessKeyId: "other" }] });
      const send = `send(command) { if (!/GetCallerIdentity|ListAccessKeys/.test(command.constructor.name)) console.log("CALL " + command.constructor.name); return Promise.resolve(${answer}); }`;
      const classes = names.split(", ").map((each) => `export class ${each} { ${each.endsWith("Client") ? send : ""} }`);
      writeFileSync(join(folder, "node_modules", name, "index.js"), classes.join("\n"));
    }
    const { outputText } = ts.transpileModule(script, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
    writeFileSync(join(folder, "fix.mjs"), outputText);
    const { status, stdout, stderr } = spawnSync("node", ["fix.mjs"], { cwd: folder, encoding: "utf8", input, timeout: 30_000 });
    return { code: status, calls: [...stdout.matchAll(/^CALL (.*)Command$/gm)].map(([, call = ""]) => call), errors: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a TypeScript script whose answers all come through one pipe", () => {
  it.each(PLANS)("makes every call: %s", (_, plan) => {
    const calls = readySteps(plan.parts).map(({ call }) => call.replace(/^.*:/, ""));
    const ran = run(renderTypeScript(plan), guardedAccount(plan), `${lines(plan).join("\n")}\n`);
    expect(ran.calls, ran.errors).toEqual(calls);
    expect(ran.code, ran.errors).toBe(0);
  });

  it("stops, and fails, where the input ends before every question was answered", () => {
    const [, plan] = PLANS[0]!;
    const ran = run(renderTypeScript(plan), guardedAccount(plan), "");
    expect([ran.code, ran.calls]).toEqual([1, []]);
  });

  it("is tried with rules that ask more than once", () => {
    expect(PLANS.length).toBeGreaterThan(5);
  });
});
