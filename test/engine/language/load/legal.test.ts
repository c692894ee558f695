import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { conditionIn, load, loaded } from "./harness.ts";
import { LEGAL_CONDITIONS } from "./legal-conditions.ts";

const MFA_RULE = `# yaml-language-server: $schema=../../schemas/rule.schema.json
id: user-console-mfa
title: Console users sign in with MFA
severity: high
resource: user
rationale: A password alone can be phished or guessed.
params:
  exemptPaths: { type: array, items: { type: string }, default: [], description: IAM paths of break-glass users }
applies:
  user.passwordEnabled: true
  user.path: { notIn: { var: params.exemptPaths } }
require:
  user.mfaActive: true
message: "{{user.name}} can sign in to the console with a password only"
controls: { cis-aws-5.0: ["1.9"], securityhub: ["IAM.5"], aws-config: ["MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS"] }
references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html"]
remediation:
  console: ["Open IAM, Users, {{user.name}}, Security credentials", "Assign MFA device and follow the prompts"]
  steps:
    - call: iam:CreateVirtualMFADevice
      with: { VirtualMFADeviceName: "{{user.name}}" }
    - call: iam:EnableMFADevice
      with: { UserName: "{{user.name}}", SerialNumber: "<serial-number>", AuthenticationCode1: "<code-1>", AuthenticationCode2: "<code-2>" }
      human: the user reads two codes from the device; passkeys can only be registered in the console
`;

const DETACH_RULE = `id: unexpected-detach
title: Policies are detached by expected actors only
severity: medium
rationale: What is detached may have been a guardrail.
resource: event
params:
  expectedActors: { type: array, items: { type: string }, default: [], description: globs of whole session-issuer ARNs that may detach policies }
let:
  group: { lookup: [group, { var: event.requestParameters.groupName }] }
match:
  event.eventSource: iam.amazonaws.com
  event.eventName: [DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy]
  outcome: success
unless:
  actor.roleArn: { glob: { var: params.expectedActors } }
raise:
  - { when: { change.policy.denies: { default: true, is: true } }, to: high }
evidence: [actor.arn, actor.roleArn, change.policyArn, group.memberArns]
message: "{{actor.arn}} detached {{change.policyArn}} from {{change.target.name}}"
`;

describe("the example rules", () => {
  const { rules, diagnostics } = loadRules([
    { file: "rules/iam/user-console-mfa.yaml", text: MFA_RULE },
    { file: "rules/events/unexpected-detach.yaml", text: DETACH_RULE },
  ]);
  const [mfa, detach] = rules;

  it("load without a word", () => {
    expect(diagnostics).toEqual([]);
    expect(rules.map(({ id }) => id)).toEqual(["user-console-mfa", "unexpected-detach"]);
  });

  it("have the bodies of their kinds", () => {
    expect(mfa?.body.kind).toBe("state");
    expect(detach?.body.kind).toBe("event");
  });

  it("keep parameters, controls, remediation and the file's hash", () => {
    expect(mfa?.params).toEqual([
      {
        name: "exemptPaths",
        type: "array",
        items: "string",
        default: [],
        enum: null,
        minimum: null,
        maximum: null,
        description: "IAM paths of break-glass users",
        uses: [{ field: "user.path", use: "value", type: { format: "iam-path" }, caseless: false }],
      },
    ]);
    expect(mfa?.controls["cis-aws-5.0"]).toEqual(["1.9"]);
    expect(mfa?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const step = mfa?.remediation?.steps[0];
    expect(step?.call).toBe("iam:CreateVirtualMFADevice");
    expect(step?.with.VirtualMFADeviceName).toMatchObject({ kind: "template", template: [{ kind: "path", text: "user.name" }] });
    expect(mfa?.remediation?.steps[1]?.with.SerialNumber).toEqual({ kind: "literal", value: "<serial-number>" });
  });

  it("resolve references of the change and lookups", () => {
    expect(detach?.lets).toMatchObject([{ name: "group", kind: "lookup", target: "group", key: { root: { kind: "event" }, type: { type: "dynamic" } } }]);
    const [raise] = detach?.raise ?? [];
    expect(raise?.when).toMatchObject({
      kind: "test",
      subject: {
        root: { kind: "change" },
        steps: [
          { kind: "reference", name: "policy", via: "policyArn", target: "policy", by: "arn", many: false },
          { kind: "field", name: "denies" },
        ],
        type: { type: "boolean", nullable: true, unknown: true },
      },
      test: { op: "default", value: true, test: { op: "is", operand: { kind: "literal", value: true } } },
    });
  });
});

describe("a condition loads:", () => {
  it.each(LEGAL_CONDITIONS)("$why", ({ part = "require", kind, condition, head = "" }) => {
    expect(load(head + conditionIn(part, condition, kind)).diagnostics).toEqual([]);
  });
});

describe("other legal rules", () => {
  it("a manual rule may have applies", () => {
    const { body } = loaded("resource: account\nmanual: Who answers mail to the root address?\napplies: { account.partition: aws }\n");
    expect(body).toMatchObject({ kind: "manual", question: "Who answers mail to the root address?", applies: { kind: "test" } });
  });

  it("contains of an action draws a warning and the rule is returned", () => {
    const { rules, diagnostics } = load(conditionIn("require", 'policy.statements: { none: { actions: { contains: "iam:PassRole" } } }', "policy"));
    expect(diagnostics).toMatchObject([{ code: "RV052", severity: "warning", line: 8, column: 53 }]);
    expect(rules).toHaveLength(1);
  });

  it("a parameter without default has none", () => {
    const rule = loaded(
      `params: { n: { type: integer, description: d } }\n${conditionIn("require", "policy.versionCount: { lt: { var: params.n } }", "policy")}`,
    );
    expect(rule.params[0]?.default).toBeUndefined();
  });

  it("an anchor that an alias uses is repeated", () => {
    const { body } = loaded(conditionIn("require", "or:\n  - user.name: &name [a, b]\n  - account.name: *name"));
    expect(body).toMatchObject({
      require: { kind: "or", conditions: [{ test: { operand: { value: ["a", "b"] } } }, { test: { operand: { value: ["a", "b"] } } }] },
    });
  });

  it("undo and contain belong to event rules", () => {
    const rule = loaded(
      'resource: event\nmatch: { outcome: success }\nremediation: { undo: { console: ["Attach {{change.policyArn}}"] }, contain: { console: [Stop it] } }\n',
    );
    expect(rule.remediation?.undo?.console).toMatchObject([{ text: ["Attach ", { text: "change.policyArn" }], when: null }]);
    expect(rule.remediation?.contain?.console).toEqual([{ text: ["Stop it"], when: null }]);
  });

  it("Windows line ends and a byte order mark do no harm", () => {
    const text = `\uFEFF${MFA_RULE}`.replaceAll("\n", "\r\n");
    expect(loadRules([{ file: "C:\\rules\\user-console-mfa.yaml", text }]).diagnostics).toEqual([]);
  });
});

describe("several files", () => {
  const rule = (id: string, more = "") => ({
    file: `${id}.yaml`,
    text: `id: ${id}\ntitle: T\nseverity: low\nrationale: R\nmessage: m\n${more}${conditionIn("require", "user.mfaActive: true")}`,
  });

  it("refuse an id used twice, at the later place", () => {
    const { diagnostics, rules } = loadRules([rule("one"), { ...rule("one"), file: "other/one.yaml" }]);
    expect(diagnostics).toMatchObject([{ code: "RV014", file: "other/one.yaml", line: 1, column: 5 }]);
    expect(rules).toHaveLength(1);
  });

  it("refuse a former id that is another rule's", () => {
    const { diagnostics } = loadRules([rule("one"), rule("two", "formerly: [one]\n")]);
    expect(diagnostics).toMatchObject([{ code: "RV014", file: "two.yaml", line: 6, column: 12 }]);
  });

  it("return the good beside the bad, and tell all faults at once", () => {
    const bad = { file: "bad.yaml", text: "id: bad\nresource: user\nrequire: { user.nam: x, user.pth: y }\nmessage: '{{user.z}}'\n" };
    const { diagnostics, rules } = loadRules([bad, rule("good")]);
    expect(rules.map(({ id }) => id)).toEqual(["good"]);
    expect(diagnostics.map(({ code, line }) => `${line} ${code}`)).toEqual(["1 RV010", "1 RV010", "1 RV010", "3 RV030", "3 RV030", "4 RV030"]);
  });
});
