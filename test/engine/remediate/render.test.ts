import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { renderCli } from "../../../engine/remediate/cli.ts";
import { toolName, variableName } from "../../../engine/remediate/names.ts";
import { readySteps } from "../../../engine/remediate/outline.ts";
import type { Remediation, RemediationPart } from "../../../engine/remediate/plan.ts";
import { renderPython } from "../../../engine/remediate/python.ts";
import { splitCall } from "../../../engine/remediate/services.ts";
import { renderTypeScript } from "../../../engine/remediate/typescript.ts";
import { hasExtra } from "../../extras.ts";
import { isPosix } from "../../platform.ts";
import { compileFaults } from "./compile.ts";
import { hostilePlans } from "./hostile.ts";
import { plain, samplePlan, supplied } from "./samples.ts";
import { runShell } from "./shell.ts";
import { shippedRules } from "./shipped.ts";

const PLANS: Remediation[] = [...shippedRules().map((rule) => samplePlan(rule)), ...hostilePlans()].filter((plan) => readySteps(plan.parts).length > 0);
/** One case a part of a plan: what a script does when told to do that part. */
const PARTS = PLANS.flatMap((plan) => {
  const parts = plan.parts.filter((part) => part.steps.length > 0);
  return parts.map((part) => ({ name: `${plan.rule} ${part.kind}`, plan, part, args: parts.length > 1 ? [part.kind] : [] }));
});

const requests = (part: RemediationPart) =>
  readySteps([part]).map((step) => ({ service: splitCall(step.call)?.service.cli, operation: splitCall(step.call)?.operation, parameters: plain(step.with) }));

const names = (part: RemediationPart): string[] => [...new Set(readySteps([part]).flatMap((step) => step.supply))];

/** Runs a Python program of this folder over all cases at once: starting it is the slow part. */
function overAll(program: string, cases: unknown): unknown[] {
  // Its own folder: the AWS CLI writes a QR code where it runs.
  const folder = mkdtempSync(join(tmpdir(), "reeve-render-"));
  const run = spawnSync("python3", [join(import.meta.dirname, program)], {
    cwd: folder,
    input: JSON.stringify(cases),
    encoding: "utf8",
    maxBuffer: 1e8,
    timeout: 240_000,
    env: { ...process.env, AWS_DEFAULT_REGION: "us-east-1" },
  });
  rmSync(folder, { recursive: true });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

it("there is much to render", () => {
  expect(PARTS.length).toBeGreaterThan(50);
});

describe("rendered TypeScript", () => {
  let faults: Map<string, string[]>;
  beforeAll(() => {
    const broken =
      'import { IAMClient, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";\nawait new IAMClient({}).send(new UpdateAccessKeyCommand({ AccessKeyId: "a", Status: "Off" }));\n';
    faults = compileFaults(new Map([...PLANS.map((plan): [string, string] => [plan.rule, renderTypeScript(plan)]), ["broken-on-purpose", broken]]));
  }, 120_000);

  it.each(PLANS.map((plan) => plan.rule))("compiles: %s", (rule) => {
    expect(faults.get(rule)).toEqual([]);
  });

  it("would not compile with a wrong enum value", () => {
    expect(faults.get("broken-on-purpose")?.join()).toMatch(/"Off"/);
  });
});

describe.runIf(hasExtra("botocore", "rendered Python"))("rendered Python", () => {
  let ran: { calls: [string, string, Record<string, unknown>][]; fault: string | null; printed: string }[];
  beforeAll(() => {
    const cases = PARTS.map(({ plan, part, args }) => ({
      script: renderPython(plan),
      args,
      supply: Object.fromEntries(names(part).map((name) => [variableName(name), supplied(name)])),
    }));
    ran = overAll("run_python.py", cases) as typeof ran;
  }, 240_000);

  it.each(PARTS.map(({ name, part }, index) => [name, part, index] as const))("makes exactly the planned calls, valid to botocore: %s", (_, part, index) => {
    expect(ran[index]?.fault).toBeNull();
    expect(ran[index]?.calls.map(([service, operation, parameters]) => ({ service, operation, parameters }))).toEqual(requests(part));
  });

  it("prints no secret of a virtual MFA device", () => {
    const index = PARTS.findIndex(({ name }) => name === "user-console-mfa remediation");
    const printed = index < 0 ? "" : (ran[index]?.printed ?? "");
    expect(printed).not.toContain("the-seed");
  });
});

/** Of these the CLI cannot make a sample answer: its sample is too short or too small for its own model, or, for the last, the option is not there. */
const NO_SKELETON: ReadonlySet<string> = new Set(["CreateRole", "CreateAccessKey", "RestoreEventDataStore", "CreateVirtualMFADevice"]);

const runs = new Map<string, ReturnType<typeof runShell>>();

describe.runIf(isPosix("rendered shell"))("rendered shell", () => {
  beforeAll(() => {
    for (const { name, plan, part, args } of PARTS)
      runs.set(name, runShell(renderCli(plan), args, Object.fromEntries(names(part).map((placeholder) => [variableName(placeholder), supplied(placeholder)]))));
  }, 120_000);

  it.each(PARTS.map(({ name, part }) => [name, part] as const))("makes one command a planned call: %s", (name, part) => {
    const run = runs.get(name);
    expect(run?.status, run?.stderr).toBe(0);
    expect(run?.commands.map(([service, command]) => `${service} ${command}`)).toEqual(
      requests(part).map(({ service, operation }) => `${service} ${toolName(operation ?? "", "-")}`),
    );
  });

  it("stops at the first question that is answered otherwise", () => {
    const { plan, args } = PARTS.find(({ part }) => part.steps.length > 1 && part.steps[0]?.human)!;
    const run = runShell(renderCli(plan), args, {}, "n");
    expect(run.status).toBe(1);
    expect(run.commands).toEqual([]);
  });

  it("skips a step on demand, so that it can be taken up where it stopped", () => {
    const { plan } = PARTS.find(({ name }) => name === "user-access-key-rotation remediation")!;
    const run = runShell(renderCli(plan), [], {}, "s");
    expect(run.status).toBe(0);
    expect(run.commands).toEqual([]);
  });

  it("refuses to run on another account", () => {
    const { plan, args } = PARTS.find(({ name }) => name === "password-policy-min-length remediation")!;
    const run = runShell(renderCli({ ...plan, account: "210987654321" }), args, {});
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("account 123456789012, not 210987654321");
    expect(run.commands).toEqual([]);
  });
});

describe.runIf(isPosix("rendered AWS CLI commands") && hasExtra("awscli", "rendered AWS CLI commands"))("rendered shell, put through the AWS CLI", () => {
  let sent: { service: string; operation: string; parameters: Record<string, unknown>; unknown: string[]; skeleton: number | null; said: string }[];
  const commands: { name: string; request: ReturnType<typeof requests>[number]; at: number }[] = [];
  beforeAll(() => {
    const words: string[][] = [];
    for (const { name, part } of PARTS) {
      for (const [index, request] of requests(part).entries()) {
        commands.push({ name: `${name} ${index + 1}`, request, at: words.length });
        words.push(runs.get(name)?.commands[index] ?? []);
      }
    }
    sent = overAll("run_cli.py", words) as typeof sent;
  }, 240_000);

  it("are read by it as the requests that were planned", () => {
    const read = commands.map(({ name, at }) => ({
      name,
      service: sent[at]?.service,
      operation: sent[at]?.operation,
      parameters: sent[at]?.parameters,
      said: sent[at]?.said,
    }));
    const wanted = commands.map(({ name, request }, index) => ({ name, ...request, said: read[index]?.said }));
    expect(read).toEqual(wanted);
  });

  it("use the exact names of options, none abbreviated", () => {
    expect(commands.flatMap(({ name, at }) => (sent[at]?.unknown ?? []).map((option) => `${name}: ${option}`))).toEqual([]);
  });

  it("pass --generate-cli-skeleton output, one of each operation", () => {
    expect(sent.filter((one) => one.skeleton === 0).length).toBeGreaterThan(20);
    const refused = commands.filter(({ at }) => sent[at]?.skeleton !== 0 && sent[at]?.skeleton !== null);
    expect(refused.filter(({ request }) => !NO_SKELETON.has(request.operation ?? "")).map(({ name, at }) => `${name}: ${sent[at]?.said}`)).toEqual([]);
  });
});
