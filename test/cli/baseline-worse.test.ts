import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RULES } from "./gate/policy-files.ts";
import { type GateRun, inProcess } from "./gate/run.ts";
import { arn, policy, snapshot, user } from "./gate/world.ts";

const holding = (...names: string[]): unknown =>
  snapshot({
    users: [user("bob", { attachedPolicyArns: names.map((name) => arn("policy", name)) })],
    policies: ["a", "b", "c", "d", "e", "f", "g"].map((name) => policy(name)),
  });

/** A baseline or a waiver of a finding whose list is longer than what evidence shows. */
describe("an accepted finding that gets worse", () => {
  let folder = "";
  const path = (name: string): string => join(folder, name);
  const write = (name: string, content: unknown): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), typeof content === "string" ? content : JSON.stringify(content));
  };
  const reeve = (...args: string[]): Promise<GateRun> => inProcess([...args, "--config", path("reeve.yaml"), "--now", "2026-03-01"]);
  const check = (name: string): Promise<GateRun> => reeve("check", "--snapshot", path(name), "--rule", "user-direct");

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "reeve-worse-"));
    process.env.REEVE_CACHE_DIR = path("cache");
    for (const [name, text] of Object.entries(RULES)) write(name, text);
    write("reeve.yaml", "rules: [rules/people]\n");
    write("six.json", holding("a", "b", "c", "d", "e", "f"));
    write("seven.json", holding("a", "b", "c", "d", "e", "f", "g"));
    write("swapped.json", holding("a", "b", "c", "d", "e", "g"));
    write("five.json", holding("a", "b", "c", "d", "e"));
    const ran = await reeve("baseline", "write", "--snapshot", path("six.json"));
    expect(ran.code, ran.err).toBe(0);
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  it("is in the baseline while it is the same or better", async () => {
    expect((await check("six.json")).code).toBe(0);
    expect((await check("five.json")).code).toBe(0);
  });

  it.each(["seven.json", "swapped.json"])("counts again, and the report names what is new: %s", async (name) => {
    const { code, out } = await check(name);
    expect(code).toBe(1);
    expect(out).toContain("worse than in the baseline: …:policy/g");
  });

  it("has its elements in the file as hashes", () => {
    const text = readFileSync(path("baseline.json"), "utf8");
    expect(text).toMatch(/"element":"[0-9a-f]{16}"/);
    expect(text).not.toContain("policy/a");
  });

  it("goes by severity in a baseline of an older version, which is said once, until update adds the facts", async () => {
    const { schema, entries } = JSON.parse(readFileSync(path("baseline.json"), "utf8")) as { schema: string; entries: Record<string, unknown>[] };
    const old = { schema, entries: entries.map(({ facts: _, ruleSha256: __, ...rest }) => rest) };
    const kept = readFileSync(path("baseline.json"), "utf8");
    try {
      write("baseline.json", old);
      const before = await check("seven.json");
      expect(before.code).toBe(0);
      expect(before.err.match(/1 entry of an older version/g)?.length).toBe(1);
      expect((await reeve("baseline", "update", "--snapshot", path("six.json"))).code).toBe(0);
      const after = await check("seven.json");
      expect([after.code, after.err.includes("older version")]).toEqual([1, false]);
    } finally {
      write("baseline.json", kept);
    }
  });

  it("is compared by the tests that both have where the rule has changed since", () => isComparedAfterEdit());

  /** With a clause more in the rule, what was there is accepted as before, and one element more is not. */
  async function isComparedAfterEdit(): Promise<void> {
    const rule = path("rules/people/user-direct.yaml");
    const kept = readFileSync(rule, "utf8");
    try {
      writeFileSync(rule, kept.replace("  user.attachedPolicyArns: { count: 0 }\n", "  user.attachedPolicyArns: { count: 0 }\n  user.path: /team/\n"));
      expect((await check("six.json")).code).toBe(0);
      expect((await check("seven.json")).code).toBe(1);
    } finally {
      writeFileSync(rule, kept);
    }
  }

  it("outgrows a waiver that recorded its facts", async () => {
    const kept = readFileSync(path("baseline.json"), "utf8");
    rmSync(path("baseline.json"));
    try {
      expect((await check("six.json")).code).toBe(1);
      const given = ["--kind", "in-progress", "--reason", "Moves to groups", "--owner", "ann", "--expires", "2026-03-20"];
      const added = await inProcess(["waivers", "add", "1", "--config", path("reeve.yaml"), "--now", "2026-03-01", ...given]);
      expect(added.code, added.err).toBe(0);
      expect((await check("six.json")).code).toBe(0);
      expect((await check("five.json")).code).toBe(0);
      const worse = await check("seven.json");
      expect(worse.code).toBe(1);
      expect(worse.out).toContain("bob is worse than what was waived (new: arn:aws:iam::111122223333:policy/g): decide again with reeve waivers add");
      await isComparedAfterEdit();
    } finally {
      write("baseline.json", kept);
      rmSync(path("waivers"), { recursive: true, force: true });
    }
  });
});

/** The shipped rule on administrator policies of one's own. A holder is a name, or an id and the name that it has now. */
describe("the holders of a customer managed administrator policy", () => {
  const held = (...names: string[]): unknown => {
    const holders = names.map((each) => each.split("=")).map(([id = "", name = id]) => ({ id: `AIDA${id.toUpperCase()}`, name }));
    return snapshot({
      users: holders.map(({ id, name }) => user(name, { id, attachedPolicyArns: [arn("policy", "everything")] })),
      policies: [
        policy("everything", {
          admin: true,
          attachmentCount: names.length,
          attachedTo: holders.map(({ name }) => ({ kind: "user", arn: arn("user", name), name })),
        }),
      ],
    });
  };

  let folder = "";
  const path = (name: string): string => join(folder, name);
  const reeve = (name: string, ...args: string[]): Promise<GateRun> =>
    inProcess([...args, "--snapshot", path(name), "--config", path("reeve.yaml"), "--now", "2026-03-01"]);
  const RULE = ["--rule", "policy-no-admin-attached"];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-holders-"));
    process.env.REEVE_CACHE_DIR = path("cache");
    writeFileSync(path("reeve.yaml"), "packs: [iam-baseline]\n");
    writeFileSync(path("two.json"), JSON.stringify(held("ann", "bob")));
  });
  afterEach(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  const CASES: [string, string[], string | null][] = [
    ["the same holders", ["ann", "bob"], null],
    ["one less", ["bob"], null],
    ["one more", ["ann", "bob", "eve"], "user/eve"],
    ["another in the place of one", ["ann", "eve"], "user/eve"],
    ["one that is renamed", ["ann", "bob=robert"], null],
    ["two that have each other's names", ["ann=bob", "bob=ann"], null],
    ["one that is renamed, and another that has its name", ["ann", "bob=robert", "eve=bob"], "user/bob"],
    ["one that is deleted and made again", ["ann", "new=bob"], null],
  ];

  it.each(CASES)("are compared with the baseline: %s", async (_, names, worse) => {
    writeFileSync(path("now.json"), JSON.stringify(held(...names)));
    expect((await reeve("two.json", "baseline", "write")).code).toBe(0);
    const { code, out } = await reeve("now.json", "check", ...RULE);
    expect({ code }, out).toEqual({ code: worse === null ? 0 : 1 });
    if (worse !== null) expect(out).toContain(worse);
  });

  it.each(CASES)("are compared with what was waived: %s", async (_, names, worse) => {
    writeFileSync(path("now.json"), JSON.stringify(held(...names)));
    await reeve("two.json", "check", ...RULE);
    const given = ["--kind", "in-progress", "--reason", "Moves to groups", "--owner", "ann", "--expires", "2026-03-20"];
    const added = await inProcess(["waivers", "add", "1", "--config", path("reeve.yaml"), "--now", "2026-03-01", ...given]);
    expect(added.code, added.err).toBe(0);
    const { code, out } = await reeve("now.json", "check", ...RULE);
    expect({ code }, out).toEqual({ code: worse === null ? 0 : 1 });
  });

  it.each(CASES)("are compared by diff: %s", async (_, names, worse) => {
    writeFileSync(path("now.json"), JSON.stringify(held(...names)));
    const args = ["--judge", "--config", path("reeve.yaml"), ...RULE, "--format", "json", "--fail-on", "new"];
    const { code, out } = await inProcess(["diff", path("two.json"), path("now.json"), ...args]);
    expect(code, out).toBe(worse === null ? 0 : 1);
    const facts = (JSON.parse(out) as { results: { facts: { verdict: string; added: { element: string }[] }[] } }).results.facts;
    const holders = facts.flatMap(({ added }) => added.filter(({ element }) => element !== null));
    expect(holders.length > 0, JSON.stringify(facts)).toBe(worse !== null);
  });

  it("are in an entry by their ARNs only where an older version wrote it, until update records it anew", async () => {
    writeFileSync(path("now.json"), JSON.stringify(held("ann", "bob=robert")));
    expect((await reeve("two.json", "baseline", "write")).code).toBe(0);
    const text = readFileSync(path("baseline.json"), "utf8");
    expect(text).toContain('"uniqueId"');
    writeFileSync(path("baseline.json"), text.replaceAll(/,"uniqueId":"[^"]*"/g, ""));
    expect((await reeve("two.json", "check", ...RULE)).code).toBe(0);
    expect((await reeve("now.json", "check", ...RULE)).code).toBe(1);
    expect((await reeve("two.json", "baseline", "update")).code).toBe(0);
    expect((await reeve("now.json", "check", ...RULE)).code).toBe(0);
  });
});

/** A trust policy names users by their ARNs, and IAM shows the ARN that a user has now. */
describe("a user whom a trust policy names", () => {
  const RULE = `id: trusts-no-user
title: Roles trust no user
severity: high
resource: role
rationale: Users have long-term keys.
require:
  role.trustPolicy.statements: { none: { effect: Allow, principals: { any: { value: { glob: "*:user/*" } } } } }
message: "Role {{role.name}} trusts a user"
`;
  const trusting = (...users: [id: string, name: string][]): unknown =>
    snapshot({
      users: users.map(([id, name]) => user(name, { id })),
      roles: [roleOf({ statements: users.map(([, name]) => trusted(name)), languageVersion: "2012-10-17", documentSha256: "0".repeat(64), documentId: null })],
    } as never);
  const roleOf = (trustPolicy: unknown) => ({
    ...{ id: "AROAAPP", arn: arn("role", "app"), name: "app", path: "/", createdAt: "2025-01-01T00:00:00Z", tags: [], serviceLinked: false, trustPolicy },
    ...{ attachedPolicyArns: [], inlinePolicies: [], permissionsBoundaryArn: null, instanceProfileArns: [], lastUsedAt: null, lastUsedRegion: null },
  });
  const trusted = (name: string) => ({
    ...{ sid: null, effect: "Allow", principals: [{ type: "AWS", value: arn("user", name) }], notPrincipals: [], actions: ["sts:AssumeRole"] },
    ...{ notActions: [], resources: [], notResources: [], conditions: [] },
  });

  let folder = "";
  const path = (name: string): string => join(folder, name);
  const reeve = (...args: string[]): Promise<GateRun> =>
    inProcess([...args, "--snapshot", path("account.json"), "--config", path("reeve.yaml"), "--now", "2026-03-01"]);
  const check = (document: unknown): Promise<GateRun> => {
    writeFileSync(path("account.json"), JSON.stringify(document));
    return reeve("check");
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "reeve-trusted-"));
    process.env.REEVE_CACHE_DIR = path("cache");
    mkdirSync(path("rules"));
    writeFileSync(path("rules/trusts-no-user.yaml"), RULE);
    writeFileSync(path("reeve.yaml"), "rules: [rules]\n");
    writeFileSync(path("account.json"), JSON.stringify(trusting(["AIDA1", "ann"], ["AIDA2", "bob"])));
    const ran = await reeve("baseline", "write");
    expect(ran.code, ran.err).toBe(0);
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[string, number, unknown]>([
    ["is as it was", 0, trusting(["AIDA1", "ann"], ["AIDA2", "bob"])],
    ["is renamed", 0, trusting(["AIDA1", "anna"], ["AIDA2", "bob"])],
    ["is renamed, as the other is", 0, trusting(["AIDA1", "bob"], ["AIDA2", "ann"])],
    ["is trusted no longer", 0, trusting(["AIDA2", "bob"])],
    ["is another with another name", 1, trusting(["AIDA3", "carl"], ["AIDA2", "bob"])],
    ["is another with the name of the earlier", 1, trusting(["AIDA3", "ann"], ["AIDA2", "bob"])],
    ["is renamed, and another takes the name", 1, trusting(["AIDA1", "anna"], ["AIDA3", "ann"], ["AIDA2", "bob"])],
  ])("%s: exit code %d", async (_, code, document) => {
    const ran = await check(document);
    expect(ran.code, ran.out + ran.err).toBe(code);
  });
});
