import { spawnSync } from "node:child_process";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { completeDocument } from "../../../../engine/author/testing/complete.ts";
import { renderCli } from "../../../../engine/remediate/cli.ts";
import { combineRemediations } from "../../../../engine/remediate/combine.ts";
import { renderPython } from "../../../../engine/remediate/python.ts";
import { remediate } from "../../../../engine/remediate/remediate.ts";
import { renderTypeScript } from "../../../../engine/remediate/typescript.ts";
import { type Moto, startMoto } from "../../../aws/moto.ts";
import { hasExtra } from "../../../extras.ts";
import { evaluate } from "../../../judged.ts";
import { isPosix } from "../../../platform.ts";
import { shippedRules } from "../shipped.ts";
import { startAnalyzers } from "./analyzers.ts";
import { type Form, runScript } from "./run-script.ts";
import { type RemediationScenario, SCENARIOS, type World } from "./scenarios.ts";

const RULES = shippedRules();
const RENDERERS = { cli: renderCli, python: renderPython, typescript: renderTypeScript };

const SUITE = "rendered scripts against a running emulator";
const isReady = (["moto_server", "aws", "botocore"] as const).map((extra) => hasExtra(extra, SUITE)).every(Boolean) && isPosix(SUITE);

describe.runIf(isReady)("a script does what its remediation says", () => {
  let moto: Moto;
  let analyzers: Awaited<ReturnType<typeof startAnalyzers>>;
  let world: World;
  let env: Record<string, string>;

  beforeAll(async () => {
    moto = await startMoto();
    analyzers = await startAnalyzers();
    env = {
      ...{ AWS_ENDPOINT_URL: moto.url, AWS_ENDPOINT_URL_ACCESSANALYZER: analyzers.url, AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1" },
      ...{ AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "none", AWS_EC2_METADATA_DISABLED: "true", AWS_PAGER: "" },
      ...{ AWS_CONFIG_FILE: "/nonexistent/config", AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials" },
    };
    const client = { region: "us-east-1", endpoint: moto.url, credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "none" } };
    const s3 = async (...words: string[]): Promise<void> => {
      const run = spawnSync("aws", ["s3api", ...words], { env: { ...process.env, ...env }, encoding: "utf8", timeout: 60_000 });
      if (run.status !== 0) throw new Error(run.stderr);
    };
    world = {
      iam: new IAMClient(client),
      cloudtrail: new CloudTrailClient(client),
      analyzers: analyzers.made,
      makeBucket: (name) => s3("create-bucket", "--bucket", name),
      putBucketPolicy: (name, policy) => s3("put-bucket-policy", "--bucket", name, "--policy", policy),
    };
  }, 60_000);
  afterAll(async () => {
    analyzers?.stop();
    await moto?.stop();
  });

  const FORMS: Form[] = ["cli", "python", "typescript"];
  const CASES = SCENARIOS.flatMap((scenario) =>
    FORMS.flatMap((form) => (["y", "s"] as const).map((answer) => [scenario.name, answer === "y" ? "yes" : "skip", form, { scenario, form, answer }] as const)),
  );

  it.each(CASES)(
    "%s; answered with %s; %s",
    async (_, __, ___, { scenario, form, answer }) => {
      await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
      analyzers.made.clear();
      const script = RENDERERS[form](planOf(scenario, await scenario.given(world)));
      await scenario.prepare?.(world, script);
      const run = await runScript(form, script, { args: scenario.part ? [scenario.part] : [], env: { ...env, ...scenario.supply }, answer: () => answer });
      expect(await scenario.state(world), run.printed).toEqual(answer === "y" ? scenario.yes : scenario.skip);
      if (scenario.emulatorFails && answer === "y") expect(run.printed).toContain(scenario.emulatorFails.split(":")[1]);
      else expect(run.code, run.printed).toBe(0);
      if (scenario.asks) expect(run.questions.join("\n")).toMatch(scenario.asks);
    },
    120_000,
  );

  const MOST_ASKED = SCENARIOS.filter(({ emulatorFails, asks }) => !emulatorFails && asks !== undefined);
  it.each(MOST_ASKED.flatMap((scenario) => FORMS.map((form) => [scenario.name, form, scenario] as const)))(
    "takes all answers through one pipe: %s; %s",
    async (_, form, scenario) => {
      await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
      analyzers.made.clear();
      const script = RENDERERS[form](planOf(scenario, await scenario.given(world)));
      await scenario.prepare?.(world, script);
      const args = scenario.part ? [scenario.part] : [];
      const run = await runScript(form, script, { args, env: { ...env, ...scenario.supply }, answer: () => "y", piped: "y\n".repeat(50) });
      expect(await scenario.state(world), run.printed).toEqual(scenario.yes);
      expect(run.code, run.printed).toBe(0);
    },
    120_000,
  );

  it.each(FORMS)("refuses a part that it does not have: %s", async (form) => {
    const undo = SCENARIOS.find(({ part }) => part === "undo")!;
    await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
    const plan = planOf(undo, await undo.given(world));
    const script = RENDERERS[form]({ ...plan, parts: plan.parts.filter(({ kind }) => kind === "undo") });
    const run = await runScript(form, script, { args: ["contain"], env, answer: () => "y" });
    expect(run.code).not.toBe(0);
    expect(run.printed).toContain("undo");
    expect(run.questions).toEqual([]);
  });
});

function planOf({ rules, name }: RemediationScenario, given: Record<string, unknown>) {
  const { document, problems } = completeDocument(given, normalizeRecords);
  const judged = evaluate(document, RULES);
  if (!judged.ok || problems.length > 0) throw new Error(JSON.stringify(problems));
  const { results } = judged.results;
  const findings = results.filter((result) => rules.includes(result.rule) && (result.status === "fail" || result.reason === "unexcused"));
  if (new Set(findings.map(({ rule }) => rule)).size < rules.length) throw new Error(`${name}: a rule finds nothing`);
  const context = { rules: RULES, results, named: new Set(findings.flatMap(({ fingerprint }) => fingerprint ?? [])) };
  const [plan] = combineRemediations(findings.map((result) => remediate(RULES.find(({ id }) => id === result.rule)!, result, document, context)));
  if (!plan) throw new Error(`${name}: nothing to fix`);
  return plan;
}
