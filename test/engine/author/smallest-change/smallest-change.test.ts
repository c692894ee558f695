import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { edited } from "../../../../engine/author/smallest-change/copy.ts";
import { completeDocument } from "../../../../engine/author/testing/complete.ts";
import { derive } from "../../../../engine/evaluate/index.ts";
import { loadCondition, smallestChanges } from "../../../../engine/index.ts";
import type { CheckedRule } from "../../../../engine/language/rule.ts";
import type { ReeveDocument, ResourceKind, Result } from "../../../../schemas/index.ts";
import { evaluate } from "../../../judged.ts";
import { SHIPPED } from "../../../rules/shipped.ts";
import { ruleOf } from "../../evaluate/rules.ts";

function condition(text: string, kind: ResourceKind) {
  const { condition: found, diagnostics } = loadCondition({ file: "condition", text }, kind);
  if (!found) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return found;
}

const stateRule = (kind: ResourceKind, require: string, applies?: string): CheckedRule =>
  ruleOf({ id: "x", resource: kind, body: { kind: "state", applies: applies ? condition(applies, kind) : null, require: condition(require, kind) } });

const eventRule = (match: string, unless?: string): CheckedRule =>
  ruleOf({ id: "x", resource: "event", body: { kind: "event", match: condition(match, "event"), unless: unless ? condition(unless, "event") : null } });

const given = (part: Record<string, unknown>): ReeveDocument => completeDocument(part, normalizeRecords).document;

function resultsOf(document: ReeveDocument, rule: CheckedRule): Result[] {
  const outcome = evaluate(document, [rule], { stated: "kept" });
  if (!outcome.ok) throw new Error("refused");
  return outcome.results.results;
}

/** The turns of the first finding, briefly: what it becomes, whether it was tried, and each change. */
function turns(document: ReeveDocument, rule: CheckedRule) {
  const finding = resultsOf(document, rule).find(({ status }) => status === "fail");
  if (!finding) throw new Error("no finding");
  return smallestChanges(document, rule, finding).map(({ to, verified, changes }) => ({
    to,
    verified,
    changes: changes.map(({ path, wanted }) => ({ path, wanted })),
  }));
}

const ana = (fields: Record<string, unknown>) => given({ users: [{ name: "ana", ...fields }] });

const [A, B] = ["arn:aws:iam::111122223333:policy/a", "arn:aws:iam::111122223333:policy/b"];

describe("smallestChanges", () => {
  it.each<[string, string, Record<string, unknown>, unknown]>([
    ["a flag", "user.mfaActive: true", { mfaActive: false }, { op: "is", values: [true] }],
    ["one of a set", `user.permissionsBoundaryArn: ["${A}", "${B}"]`, { permissionsBoundaryArn: null }, { op: "is", values: [A, B] }],
    ["presence", "user.permissionsBoundaryArn: { exists: true }", { permissionsBoundaryArn: null }, { op: "present" }],
    ["absence", "user.permissionsBoundaryArn: { exists: false }", { permissionsBoundaryArn: A }, { op: "absent" }],
    ["an age", "user.passwordLastUsedAt: { newerThan: 45d }", { passwordLastUsedAt: "90d ago" }, { op: "within", duration: "45d" }],
    ["another age", "user.passwordLastUsedAt: { olderThan: 45d }", { passwordLastUsedAt: "5d ago" }, { op: "older", duration: "45d" }],
    ["a negation", "not: { user.mfaActive: true }", { mfaActive: true }, { op: "is", values: [false] }],
  ])("says what %s would have to be, and has tried it", (_what, require, fields, wanted) => {
    const [turn] = turns(ana(fields), stateRule("user", require));
    expect(turn).toMatchObject({ to: "pass", verified: true });
    expect(turn?.changes.map((change) => change.wanted)).toEqual([[wanted]]);
  });

  it("names patterns and guesses none", () => {
    const [turn] = turns(
      ana({ permissionsBoundaryArn: A }),
      stateRule("user", 'user.permissionsBoundaryArn: { glob: ["arn:*:policy/guard/*", "arn:*:policy/b/*"] }'),
    );
    expect(turn).toMatchObject({ verified: false, changes: [{ wanted: [{ op: "matches", patterns: ["arn:*:policy/guard/*", "arn:*:policy/b/*"] }] }] });
  });

  it("takes the fewest values where several ways are open", () => {
    const rule = stateRule("user", "or: [{ user.mfaActive: true, user.passwordEnabled: false }, { user.mfaActive: true }]");
    expect(turns(ana({ mfaActive: false, passwordEnabled: true }), rule)[0]?.changes.map(({ path }) => path)).toEqual(["user.mfaActive"]);
  });

  it("takes all values where all are asked for", () => {
    const rule = stateRule("user", "{ user.mfaActive: true, user.passwordEnabled: false }");
    expect(turns(ana({ mfaActive: false, passwordEnabled: true }), rule)[0]?.changes.map(({ path }) => path)).toEqual([
      "user.mfaActive",
      "user.passwordEnabled",
    ]);
  });

  it("says several demands on one value as one change", () => {
    const rule = stateRule("account", "account.passwordPolicy.maxPasswordAge: { gte: 1, lte: 90, default: 0 }");
    const document = given({ account: { passwordPolicy: { maxPasswordAge: 365 } } });
    expect(turns(document, rule)[0]).toMatchObject({ verified: true, changes: [{ wanted: [{ op: "lte", value: 90 }] }] });
  });

  it("also says how it would not be judged at all", () => {
    const found = turns(ana({ mfaActive: false, passwordEnabled: true }), stateRule("user", "user.mfaActive: true", "user.passwordEnabled: true"));
    expect(found.map(({ to }) => to)).toEqual(["pass", "not-applicable"]);
  });

  it("changes what belongs to the resource before it takes it away", () => {
    const document = given({
      users: [{ name: "ana", accessKeys: ["AKIA1", "AKIA2"] }],
      accessKeys: [
        { id: "AKIA1", user: "ana", active: true },
        { id: "AKIA2", user: "ana", active: true },
      ],
    });
    const [turn] = turns(document, stateRule("user", "user.accessKeys: { count: { where: { active: true }, lte: 1 } }"));
    expect(turn).toMatchObject({ verified: true, changes: [{ path: "user.accessKeys[AKIA1].active", wanted: [{ op: "is", values: [false] }] }] });
  });

  it("takes a policy off the user rather than change the policy", () => {
    const document = given({
      users: [{ name: "ana", attachedPolicies: ["all"] }],
      policies: [{ name: "all", admin: true, attachedTo: [{ kind: "user", name: "ana" }] }],
    });
    const [turn] = turns(document, stateRule("user", "user.attachedPolicies: { none: { admin: true } }"));
    expect(turn).toMatchObject({ verified: true, changes: [{ path: "user.attachedPolicies[all]", wanted: [{ op: "removed" }] }] });
  });

  it("changes every element that stands in the way", () => {
    const document = given({
      users: [
        {
          name: "ana",
          inlinePolicies: [
            { name: "a", admin: true },
            { name: "b", admin: false },
            { name: "c", admin: true },
          ],
        },
      ],
    });
    const [turn] = turns(document, stateRule("user", "user.inlinePolicies: { none: { admin: true } }"));
    expect(turn?.changes.map(({ path }) => path)).toEqual(["user.inlinePolicies[a].admin", "user.inlinePolicies[c].admin"]);
  });

  it.each([
    ["the name", "user.name: ben"],
    ["the path", "user.path: /ops/"],
    ["the ARN", 'user.arn: { glob: "arn:*:user/ops/*" }'],
  ])("never asks to be somebody else: %s", (_what, require) => {
    expect(turns(ana({}), stateRule("user", require))).toEqual([]);
  });

  it("says nothing of a result that is no finding", () => {
    const document = ana({ mfaActive: true });
    const rule = stateRule("user", "user.mfaActive: true");
    const [result] = resultsOf(document, rule);
    expect(result && smallestChanges(document, rule, result)).toEqual([]);
  });

  const record = {
    eventVersion: "1.08",
    eventID: "e1",
    eventTime: "1h ago",
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    awsRegion: "us-east-1",
    recipientAccountId: "111122223333",
  };
  const user = { type: "IAMUser", accountId: "111122223333", userName: "ana", arn: "arn:aws:iam::111122223333:user/ana", principalId: "AIDAANA" };

  it("tells what would excuse a record, and never another name of the call", () => {
    const document = given({ events: [{ ...record, userIdentity: user }] });
    const found = turns(document, eventRule("event.eventName: CreateUser", 'actor.roleArn: { glob: ["arn:*:role/deploy/*"] }'));
    expect(found).toEqual([
      {
        to: "excused",
        verified: false,
        changes: [{ path: "actor.roleArn", wanted: [{ op: "matches", language: "glob", patterns: ["arn:*:role/deploy/*"] }] }],
      },
    ]);
  });

  it("shares with the copy whatever is not changed", () => {
    const document = ana({ mfaActive: false });
    const [holder] = document.users as [ReeveDocument["users"]];
    const copy = edited(document, [{ kind: "set", holder: holder as object, field: "mfaActive", value: true }]);
    expect(copy.roles).toBe(document.roles);
    expect(document).toEqual(ana({ mfaActive: false }));
    expect((copy.users as { mfaActive: boolean }[])[0]?.mfaActive).toBe(true);
  });

  it("of every finding in the sample account, what was tried turns it and keeps every resource what it is", () => {
    const document = derive(JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString()) as ReeveDocument);
    const rules = SHIPPED.rules.filter(({ body }) => body.kind === "state");
    const outcome = evaluate(document, rules);
    if (!outcome.ok) throw new Error("refused");
    let tried = 0;
    for (const finding of outcome.results.results.filter(({ status }) => status === "fail")) {
      const rule = rules.find(({ id }) => id === finding.rule) as CheckedRule;
      for (const turn of smallestChanges(document, rule, finding).filter(({ verified }) => verified)) {
        tried += 1;
        const copy = edited(
          document,
          turn.changes.flatMap(({ edit }) => (edit ? [edit] : [])),
        );
        const after = resultsOf(copy, rule).find(({ resource }) => resource.arn === finding.resource.arn && resource.id === finding.resource.id);
        expect(after?.status, `${rule.id} ${finding.resource.name}`).toBe(turn.to);
      }
    }
    expect(tried).toBeGreaterThan(25);
  });

  it("of two flags under any and, or and not, changes no more than there are", () => {
    const leaf = fc.constantFrom("{ user.mfaActive: true }", "{ user.passwordEnabled: true }", "{ user.mfaActive: false }");
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .tuple(fc.constantFrom("and", "or"), fc.array(tie("node"), { minLength: 1, maxLength: 3 }))
          .map(([word, parts]) => `{ ${word}: [${parts.join(", ")}] }`),
        tie("node").map((part) => `{ not: ${part} }`),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.boolean(), fc.boolean(), (text, mfaActive, passwordEnabled) => {
        const document = ana({ mfaActive, passwordEnabled });
        const rule = stateRule("user", text);
        const [result] = resultsOf(document, rule);
        if (result?.status !== "fail") return;
        const found = smallestChanges(document, rule, result);
        for (const { changes } of found) expect(new Set(changes.map(({ path }) => path)).size).toBeLessThanOrEqual(2);
        // Where no values of the two flags would pass, no change is told.
        const passes = [true, false].some((one) =>
          [true, false].some((two) => resultsOf(ana({ mfaActive: one, passwordEnabled: two }), rule)[0]?.status === "pass"),
        );
        if (!passes) expect(found).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
