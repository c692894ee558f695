import { describe, expect, it } from "vitest";
import { readOwnTable } from "../../../collectors/files/index.ts";
import { normalizeRecords } from "../../../collectors/normalize/cloudtrail/event-set.ts";
import { type ManagedPolicyTable, managedPoliciesIn } from "../../../document/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import { renderCli } from "../../../engine/remediate/cli.ts";
import { combineRemediations } from "../../../engine/remediate/combine.ts";
import { renderConsole } from "../../../engine/remediate/console.ts";
import type { RemediationContext } from "../../../engine/remediate/context.ts";
import { readySteps } from "../../../engine/remediate/outline.ts";
import type { PlannedStep, Remediation } from "../../../engine/remediate/plan.ts";
import { renderPython } from "../../../engine/remediate/python.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { renderTypeScript } from "../../../engine/remediate/typescript.ts";
import { evaluate } from "../../judged.ts";
import { plain } from "./samples.ts";
import { ruleOf, shippedRules } from "./shipped.ts";

const SHIPPED = shippedRules();
const shipped = (...ids: string[]): CheckedRule[] =>
  ids.map((id) => {
    const rule = SHIPPED.find((candidate) => candidate.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    return rule;
  });

interface Fixed {
  remediations: Remediation[];
  steps: PlannedStep[];
}

/**
 * Judges the document and fixes every finding of the first rule. `kept`: with the document at hand; `named`: rules whose findings the user named
 * together with it; `accepted`: rules whose findings someone accepted.
 */
function fixedBy(
  rules: CheckedRule[],
  given: Record<string, unknown>,
  kept = true,
  named: string[] = [],
  accepted: string[] = [],
  awsManaged: RemediationContext["awsManaged"] = () => null,
): Fixed {
  const { document, problems } = completed(given);
  const judged = evaluate(document, rules);
  if (!judged.ok || problems.length > 0) throw new Error(JSON.stringify(problems));
  const { results } = judged.results;
  const context = {
    rules,
    results,
    named: new Set(results.flatMap(({ rule, fingerprint }) => (named.includes(rule) ? (fingerprint ?? []) : []))),
    isAccepted: ({ rule }: { rule: string }) => accepted.includes(rule),
    awsManaged,
  };
  const remediations = results
    .filter((result) => result.rule === rules[0]!.id && result.status !== "pass" && result.status !== "not-applicable")
    .map((result) => remediate(rules[0]!, result, kept ? document : null, context));
  return { remediations, steps: remediations.flatMap((remediation) => remediation.parts.flatMap((part) => part.steps)) };
}

/** A name that no case may give, and that a hostile document may hold all the same, stands as HOSTILE until the document is complete. */
function completed({ hostile, ...given }: Record<string, unknown>): ReturnType<typeof completeDocument> {
  const { document, problems } = completeDocument(given, normalizeRecords);
  const text = JSON.stringify(document).replaceAll('"HOSTILE"', JSON.stringify(hostile));
  return { document: hostile === undefined ? document : JSON.parse(text), problems };
}

const request = (step: PlannedStep | undefined): unknown => (step?.status === "ready" ? plain(step.with) : step?.because);

const POLICY = {
  minimumPasswordLength: 8,
  requireSymbols: false,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: true,
  expirePasswords: false,
  maxPasswordAge: null,
  passwordReusePrevention: 24,
  hardExpiry: null,
};

describe("a remediation", () => {
  const mfa = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation:
  console: ["Open {{user.name}}, groups {{user.groupArns}}, last used {{user.passwordLastUsedAt}}"]
  steps:
    - call: iam:TagUser
      with: { UserName: "{{user.name}}", Tags: [{ Key: owner, Value: "<owner>" }] }
    - call: iam:UpdateUser
      with: { UserName: "{{user.name}}", NewUserName: "{{user.permissionsBoundaryArn}}" }
`);

  it("carries the finding's own values and says what a person must supply", () => {
    const { steps } = fixedBy([mfa], { users: [{ name: "ana", mfaActive: false }] });
    expect(steps[0]).toMatchObject({ status: "ready", supply: ["owner"] });
    expect(request(steps[0])).toEqual({ UserName: "ana", Tags: [{ Key: "owner", Value: "supplied-value" }] });
  });

  it.each([
    ["leaves out a console step in which a value is absent", { passwordLastUsedAt: null }, []],
    [
      "says in a console step what to look up",
      { passwordLastUsedAt: "2026-01-01T00:00:00Z", groupArns: { $unknown: "AccessDenied" } },
      ["Open ana, groups (look it up: user.groupArns could not be read), last used 2026-01-01T00:00:00Z"],
    ],
  ])("%s", (_, user, console) => {
    const { remediations } = fixedBy([mfa], { users: [{ name: "ana", mfaActive: false, ...user }] });
    expect(remediations[0]?.parts[0]?.console).toEqual(console);
  });

  it.each([
    ["each element", ["arn:aws:iam::111122223333:group/a", "arn:aws:iam::111122223333:group/b"], ["Leave arn:aws:iam::111122223333:group/b"]],
    ["none", [], []],
    ["what is unknown", { $unknown: "AccessDenied" }, ["(look it up: user.groupArns could not be read)"]],
    [
      "the rest of an open list",
      ["arn:aws:iam::111122223333:group/b", { $unknown: "Throttled" }],
      ["Leave arn:aws:iam::111122223333:group/b", "There may be more of them: user.groupArns could not be read in full"],
    ],
  ])("says a console step once for each element of a list: %s", (_, groupArns, console) => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation:
  console: [{ text: "Leave {{item}}", forEach: { list: user.groupArns, where: { item: { notGlob: "*/a" } } } }]
`);
    const { remediations } = fixedBy([rule], { users: [{ name: "ana", mfaActive: false, groupArns }] });
    expect(remediations[0]?.parts[0]?.console ?? []).toEqual(console);
  });

  describe("says and does only what applies", () => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation:
  console:
    - { text: "Ask {{user.name}}", when: { user.passwordEnabled: true } }
    - { text: "Nothing to ask", when: { user.passwordEnabled: false } }
  steps:
    - call: iam:DeleteLoginProfile
      when: { user.passwordEnabled: true }
      with: { UserName: "{{user.name}}" }
      human: ["First", { text: "then", when: { user.passwordEnabled: true } }, { text: "never", when: { user.passwordEnabled: false } }, "last used {{user.passwordLastUsedAt}}"]
`);
    const planned = (passwordEnabled: unknown) => {
      const { remediations } = fixedBy([rule], { users: [{ name: "ana", mfaActive: false, passwordLastUsedAt: null, passwordEnabled }] });
      const [part] = remediations[0]!.parts;
      return { console: part?.console, steps: part?.steps.map((step) => ({ status: step.status, human: step.human })) };
    };

    it.each([
      ["where it holds", true, { console: ["Ask ana"], steps: [{ status: "ready", human: "First. Then" }] }],
      ["where it does not", false, { console: ["Nothing to ask"], steps: [] }],
    ])("%s", (_, passwordEnabled, expected) => {
      expect(planned(passwordEnabled)).toEqual(expected);
    });

    it("where it is unknown, leaves the step out and says so", () => {
      const { console, steps } = planned({ $unknown: "AccessDenied" });
      expect(console).toEqual(["Which of the other steps apply depends on what could not be read: reeve rules show sample lists them"]);
      expect(steps).toEqual([{ status: "withheld", human: null }]);
    });
  });

  it.each([
    ["absent", null, "absent"],
    ["unknown", { $unknown: "AccessDenied" }, "unknown"],
  ])("leaves out a step with an %s value and says why", (_, permissionsBoundaryArn, code) => {
    const { steps } = fixedBy([mfa], { users: [{ name: "ana", mfaActive: false, permissionsBoundaryArn }] });
    expect(steps[1]).toMatchObject({ status: "withheld", because: { code, member: "NewUserName", path: "user.permissionsBoundaryArn" } });
  });

  it("leaves out a step with an open list", () => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation: { steps: [{ call: iam:UntagUser, with: { UserName: "{{user.name}}", TagKeys: "{{user.groupArns}}" } }] }
`);
    const { steps } = fixedBy([rule], {
      users: [{ name: "ana", mfaActive: false, groupArns: ["arn:aws:iam::111122223333:group/a", { $unknown: "Throttled" }] }],
    });
    expect(steps[0]).toMatchObject({ status: "withheld", because: { code: "open" } });
  });

  it("keeps the type of a value that is one path, lists included", () => {
    const rule = ruleOf(`resource: user
params: { days: { type: integer, default: 90, description: Days. } }
require: { user.mfaActive: true }
remediation: { steps: [{ call: s3:Sample, with: { Flag: "{{user.passwordEnabled}}", Days: "{{params.days}}", List: "{{user.groupArns}}", Text: "{{params.days}} days" } }] }
`);
    const arn = "arn:aws:iam::111122223333:group/a";
    const { steps } = fixedBy([rule], { users: [{ name: "ana", mfaActive: false, passwordEnabled: true, groupArns: [arn] }] });
    expect(request(steps[0])).toEqual({ Flag: true, Days: 90, List: [arn], Text: "90 days" });
  });

  it("asks before a step that follows one whose values are not known", () => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation:
  steps:
    - { call: "iam:AttachUserPolicy", with: { UserName: "{{user.name}}", PolicyArn: "{{user.permissionsBoundaryArn}}" } }
    - { call: "iam:DeleteLoginProfile", with: { UserName: "{{user.name}}" } }
`);
    const unknown = fixedBy([rule], { users: [{ name: "ana", mfaActive: false, permissionsBoundaryArn: { $unknown: "AccessDenied" } }] });
    const absent = fixedBy([rule], { users: [{ name: "ana", mfaActive: false, permissionsBoundaryArn: null }] });
    expect([unknown.steps[1], absent.steps[1]]).toMatchObject([{ afterGap: true }, { afterGap: false }]);
    expect(renderCli(unknown.remediations[0]!)).toContain("An earlier step is missing");
  });

  it("takes what the result tells where the document is gone, and leaves out the rest", () => {
    const { steps } = fixedBy([mfa], { users: [{ name: "ana", mfaActive: false, permissionsBoundaryArn: null }] }, false);
    expect(request(steps[0])).toMatchObject({ UserName: "ana" });
    expect(steps[1]).toMatchObject({ status: "withheld", because: { code: "no-document" } });
  });

  it("never takes a value of the document for a placeholder or a path", () => {
    const { steps } = fixedBy([mfa], {
      hostile: "<owner>{{user.path}}",
      users: [{ name: "HOSTILE", mfaActive: false }],
    });
    expect(steps[0]).toMatchObject({ supply: ["owner"] });
    expect(request(steps[0])).toMatchObject({ UserName: "<owner>{{user.path}}" });
  });

  it("writes an object given for a policy document as its JSON, values escaped", () => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation:
  steps:
    - call: iam:PutUserPolicy
      with: { UserName: u, PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Deny, Action: "*", Resource: "{{user.name}}" }] } }
    - call: iam:PutUserPolicy
      with: { UserName: u, PolicyName: p, PolicyDocument: '{"Sid":"{{user.name}}"}' }
`);
    const { steps } = fixedBy([rule], { hostile: 'a","x":"', users: [{ name: "HOSTILE", mfaActive: false }] });
    const documents = steps.map((step) => JSON.parse((request(step) as { PolicyDocument: string }).PolicyDocument));
    expect(documents).toEqual([{ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: 'a","x":"' }] }, { Sid: 'a","x":"' }]);
  });
});

describe("a call that replaces the whole password policy", () => {
  const length = shipped("password-policy-min-length");

  it("keeps what is in force", () => {
    const { steps } = fixedBy(length, { account: { passwordPolicy: POLICY } });
    expect(request(steps[0])).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: false,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      PasswordReusePrevention: 24,
    });
  });

  it("carries what every failing rule wants, so that the last fix does not undo the first", () => {
    const { steps } = fixedBy(shipped("password-policy-min-length", "password-policy-symbol", "password-policy-number"), {
      account: { passwordPolicy: POLICY },
    });
    expect(request(steps[0])).toMatchObject({ MinimumPasswordLength: 14, RequireSymbols: true });
    expect(steps[0]).toMatchObject({ notes: expect.arrayContaining([{ code: "merged", rules: ["password-policy-symbol"] }]) });
  });

  const LENGTH = ["password-policy-min-length", "password-policy-symbol", "password-policy-max-age"] as const;

  it("is the same whichever of the findings comes first, where all are named", () => {
    const fixes = LENGTH.map(
      (_, first) => fixedBy(shipped(...LENGTH.slice(first), ...LENGTH.slice(0, first)), { account: { passwordPolicy: POLICY } }, true, [...LENGTH]).steps[0],
    );
    expect(new Set(fixes.map((step) => JSON.stringify(request(step)))).size).toBe(1);
    expect(request(fixes[0])).toMatchObject({ MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: 90 });
  });

  it("carries no wish of a less severe rule that was not named, and names the rule", () => {
    const { steps } = fixedBy(shipped(...LENGTH), { account: { passwordPolicy: POLICY } });
    expect(request(steps[0])).toMatchObject({ MinimumPasswordLength: 14, RequireSymbols: true });
    expect(request(steps[0])).not.toHaveProperty("MaxPasswordAge");
    expect(steps[0]).toMatchObject({ human: null, notes: expect.arrayContaining([{ code: "left", rules: ["password-policy-max-age"] }]) });
  });

  it("carries what a rule of the same severity wants, with its warning", () => {
    const { steps } = fixedBy(shipped("password-policy-reuse-prevention", "password-policy-max-age"), {
      account: { passwordPolicy: { ...POLICY, passwordReusePrevention: null } },
    });
    expect(request(steps[0])).toMatchObject({ PasswordReusePrevention: 24, MaxPasswordAge: 90 });
    expect(steps[0]).toMatchObject({ human: expect.stringMatching(/^password-policy-max-age: Expiry holds at once/) });
  });

  it("carries no wish of a finding that was accepted, unless it was named", () => {
    const rules = shipped("password-policy-min-length", "password-policy-symbol");
    const given = { account: { passwordPolicy: POLICY } };
    expect(request(fixedBy(rules, given, true, [], ["password-policy-symbol"]).steps[0])).toMatchObject({ RequireSymbols: false });
    expect(request(fixedBy(rules, given, true, ["password-policy-symbol"], ["password-policy-symbol"]).steps[0])).toMatchObject({ RequireSymbols: true });
  });

  describe("that would shut people out", () => {
    const HARD = { ...POLICY, passwordReusePrevention: null, hardExpiry: true };
    const lockOut = { code: "lock-out", days: 90, who: "all" };

    it("takes no expiry from a rule that was not named, whatever its severity", () => {
      const { steps } = fixedBy(shipped("password-policy-reuse-prevention", "password-policy-max-age"), { account: { passwordPolicy: HARD } });
      expect(request(steps[0])).toMatchObject({ PasswordReusePrevention: 24, HardExpiry: true });
      expect(request(steps[0])).not.toHaveProperty("MaxPasswordAge");
      expect(steps[0]).toMatchObject({ notes: expect.arrayContaining([{ code: "left", rules: ["password-policy-max-age"] }]) });
    });

    it.each<[string, string[], Record<string, unknown>]>([
      ["named together", ["password-policy-min-length", "password-policy-max-age"], HARD],
      ["fixed itself", ["password-policy-max-age"], HARD],
      ["shortened", ["password-policy-max-age"], { ...HARD, maxPasswordAge: 365, expirePasswords: true }],
    ])("asks first where expiry is %s", (_, ids, passwordPolicy) => {
      const { steps, remediations } = fixedBy(shipped(...ids), { account: { passwordPolicy } }, true, ids);
      expect(steps[0]).toMatchObject({ notes: expect.arrayContaining([lockOut]) });
      expect(request(steps[0])).toMatchObject({ MaxPasswordAge: 90, HardExpiry: true });
      for (const render of [renderCli, renderPython, renderTypeScript]) expect(render(remediations[0]!)).toMatch(/confirm\(?.*older than 90 days/);
      expect(renderConsole(remediations[0]!)).toMatch(/older than 90 days cannot sign in/);
    });

    describe("where users may not change their own password", () => {
      const off = { ...POLICY, allowUsersToChangePassword: false };
      const outside = { code: "lock-out", days: 90, who: "without-permission" };
      const has = expect.objectContaining({ notes: expect.arrayContaining([expect.objectContaining({ code: "lock-out" })]) });

      it.each([
        ["expire newly", { ...off, maxPasswordAge: null }],
        ["expire sooner", { ...off, maxPasswordAge: 365 }],
        ["do, and are to be allowed it by no one", null],
      ])("asks where passwords %s, in every form", (_, passwordPolicy) => {
        const { steps, remediations } = fixedBy(shipped("password-policy-max-age"), { account: { passwordPolicy } });
        expect(steps[0]).toMatchObject({ notes: expect.arrayContaining([outside]) });
        for (const render of [renderCli, renderPython, renderTypeScript, renderConsole])
          expect(render(remediations[0]!).replaceAll(/\s+/g, " ")).toContain("iam:ChangePassword");
        expect(renderCli(remediations[0]!)).toMatch(/if confirm '.*iam:ChangePassword/);
      });

      it("asks nothing where that holds already, or where passwords stay without expiry", () => {
        const { steps } = fixedBy(shipped("password-policy-min-length"), { account: { passwordPolicy: { ...off, maxPasswordAge: 90 } } });
        expect(steps[0]).not.toEqual(has);
        expect(fixedBy(shipped("password-policy-min-length"), { account: { passwordPolicy: { ...off, maxPasswordAge: null } } }).steps[0]).not.toEqual(has);
      });
    });

    it("asks where a rule turns hard expiry on while passwords expire", () => {
      const rule = ruleOf(`resource: account
require: { account.passwordPolicy.hardExpiry: true }
remediation: { steps: [{ call: "iam:UpdateAccountPasswordPolicy", with: { HardExpiry: true } }] }
`);
      const given = (maxPasswordAge: number | null) => ({ account: { passwordPolicy: { ...POLICY, hardExpiry: false, maxPasswordAge } } });
      expect(fixedBy([rule], given(90)).steps[0]).toMatchObject({ notes: expect.arrayContaining([lockOut]) });
      expect(fixedBy([rule], given(null)).steps[0]).not.toMatchObject({ notes: expect.arrayContaining([expect.objectContaining({ code: "lock-out" })]) });
    });

    it("asks nothing more where both are in force already", () => {
      const { steps, remediations } = fixedBy(shipped("password-policy-min-length"), { account: { passwordPolicy: { ...HARD, maxPasswordAge: 90 } } });
      expect(request(steps[0])).toMatchObject({ MaxPasswordAge: 90, HardExpiry: true });
      expect(renderCli(remediations[0]!)).not.toContain("confirm");
    });
  });

  it("is left out while the policy is unknown", () => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation: { steps: [{ call: "iam:UpdateAccountPasswordPolicy", with: { RequireSymbols: true } }] }
`);
    const { steps } = fixedBy([rule], { account: { passwordPolicy: { $unknown: "AccessDenied" } }, users: [{ name: "ana", mfaActive: false }] });
    expect(steps[0]).toMatchObject({ status: "withheld", because: { code: "object-unknown", object: "account.passwordPolicy" } });
  });

  it("states the defaults where there is none, and does not fall below AWS's eight characters", () => {
    const { steps, remediations } = fixedBy(shipped("password-policy-symbol"), { account: { passwordPolicy: null } });
    expect(request(steps[0])).toEqual({ MinimumPasswordLength: 8, RequireSymbols: true });
    expect(renderCli(remediations[0]!)).toContain("Nothing is set yet; by default");
  });

  it("never lowers what is in force, whatever a step says", () => {
    const { steps } = fixedBy(shipped("password-policy-exists", "password-policy-symbol"), { account: { passwordPolicy: null } });
    expect(request(steps[0])).toMatchObject({ MinimumPasswordLength: 14 });
    const rule = ruleOf(`resource: account
require: { account.passwordPolicy.requireSymbols: true }
remediation: { steps: [{ call: "iam:UpdateAccountPasswordPolicy", with: { RequireSymbols: true, MinimumPasswordLength: 10 } }] }
`);
    const kept = fixedBy([rule], { account: { passwordPolicy: { ...POLICY, minimumPasswordLength: 20 } } });
    expect(request(kept.steps[0])).toMatchObject({ MinimumPasswordLength: 20 });
  });

  it("is left out where two failing rules contradict each other", () => {
    const wish = (id: string, value: boolean): CheckedRule =>
      ruleOf(
        `resource: account
require: { account.passwordPolicy.requireSymbols: true }
remediation: { steps: [{ call: "iam:UpdateAccountPasswordPolicy", with: { HardExpiry: ${value} } }] }
`,
        id,
      );
    const { steps } = fixedBy([wish("one", true), wish("two", false)], { account: { passwordPolicy: POLICY } });
    expect(steps[0]).toMatchObject({ status: "withheld", because: { code: "conflict", member: "HardExpiry", rules: ["one", "two"] } });
  });
});

describe("a call that replaces a trail's event selectors", () => {
  const rule = ruleOf(`resource: trail
require: { trail.allManagementEvents: true }
remediation: { steps: [{ call: "cloudtrail:PutEventSelectors", with: { TrailName: "{{trail.arn}}", EventSelectors: [{ ReadWriteType: All, IncludeManagementEvents: true }] } }] }
`);
  const trail = (dataEvents: unknown) => ({
    trails: [{ name: "main", arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main", homeRegion: "eu-west-1", allManagementEvents: false, dataEvents }],
  });

  it("goes to the trail's home region", () => {
    expect(fixedBy([rule], trail([])).steps[0]).toMatchObject({ status: "ready", region: "eu-west-1" });
  });

  it("is the step's own where the trail records no data events", () => {
    expect(request(fixedBy([rule], trail([])).steps[0])).toMatchObject({ EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] });
  });

  it("keeps data events of all resources of a type", () => {
    const { steps } = fixedBy([rule], trail([{ resourceType: "AWS::S3::Object", reads: false, writes: true, allResources: true }]));
    const { AdvancedEventSelectors: selectors, EventSelectors: basic } = request(steps[0]) as Record<string, { FieldSelectors: unknown }[]>;
    expect(basic).toBeUndefined();
    expect(selectors?.map((selector) => selector.FieldSelectors)).toEqual([
      [{ Field: "eventCategory", Equals: ["Management"] }],
      [
        { Field: "eventCategory", Equals: ["Data"] },
        { Field: "resources.type", Equals: ["AWS::S3::Object"] },
        { Field: "readOnly", Equals: ["false"] },
      ],
    ]);
  });

  it("is left out where the trail records data events of single resources, which the document does not hold", () => {
    const { steps } = fixedBy([rule], trail([{ resourceType: "AWS::S3::Object", reads: true, writes: true, allResources: false }]));
    expect(steps[0]).toMatchObject({ status: "withheld", because: { code: "object-partial" } });
  });

  it.each([
    ["unknown", { $unknown: "AccessDenied" }],
    ["open", [{ $unknown: "AccessDenied" }]],
  ])("is left out where the data events are %s", (_, dataEvents) => {
    expect(fixedBy([rule], trail(dataEvents)).steps[0]).toMatchObject({ status: "withheld", because: { code: "object-unknown" } });
  });
});

describe("the remediation of an event finding", () => {
  const record = {
    eventVersion: "1.11",
    eventID: "11111111-2222-3333-4444-555555555555",
    eventTime: "2026-01-20T10:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "DetachGroupPolicy",
    awsRegion: "us-east-1",
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      arn: "arn:aws:iam::111122223333:user/mallory",
      accountId: "111122223333",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      userName: "mallory",
    },
    requestParameters: { groupName: "admins", policyArn: "arn:aws:iam::111122223333:policy/deny-all" },
    responseElements: null,
  };
  const detach = (kept = true): Remediation => fixedBy(shipped("unexpected-detach"), { events: [record] }, kept).remediations[0]!;

  it("has an undo and a contain", () => {
    expect(detach().parts.map((part) => part.kind)).toEqual(["undo", "contain"]);
  });

  it("undoes with the call's own parameters, and leaves out the calls for other targets", () => {
    const [undo] = detach().parts;
    const ready = undo?.steps.filter((step) => step.status === "ready").map((step) => [step.call, request(step)]);
    expect(ready).toEqual([["iam:AttachGroupPolicy", { GroupName: "admins", PolicyArn: "arn:aws:iam::111122223333:policy/deny-all" }]]);
    expect(undo?.steps.flatMap((step) => (step.status === "withheld" ? [step.because.code] : []))).toEqual(Array(5).fill("absent"));
  });

  it("contains who made the call", () => {
    const contain = detach().parts[1];
    const ready = contain?.steps.filter((step) => step.status === "ready").map((step) => step.call);
    expect(ready).toEqual(["iam:PutUserPolicy", "iam:UpdateAccessKey"]);
  });

  it("is one script that must be told which of the two", () => {
    expect(renderCli(detach())).toContain('undo|contain) "$1" ;;');
  });

  it("prints both for the console", () => {
    expect(renderConsole(detach())).toMatch(/Undo: [\s\S]*deny-all[\s\S]*Contain: /);
  });
});

describe("a step for each element of a list", () => {
  const strip = ruleOf(`resource: user
params: { kept: { type: array, items: { type: string }, default: [], description: Kept. } }
require: { user.mfaActive: true }
remediation:
  steps:
    - call: iam:DetachUserPolicy
      forEach: { list: user.attachedPolicyArns, where: { item: { notGlob: { var: params.kept } } } }
      with: { UserName: "{{user.name}}", PolicyArn: "{{item}}" }
      human: "without {{item}}"
    - call: iam:PutUserPolicy
      forEach: { list: user.inlinePolicies, where: { admin: true } }
      with: { UserName: "{{user.name}}", PolicyName: "{{item.name}}", PolicyDocument: "<document>" }
    - call: iam:TagUser
      with: { UserName: "{{user.name}}", Tags: [{ Key: "<key>", Value: a }] }
`);
  const [one, two] = ["arn:aws:iam::111122223333:policy/one", "arn:aws:iam::111122223333:policy/two"];
  const inline = (name: string, action: string) => ({ name, statements: [{ effect: "Allow", actions: [action], resources: ["*"] }] });
  const ana = (more: object) => ({ users: [{ name: "ana", mfaActive: false, attachedPolicyArns: [], inlinePolicies: [], ...more }] });
  const ready = (steps: PlannedStep[]) => steps.filter(({ status }) => status === "ready").map((step) => [step.call, request(step), step.human]);

  it("is made for each, filled in with the element and the finding", () => {
    const { steps } = fixedBy([strip], ana({ attachedPolicyArns: [one, two] }));
    expect(ready(steps).slice(0, 2)).toEqual([
      ["iam:DetachUserPolicy", { UserName: "ana", PolicyArn: one }, `Without ${one}`],
      ["iam:DetachUserPolicy", { UserName: "ana", PolicyArn: two }, `Without ${two}`],
    ]);
  });

  it("is made for those for which the condition holds, and keeps their placeholders apart from those of other findings too", () => {
    const given = { inlinePolicies: [inline("a", "*"), inline("b", "s3:GetObject"), inline("c", "*")] };
    const { remediations } = fixedBy([strip], { users: ["ana", "bo"].map((name) => ({ name, mfaActive: false, attachedPolicyArns: [], ...given })) });
    const [joined] = combineRemediations(remediations);
    const put = readySteps(joined!.parts).filter(({ call }) => call === "iam:PutUserPolicy");
    expect(put.map((step) => (plain(step.with) as { PolicyName: string }).PolicyName)).toEqual(["a", "c", "a", "c"]);
    expect(new Set(put.flatMap(({ supply }) => supply)).size).toBe(4);
  });

  it("is left out where the list is empty, and what follows it is not asked about for that", () => {
    const { steps } = fixedBy([strip], ana({}));
    expect(steps.map((step) => (step.status === "withheld" ? step.because.code : step.status))).toEqual(["absent", "absent", "ready"]);
    expect(steps[2]).toMatchObject({ afterGap: false });
  });

  it.each<[string, object, (string | undefined)[]]>([
    ["unknown", { attachedPolicyArns: { $unknown: "AccessDenied" } }, ["unknown"]],
    ["open", { attachedPolicyArns: [one, { $unknown: "Throttled" }] }, [undefined, "open"]],
  ])("says so where the list is %s, and asks before what follows", (_, given, codes) => {
    const { steps } = fixedBy([strip], ana(given));
    expect(steps.slice(0, codes.length).map((step) => (step.status === "withheld" ? step.because.code : undefined))).toEqual(codes);
    expect(steps.at(-1)).toMatchObject({ afterGap: true });
  });

  it("says so where a condition cannot be decided, and does not make the step", () => {
    const { steps } = fixedBy([strip], ana({ inlinePolicies: [{ name: "a", statements: { $unknown: "AccessDenied" } }] }));
    expect(steps[1]).toMatchObject({ status: "withheld", because: { code: "open" } });
  });

  it("is left out where the document is gone", () => {
    expect(fixedBy([strip], ana({ attachedPolicyArns: [one] }), false).steps[0]).toMatchObject({ status: "withheld", because: { code: "no-document" } });
  });

  it("is called in the region that it names", () => {
    const given = { account: { id: "111122223333", regions: ["eu-west-1", "us-east-1", "eu-north-1"], externalAnalyzerRegions: ["us-east-1"] } };
    const { steps } = fixedBy(shipped("access-analyzer-external-enabled"), given);
    expect(steps.map((step) => (step.status === "ready" ? step.region : step.because.code))).toEqual(["eu-west-1", "eu-north-1"]);
  });

  it("leaves one key where a user holds two, whatever is agreed to", () => {
    const key = (id: string) => ({ id, userName: "ana", userArn: "arn:aws:iam::111122223333:user/ana", active: true });
    const given = {
      users: [{ name: "ana", arn: "arn:aws:iam::111122223333:user/ana", accessKeyIds: ["AKIAAAAAAAAAAAAAAAA1", "AKIAAAAAAAAAAAAAAAA2"] }],
      accessKeys: [key("AKIAAAAAAAAAAAAAAAA1"), key("AKIAAAAAAAAAAAAAAAA2")],
    };
    const { steps } = fixedBy(shipped("user-single-active-access-key"), given);
    expect(steps.map(({ call }) => call.slice(4))).toEqual([
      ...["GetAccessKeyLastUsed", "GetAccessKeyLastUsed", "UpdateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "DeleteAccessKey"],
    ]);
    expect(steps.filter(({ call }) => /Update|Delete/.test(call)).every((step) => step.status === "ready" && step.keepsAKey)).toBe(true);
  });
});

describe("policies that steps need", () => {
  const trail = { name: "main", arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main", homeRegion: "eu-west-1", kmsKeyId: null };
  const given = { account: { id: "111122223333", partition: "aws" }, trails: [trail] };

  it("stand in every form, filled in and with their source", () => {
    const { remediations } = fixedBy(shipped("cloudtrail-kms-encryption"), given);
    const [policy] = remediations[0]!.parts[0]!.documents!;
    expect(JSON.parse(String(policy!.text)).Statement[0].Condition.StringEquals).toEqual({ "aws:SourceArn": trail.arn });
    for (const render of [renderConsole, renderCli, renderPython, renderTypeScript]) {
      const text = render(remediations[0]!);
      expect(text).toContain("create-kms-key-policy-for-cloudtrail.html");
      expect(text).toMatch(new RegExp(`"aws:SourceArn": "${trail.arn}"`));
    }
  });

  it("say what is missing, and keep what a person supplies as it is written", () => {
    const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation:
  steps: [{ call: "iam:DeleteLoginProfile", with: { UserName: "{{user.name}}" } }]
  documents:
    - title: One
      source: https://docs.aws.amazon.com/
      document: { Resource: "<bucket>/{{user.name}}" }
    - title: Two
      source: https://docs.aws.amazon.com/
      document: { Resource: "{{user.permissionsBoundaryArn}}" }
`);
    const { remediations } = fixedBy([rule], { users: [{ name: "ana", mfaActive: false, permissionsBoundaryArn: { $unknown: "AccessDenied" } }] });
    const documents = remediations[0]!.parts[0]!.documents!;
    expect(JSON.parse(String(documents[0]!.text))).toEqual({ Resource: "<bucket>/ana" });
    expect(documents[1]!.text).toMatchObject({ code: "unknown" });
    expect(renderCli(remediations[0]!)).toContain("# left out: user.permissionsBoundaryArn");
  });

  it("come with each call that makes a trail: for its bucket, its key and its role", () => {
    const making = SHIPPED.flatMap(({ id, remediation }) =>
      [remediation, remediation?.undo].flatMap((block) => (block?.steps.some(({ call }) => call === "cloudtrail:CreateTrail") ? [{ id, block }] : [])),
    );
    expect(making.map(({ id }) => id).sort()).toEqual(["cloudtrail-enabled", "cloudtrail-multi-region-management-events", "trail-deleted"]);
    for (const { block } of making) {
      const pages = block.documents?.map(({ source }) => source.split("/").at(-1));
      expect(pages).toEqual([
        "create-s3-bucket-policy-for-cloudtrail.html",
        "create-kms-key-policy-for-cloudtrail.html",
        "send-cloudtrail-events-to-cloudwatch-logs.html",
        "cloudtrail-required-policy-for-cloudwatch-logs.html",
      ]);
    }
  });
});

describe("placeholders of shipped rules", () => {
  it("stand for what only a person can supply", () => {
    const names = SHIPPED.flatMap(
      ({ remediation }) => JSON.stringify([remediation?.steps, remediation?.undo?.steps, remediation?.contain?.steps]).match(/<[a-z][a-z0-9-]*>/g) ?? [],
    );
    const filledIn = ["<access-key-id>", "<policy-name>", "<policy-arn>", "<user-name>", "<serial-number>", "<region>"];
    expect(names.filter((name) => filledIn.includes(name))).toEqual([]);
  });
});

describe("an undo that gives a policy or membership back", () => {
  const ACCOUNT = { id: "111122223333", partition: "aws" };
  const arn = "arn:aws:iam::111122223333:policy/ops";
  const eventOf = (id: string, eventName: string, requestParameters: object, eventTime = "2026-01-20T10:00:00Z") => ({
    eventVersion: "1.11",
    eventID: `11111111-2222-3333-4444-${id}`,
    eventTime,
    eventSource: "iam.amazonaws.com",
    eventName,
    awsRegion: "us-east-1",
    recipientAccountId: ACCOUNT.id,
    userIdentity: { type: "IAMUser", principalId: "AIDAEXAMPLE", arn: "arn:aws:iam::111122223333:user/mallory", accountId: ACCOUNT.id, userName: "mallory" },
    requestParameters,
    responseElements: null,
  });
  const detach = eventOf("555555555555", "DetachGroupPolicy", { groupName: "ops", policyArn: arn });
  const statement = (action: string, resource: string) => [{ effect: "Allow", actions: [action], resources: [resource] }];
  const policy = (statements: unknown) => ({ name: "ops", arn, awsManaged: false, attachmentCount: 1, defaultVersionId: "v1", statements });
  const undoOf = (given: Record<string, unknown>, ids: string[] = ["unexpected-detach"], named = 0, awsManaged?: RemediationContext["awsManaged"]) => {
    const known = { collectedAt: "2026-01-19T00:00:00Z", account: ACCOUNT, events: [detach], ...given };
    const { remediations } = fixedBy(shipped(...ids), known, true, [], [], awsManaged);
    const undo = remediations[named]!.parts.find(({ kind }) => kind === "undo")!;
    return { step: undo.steps.find(({ status }) => status === "ready"), script: renderCli(remediations[named]!) };
  };
  const admin = { policies: [policy(statement("*", "*"))] };
  const harmless = { policies: [policy(statement("s3:GetObject", "arn:aws:s3:::logs/*"))] };

  it("asks nothing where the policy grants little and was no finding", () => {
    const { step, script } = undoOf(harmless);
    expect(step).toMatchObject({ call: "iam:AttachGroupPolicy", notes: [] });
    expect(script).not.toContain("confirm 'iam:AttachGroupPolicy");
  });

  it("asks before it attaches an administrator policy", () => {
    const { step, script } = undoOf(admin);
    expect(step).toMatchObject({ notes: [{ code: "regrants", what: arn, admin: true, rules: [] }] });
    expect(script).toMatch(/if confirm 'iam:AttachGroupPolicy: .*allows everything\. Make sure/);
  });

  it("asks before it attaches what was a finding, and names the rule", () => {
    const { step } = undoOf(admin, ["unexpected-detach", "policy-no-admin-attached"]);
    expect(step).toMatchObject({ notes: [{ code: "regrants", admin: true, rules: ["policy-no-admin-attached"] }] });
  });

  it("asks before it attaches what made its holder a finding", () => {
    const shell = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess";
    const given = {
      events: [eventOf("555555555555", "DetachGroupPolicy", { groupName: "ops", policyArn: shell })],
      policies: [{ ...policy(statement("cloudshell:*", "*")), arn: shell, name: "AWSCloudShellFullAccess", awsManaged: true }],
      groups: [{ name: "ops", arn: "arn:aws:iam::111122223333:group/ops", attachedPolicyArns: [shell] }],
    };
    const { step } = undoOf(given, ["unexpected-detach", "group-cloudshell-full-access"]);
    expect(step).toMatchObject({ notes: [{ code: "regrants", admin: false, rules: ["group-cloudshell-full-access"] }] });
  });

  it("asks before it attaches what another record granted as a finding", () => {
    const attach = eventOf("666666666666", "AttachGroupPolicy", { groupName: "ops", policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" });
    const back = eventOf("555555555555", "DetachGroupPolicy", { groupName: "ops", policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" }, "2026-01-20T11:00:00Z");
    const iam = { ...policy(statement("iam:GetUser", "*")), arn: "arn:aws:iam::aws:policy/IAMFullAccess", name: "IAMFullAccess", awsManaged: true };
    const { step } = undoOf({ events: [attach, back], policies: [iam] }, ["unexpected-detach", "admin-granted"]);
    expect(step).toMatchObject({ notes: [{ code: "regrants", rules: ["admin-granted"] }] });
  });

  describe("that is an inline policy", () => {
    const inline = (action: string) => ({ name: "ops", statements: statement(action, "*") });
    const put = eventOf("666666666666", "PutUserPolicy", {
      userName: "ana",
      policyName: "ops",
      policyDocument: JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
    });
    const gone = eventOf("555555555555", "DeleteUserPolicy", { userName: "ana", policyName: "ops" }, "2026-01-20T11:00:00Z");
    const ana = (policies: unknown) => ({
      events: [gone],
      users: [{ name: "ana", arn: "arn:aws:iam::111122223333:user/a/b/ana", inlinePolicies: policies }],
    });
    const notes = (given: Record<string, unknown>, ids: string[]) => (undoOf(given, ids).step as { notes: unknown[] }).notes;

    it("says that it allows everything and was a finding", () => {
      const ids = ["unexpected-detach", "user-inline-policy-no-admin"];
      expect(notes(ana([inline("*")]), ids)).toEqual([
        { code: "regrants", what: "inline policy ops of user ana", admin: true, rules: ["user-inline-policy-no-admin"] },
      ]);
    });

    it("says that another record granted it as a finding", () => {
      expect(notes({ ...ana([]), events: [put, gone] }, ["unexpected-detach", "admin-granted"])).toMatchObject([
        { code: "regrants", rules: ["admin-granted"] },
      ]);
    });

    it("says nothing of one that grants little, and that the content of another is not known", () => {
      expect(notes(ana([inline("s3:GetObject")]), ["unexpected-detach", "user-inline-policy-no-admin"])).toEqual([]);
      expect(notes(ana({ $unknown: "AccessDenied" }), ["unexpected-detach"])).toMatchObject([{ code: "regrants", admin: "unknown" }]);
    });
  });

  describe("that AWS maintains, and that the snapshot does not hold", () => {
    const awsArn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
    const undoOfAws = (name: string, given: Record<string, unknown> = {}, ids = ["unexpected-detach"]) => {
      const events = [eventOf("555555555555", "DetachGroupPolicy", { groupName: "ops", policyArn: awsArn(name) })];
      return undoOf(
        { events, policies: [], ...given },
        ids,
        0,
        managedPoliciesIn(readOwnTable("document/managed-policies/table.json.br") as ManagedPolicyTable),
      ).step;
    };

    it.each<[string, object[]]>([
      ["AdministratorAccess", [{ code: "regrants", what: awsArn("AdministratorAccess"), admin: true, rules: [] }]],
      ["IAMFullAccess", [{ code: "regrants", what: awsArn("IAMFullAccess"), admin: true, rules: [] }]],
      ["ReadOnlyAccess", []],
      ["AmazonS3ReadOnlyAccess", []],
      ["NoPolicyOfAws", [{ code: "regrants", what: awsArn("NoPolicyOfAws"), admin: "unknown", rules: [] }]],
    ])("is asked about by its content in the table: %s", (name, notes) => {
      expect(undoOfAws(name)).toMatchObject({ notes });
    });

    it("is asked about where it was a finding, though it allows little", () => {
      const groups = [{ name: "ops", arn: "arn:aws:iam::111122223333:group/ops", attachedPolicyArns: [awsArn("AWSCloudShellFullAccess")] }];
      expect(undoOfAws("AWSCloudShellFullAccess", { groups }, ["unexpected-detach", "group-cloudshell-full-access"])).toMatchObject({
        notes: [{ code: "regrants", admin: false, rules: ["group-cloudshell-full-access"] }],
      });
    });

    it("counts in a group that holds it", () => {
      const left = eventOf("555555555555", "RemoveUserFromGroup", { groupName: "ops", userName: "ana" });
      const group = (name: string) => ({
        events: [left],
        groups: [{ name: "ops", arn: "arn:aws:iam::111122223333:group/ops", attachedPolicyArns: [awsArn(name)], inlinePolicies: [] }],
      });
      expect(undoOfAws("", group("AdministratorAccess"), ["group-protection-lost"])).toMatchObject({ notes: [{ admin: true }] });
      expect(undoOfAws("", group("ReadOnlyAccess"), ["group-protection-lost"])).toMatchObject({ notes: [] });
    });
  });

  describe("after which there is a finding that is none now", () => {
    const shell = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess";
    const table = managedPoliciesIn(readOwnTable("document/managed-policies/table.json.br") as ManagedPolicyTable);
    const ana = { id: "AIDAANA", name: "ana", arn: "arn:aws:iam::111122223333:user/ana", path: "/", attachedPolicyArns: [], inlinePolicies: [], groupArns: [] };
    const fromAna = (policyArn: string) => [eventOf("555555555555", "DetachUserPolicy", { userName: "ana", policyArn })];
    const both = ["unexpected-detach", "user-cloudshell-full-access"];

    it("is asked about, in every form", () => {
      const { step, script } = undoOf({ events: fromAna(shell), policies: [], users: [ana] }, both, 0, table);
      expect(step).toMatchObject({ notes: [{ code: "regrants", admin: false, rules: [], makes: ["user-cloudshell-full-access"] }] });
      expect(script).toMatch(/if confirm 'iam:AttachUserPolicy: .*makes a finding \(user-cloudshell-full-access\)/);
    });

    it("is asked about where there is no snapshot", () => {
      const { step } = undoOf({ events: fromAna(shell), users: { $unknown: "AccessDenied" } }, both, 0, table);
      expect(step).toMatchObject({ notes: [{ admin: false, makes: ["user-cloudshell-full-access"] }] });
    });

    it("is not asked about for rules that are not of the check, or that say nothing of it", () => {
      expect(undoOf({ events: fromAna(shell), policies: [], users: [ana] }, ["unexpected-detach"], 0, table).step).toMatchObject({ notes: [] });
      const other = fromAna("arn:aws:iam::aws:policy/ReadOnlyAccess");
      expect(undoOf({ events: other, policies: [], users: [ana] }, both, 0, table).step).toMatchObject({ notes: [] });
    });

    it("is asked about where a finding that is there becomes worse", () => {
      const direct = "user-permissions-only-via-groups";
      const holder = { ...ana, attachedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
      const read = { ...policy(statement("s3:GetObject", "*")), arn: "arn:aws:iam::aws:policy/ReadOnlyAccess", name: "ReadOnlyAccess", awsManaged: true };
      const { step } = undoOf({ events: fromAna(arn), policies: [read, ...harmless.policies], users: [holder] }, ["unexpected-detach", direct], 0, table);
      expect(step).toMatchObject({ notes: [{ rules: [], makes: [direct] }] });
    });

    it("is asked about for a membership", () => {
      const groups = [
        { id: "AGPAOPS", name: "ops", arn: "arn:aws:iam::111122223333:group/ops", path: "/", attachedPolicyArns: [], inlinePolicies: [], memberArns: [] },
      ];
      const rule = ruleOf(`resource: event
match: { event.eventName: RemoveUserFromGroup }
remediation: { undo: { steps: [{ call: "iam:AddUserToGroup", with: { GroupName: "{{event.requestParameters.groupName}}", UserName: "{{event.requestParameters.userName}}" } }] } }
`);
      const outside = ruleOf("resource: user\nrequire: { user.groupArns: { none: { item: { glob: '*/ops' } } } }\n", "no-ops");
      const removed = eventOf("555555555555", "RemoveUserFromGroup", { groupName: "ops", userName: "ana" });
      const given = { collectedAt: "2026-01-19T00:00:00Z", account: ACCOUNT, events: [removed], policies: [], users: [ana], groups };
      expect(fixedBy([rule, outside], given).steps[0]).toMatchObject({ notes: [{ what: "group ops", admin: false, makes: ["no-ops"] }] });
    });
  });

  it.each([
    ["unknown", { policies: { $unknown: "AccessDenied" } }],
    ["not in the snapshot", { policies: [] }],
    ["of unknown content", { policies: [policy({ $unknown: "AccessDenied" })] }],
  ])("asks where the policy is %s", (_, given) => {
    expect(undoOf(given).step).toMatchObject({ notes: [{ code: "regrants", admin: "unknown" }] });
  });

  it.each<[string, object, boolean | null]>([
    ["holds an administrator policy", { attachedPolicyArns: [arn], inlinePolicies: [] }, true],
    ["holds an inline policy that allows everything", { attachedPolicyArns: [], inlinePolicies: [{ name: "all", statements: statement("*", "*") }] }, true],
    ["grants little", { attachedPolicyArns: [], inlinePolicies: [] }, null],
  ])("asks before it adds a member again to a group that %s", (_, group, expected) => {
    const removed = eventOf("555555555555", "RemoveUserFromGroup", { groupName: "ops", userName: "ana" });
    const rule = ruleOf(`resource: event
match: { event.eventName: RemoveUserFromGroup }
remediation: { undo: { steps: [{ call: "iam:AddUserToGroup", with: { GroupName: "{{event.requestParameters.groupName}}", UserName: "{{event.requestParameters.userName}}" } }] } }
`);
    const given = {
      collectedAt: "2026-01-19T00:00:00Z",
      account: ACCOUNT,
      events: [removed],
      ...admin,
      groups: [{ name: "ops", arn: "arn:aws:iam::111122223333:group/ops", ...group }],
    };
    const [step] = fixedBy([rule], given).steps;
    expect(step).toMatchObject({ notes: expected === null ? [] : [{ code: "regrants", what: "group ops", admin: expected }] });
  });
});

describe("several findings in one script", () => {
  const rule = ruleOf(`resource: user
require: { user.mfaActive: true }
remediation: { steps: [{ call: "iam:EnableMFADevice", with: { UserName: "{{user.name}}", SerialNumber: "<serial-number>", AuthenticationCode1: "<code-1>", AuthenticationCode2: "<code-2>" } }] }
`);

  it("keep their placeholders apart", () => {
    const { remediations } = fixedBy([rule], {
      users: [
        { name: "ana", mfaActive: false },
        { name: "bo", mfaActive: false },
      ],
    });
    const [joined] = combineRemediations(remediations);
    const supplies = joined?.parts[0]?.steps.map((step) => (step.status === "ready" ? step.supply[0] : null));
    expect(supplies).toEqual(["serial-number", "serial-number-2"]);
  });

  it("make the same whole-object call once", () => {
    const rules = shipped("password-policy-min-length", "password-policy-symbol");
    const given = { account: { passwordPolicy: POLICY } };
    const both = [...fixedBy(rules, given).remediations, ...fixedBy(rules.toReversed(), given).remediations];
    expect(combineRemediations(both).map((joined) => joined.parts[0]?.steps.length)).toEqual([1]);
  });

  it("of different accounts stay different scripts", () => {
    const { remediations } = fixedBy([rule], { users: [{ name: "ana", mfaActive: false }] });
    const other = remediations.map((remediation) => ({ ...remediation, account: "210987654321" }));
    expect(combineRemediations([...remediations, ...other])).toHaveLength(2);
  });
});
