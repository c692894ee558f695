import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policyContent } from "../../../document/index.ts";
import { REPORTERS } from "../../../reporters/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { buildProgram, type Program } from "../reeve.ts";
import { NOW, snapshot } from "./world.ts";

const rule = (id: string, kind: string, body: string, message: string): string =>
  `id: ${id}\ntitle: The rule ${id} holds\nseverity: high\nrationale: It is what this scenario is about.\nresource: ${kind}\n${body}message: "${message}"\n`;

/** Rules that print what they read: in the message, as evidence, as an element. */
const RULES: Record<string, string> = {
  "rules/own/role-tag.yaml": rule(
    "role-tag",
    "role",
    'require:\n  role.tags: { none: { key: Owner, value: { matches: "^Tag" } } }\n',
    "{{role.name}} has a bad owner",
  ),
  "rules/own/role-trust.yaml": rule(
    "role-trust",
    "role",
    "require:\n  role.trustPolicy.statements: { none: { effect: Allow, conditions: { any: { values: { count: { gt: 0 } } } } } }\n",
    "{{role.arn}} is trusted",
  ),
  "rules/own/role-principal.yaml": rule(
    "role-principal",
    "role",
    'require:\n  role.trustPolicy.statements: { none: { principals: { any: { value: { matches: "Partner" } } } } }\n',
    "{{role.name}} trusts a partner",
  ),
  "rules/own/role-old.yaml": rule(
    "role-old",
    "role",
    'require:\n  role.trustPolicy.statements: { none: { conditions: { any: { values: { any: { matches: "^OLD" } } } } } }\n',
    "{{role.name}} has an old id",
  ),
  "rules/own/policy-resources.yaml": rule(
    "policy-resources",
    "policy",
    'require:\n  policy.statements: { none: { resources: { any: { matches: "secretbucket" } } } }\n',
    "{{policy.name}} {{policy.arn}} reads a bucket",
  ),
  "rules/own/user-direct.yaml": rule(
    "user-direct",
    "user",
    "require:\n  user.attachedPolicyArns: { count: 0 }\n",
    "{{user.name}} holds {{user.attachedPolicyArns}}",
  ),
};

const SECRETS = {
  external: "EXTERNAL-ID-4242*",
  principal: "arn:aws:iam::999988887777:role/PartnerSecretRole",
  tag: "TagSecret-7781",
  description: "DescriptionSecret-9911",
  resource: "arn:aws:s3:::secretbucket-3321/*",
  user: "secret-user-5512",
  old: "OLD-EXTERNAL-ID-1313",
  long: `LongSecret-${"0123456789".repeat(40)}`,
  variable: "SecretPolicyName-6620",
};

const trust = (externalId: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: SECRETS.principal },
        Action: "sts:AssumeRole",
        Condition: { StringLike: { "sts:ExternalId": [externalId, SECRETS.long] } },
      },
    ],
  });

const document = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: SECRETS.resource }] });

/** A plan whose secrets are marked or not. */
function planWith(isMarked: boolean): unknown {
  const change = (address: string, after: Record<string, unknown>, mask: unknown, before: Record<string, unknown> | null = null) => ({
    address,
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: [before ? "update" : "create"],
      before,
      after,
      after_unknown: { id: true },
      ...(isMarked ? { after_sensitive: mask, before_sensitive: before ? mask : false } : {}),
    },
  });
  const tags = { Owner: SECRETS.tag };
  const role = { name: "partner", path: "/", description: SECRETS.description, tags, tags_all: tags };
  const roleMask = { assume_role_policy: true, description: true, tags: { Owner: true }, tags_all: { Owner: true } };
  const policyArn = `arn:aws:iam::111122223333:policy/${SECRETS.variable}`;
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    variables: { policy_name: { value: SECRETS.variable } },
    resource_changes: [
      change("aws_iam_role.partner", { ...role, assume_role_policy: trust(SECRETS.external) }, roleMask),
      change(
        "aws_iam_role.older",
        { name: "older", path: "/", assume_role_policy: trust(SECRETS.external) },
        { assume_role_policy: true },
        { name: "older", path: "/", arn: "arn:aws:iam::111122223333:role/older", assume_role_policy: trust(SECRETS.old) },
      ),
      change("aws_iam_policy.bucket", { name: SECRETS.variable, path: "/", policy: document }, { policy: true }),
      change("aws_iam_user.user", { name: SECRETS.user, path: "/", tags_all: {} }, { name: true }),
      change("aws_iam_user_policy_attachment.user", { user: SECRETS.user, policy_arn: policyArn }, { user: true }),
    ],
    configuration: { root_module: { resources: [], variables: { policy_name: isMarked ? { sensitive: true } : {} } } },
  };
}

/** Parts of the secrets too, where a format shows the beginning only. */
const FORBIDDEN = [...Object.values(SECRETS), "PartnerSecretRole", "secretbucket-3321", "LongSecret"].map((secret) => secret.toLowerCase());
const shownIn = (text: string): string[] => {
  const plain = text
    .replaceAll("&amp;", "&")
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toLowerCase();
  // Text wraps within long words.
  return FORBIDDEN.filter((secret) => plain.includes(secret) || plain.replace(/\s+/g, "").includes(secret.replace(/\s+/g, "")));
};

/** Names too short to stand out within words. */
const SHORT = { role: "qzx", policy: "jvk", user: "wq" };

/** A public administrator role and a user, whose names are marked. */
function planOfShortNames(): unknown {
  const change = (address: string, after: Record<string, unknown>, mask: unknown) => ({
    address,
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions: ["create"], before: null, after, after_unknown: { id: true }, after_sensitive: mask },
  });
  const everyone = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] });
  const everything = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    resource_changes: [
      change("aws_iam_role.r", { name: SHORT.role, path: "/", assume_role_policy: everyone }, { name: true }),
      change("aws_iam_role_policy.p", { name: SHORT.policy, role: SHORT.role, policy: everything }, { name: true, role: true }),
      change("aws_iam_user.u", { name: SHORT.user, path: "/" }, { name: true }),
      change("aws_iam_user_policy_attachment.u", { user: SHORT.user, policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }, {}),
    ],
    configuration: { root_module: {} },
  };
}

describe("what a plan marks sensitive", () => {
  let reeve: Program;
  let folder = "";

  beforeAll(() => {
    reeve = buildProgram();
    folder = mkdtempSync(join(tmpdir(), "reeve-sensitive-"));
    mkdirSync(join(folder, "rules/own"), { recursive: true });
    for (const [name, text] of Object.entries(RULES)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "rules/own/pack.yaml"), "id: own\ntitle: Own rules\ndescription: Rules of this test.\n");
    writeFileSync(join(folder, "reeve.yaml"), "rules: [rules]\n");
    const older = {
      arn: "arn:aws:iam::111122223333:role/older",
      id: "AROAOLDER",
      name: "older",
      path: "/",
      createdAt: "2025-01-01T00:00:00.000Z",
      tags: [],
      permissionsBoundaryArn: null,
      trustPolicy: policyContent(trust(SECRETS.old), "json", { $unknown: "" }),
      attachedPolicyArns: [],
      inlinePolicies: [],
      instanceProfileArns: [],
      serviceLinked: false,
      lastUsedAt: null,
      lastUsedRegion: null,
    };
    writeFileSync(join(folder, "s.json"), JSON.stringify(snapshot({ roles: [older] as never })));
    for (const isMarked of [true, false]) writeFileSync(join(folder, `${isMarked}.json`), JSON.stringify(planWith(isMarked)));
  }, 120_000);
  afterAll(() => {
    reeve.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const gate = (isMarked: boolean, ...more: string[]) =>
    reeve.run(["gate", "--snapshot", "s.json", "--plan", `${isMarked}.json`, "--pack", "own", "--now", NOW, "--all", ...more], { cwd: folder });

  it("is printed where it is not marked, so that the tests below can fail", () => {
    const { out, err } = gate(false, "--format", "json");
    const unprinted = FORBIDDEN.filter((secret) => !shownIn(out).includes(secret));
    expect(unprinted, err).toEqual([SECRETS.description.toLowerCase()]);
  });

  it("is judged as what is not marked is", () => {
    const [marked, unmarked] = [true, false].map((isMarked) => {
      const { code, out } = gate(isMarked, "--format", "json");
      const { results } = JSON.parse(out) as ReeveResults;
      return { code, found: results.map(({ rule, status, severity, delta, fingerprint }) => [rule, status, severity, delta, fingerprint]) };
    });
    expect(marked).toEqual(unmarked);
    expect(marked?.found.filter(([, status]) => status === "fail").length).toBeGreaterThan(4);
    expect(marked?.code).toBe(1);
  });

  it.each(Object.keys(REPORTERS))("is in no part of the format %s", (format) => {
    const { out, err } = gate(true, "--format", format, "--format", `${format}=out.txt`);
    expect(out.length, err).toBeGreaterThan(100);
    expect(shownIn(out)).toEqual([]);
    expect(shownIn(err)).toEqual([]);
    expect(shownIn(readFileSync(join(folder, "out.txt"), "utf8"))).toEqual([]);
  });

  it.each(Object.keys(REPORTERS))("is in no part of the format %s, however short", (format) => {
    writeFileSync(join(folder, "short.json"), JSON.stringify(planOfShortNames()));
    for (const snapshots of [["--snapshot", "s.json"], []]) {
      // ASFF holds nothing of an account that is not known.
      const plan = snapshots.length > 0 ? "short.json" : "444455556666=short.json";
      const { out, err } = reeve.run(["gate", ...snapshots, "--plan", plan, "--pack", "iam-baseline", "--now", NOW, "--all", "--format", format], {
        cwd: folder,
      });
      expect(out.length, err).toBeGreaterThan(100);
      for (const name of Object.values(SHORT)) expect(`${out}${err}`).not.toMatch(new RegExp(`(?<![a-z0-9+])${name}(?![a-z0-9+=])`, "i"));
    }
  });

  it.each(["explain", "remediate"])("is not printed by %s of a plan without a snapshot", (command) => {
    const { out: json } = reeve.run(["gate", "--plan", "short.json", "--pack", "iam-baseline", "--now", NOW, "--format", "json"], { cwd: folder });
    const found = (JSON.parse(json) as ReeveResults).results.filter(({ status }) => status === "fail");
    expect(found.length).toBeGreaterThan(2);
    for (const at of found.keys()) {
      const { out, err } = reeve.run([command, String(at + 1)], { cwd: folder });
      expect(out.length, err).toBeGreaterThan(100);
      for (const name of Object.values(SHORT)) expect(`${out}${err}`).not.toMatch(new RegExp(`\\b${name}\\b`, "i"));
    }
  });

  it("is named as that in the text", () => {
    expect(gate(true).out).toContain("(sensitive value)");
  });

  it.each(["explain", "remediate", "waivers add"])("is not printed by %s of the gate's findings", (command) => {
    const { out: json } = gate(true, "--format", "json");
    const numbers = (JSON.parse(json) as ReeveResults).results.filter(({ status }) => status === "fail").map((_, at) => String(at + 1));
    expect(numbers.length).toBeGreaterThan(4);
    const answers =
      command === "waivers add"
        ? ["--kind", "accepted-risk", "--reason", "Known for now", "--owner", "ann@example.com", "--expires", "2026-03-20", "--now", "2026-03-01"]
        : [];
    for (const number of numbers) {
      const { out, err } = reeve.run([...command.split(" "), number, ...answers], { cwd: folder });
      expect(`${out}${err}`.length).toBeGreaterThan(20);
      expect(shownIn(out)).toEqual([]);
      expect(shownIn(err)).toEqual([]);
    }
    if (command !== "waivers add") return;
    const files = readdirSync(join(folder, "waivers"));
    expect(files.length).toBeGreaterThan(2);
    expect(files.flatMap((file) => shownIn(readFileSync(join(folder, "waivers", file), "utf8")))).toEqual([]);
    rmSync(join(folder, "waivers"), { recursive: true });
  });
});
