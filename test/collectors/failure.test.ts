import { describe, expect, it } from "vitest";
import { denial } from "../../collectors/aws/denied-by.ts";
import { failureGap } from "../../collectors/aws/failure.ts";
import type { Gap } from "../../schemas/index.ts";

const subject = "User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: iam:GetUser on resource: user x";

/** Endings of AWS's messages, from IAM User Guide, "Troubleshoot access denied error messages". */
const ENDINGS: [ending: string, deniedBy: Gap["deniedBy"], grantHelps: boolean][] = [
  ["because no identity-based policy allows the iam:GetUser action", "identity", true],
  ["with an explicit deny in an identity-based policy", "identity", false],
  ["with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/session-policy", "identity", false],
  ["because no service control policy allows the iam:GetUser action", "scp", false],
  ["with an explicit deny in a service control policy", "scp", false],
  ["with an explicit deny in a service control policy: arn:aws:organizations::777788889999:policy/o-1/service_control_policy/p-1", "scp", false],
  ["with an explicit deny in a resource control policy", "rcp", false],
  ["because no permissions boundary allows the iam:GetUser action", "boundary", false],
  ["with an explicit deny in a permissions boundary", "boundary", false],
  ["because no session policy allows the iam:GetUser action", "session", false],
  ["with an explicit deny in a session policy", "session", false],
  ["with an explicit deny in a resource-based policy", null, false],
  ["", null, false],
];

describe("what denied a call", () => {
  for (const [ending, deniedBy, grantHelps] of ENDINGS) {
    it(`is ${deniedBy ?? "not told"}: ${ending || "a message without a reason"}`, () => {
      expect(denial(`${subject} ${ending}`)).toEqual({ deniedBy, grantHelps });
    });
  }
});

const thrown = (name: string, message: string, more: object = {}): Error => Object.assign(new Error(message), { name, ...more });
const call = { api: "iam:GetUser", scope: "account", permission: "iam:GetUser", regional: false };

const FAILURES: [what: string, error: unknown, regional: boolean, expected: Partial<Gap>][] = [
  [
    "AccessDenied",
    thrown("AccessDenied", `${subject} because no identity-based policy allows the iam:GetUser action`),
    false,
    { reason: "AccessDenied", permission: "iam:GetUser" },
  ],
  [
    "AccessDeniedException",
    thrown("AccessDeniedException", "You don't have permissions to access this resource."),
    false,
    { reason: "AccessDenied", permission: null },
  ],
  ["throttling by name", thrown("ThrottlingException", "x"), false, { reason: "Throttled" }],
  ["throttling by message", thrown("Throttling", "Rate exceeded"), false, { reason: "Throttled" }],
  ["too many requests", thrown("TooManyRequestsException", "x"), false, { reason: "Throttled" }],
  ["no report", thrown("CredentialReportNotPresentException", "x", { Code: "ReportNotPresent" }), false, { reason: "NotReady" }],
  ["a member account", thrown("AccountNotManagementOrDelegatedAdministratorException", "x"), false, { reason: "NotVisible" }],
  [
    "a refused token in a region",
    thrown("UnrecognizedClientException", "The security token included in the request is invalid."),
    true,
    { deniedBy: "region-disabled", permission: null },
  ],
  ["a refused token elsewhere", thrown("InvalidClientTokenId", "x"), false, { reason: "AccessDenied", deniedBy: null }],
  ["an expired token", thrown("ExpiredToken", "The security token included in the request is expired"), false, { reason: "AccessDenied", permission: null }],
  ["HTML", thrown("SyntaxError", "Unexpected token '<', \"<html>\" is not valid JSON"), false, { reason: "Unparseable" }],
  ["truncated XML", thrown("Error", "@aws-sdk XML parse error: unexpected end of input."), false, { reason: "Unparseable" }],
  ["a refused connection", thrown("Error", "connect ECONNREFUSED", { code: "ECONNREFUSED" }), false, { reason: "Unreachable" }],
  ["a time-out", thrown("TimeoutError", "socket hang up", { code: "ECONNRESET" }), false, { reason: "Unreachable" }],
  ["a fault of the service", thrown("InternalFailure", "x", { $metadata: { httpStatusCode: 500 } }), false, { reason: "Unreachable" }],
  ["a vanished user", thrown("NoSuchEntityException", "x", { Code: "NoSuchEntity" }), false, { reason: "Inconsistent" }],
  ["something that is no error", "what", false, { reason: "Unparseable" }],
  ["nothing", undefined, false, { reason: "Unparseable" }],
];

describe("a failed call", () => {
  for (const [what, error, regional, expected] of FAILURES) {
    it(`becomes a gap of its own reason: ${what}`, () => {
      expect(failureGap(error, { ...call, regional })).toMatchObject({ source: "iam:GetUser", scope: "account", ...expected });
    });
  }

  it("leaves out of the message what differs from call to call, and access keys", () => {
    const message = `${subject} with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/P. Go to https://us-east-1.console.aws.amazon.com/iam/home#/authorization-details/abc. AKIAIOSFODNN7EXAMPLE (RequestID: 123-abc)`;
    const [one, other] = ["123-abc", "987-xyz"].map((id) => failureGap(thrown("AccessDenied", message.replace("123-abc", id)), call).message);
    expect(one).toBe(other);
    expect(one).not.toMatch(/https:|AKIA/);
  });

  it("keeps the message to one line of bounded length", () => {
    expect(failureGap(thrown("X", `a\nb${"c".repeat(5_000)}`), call).message.length).toBeLessThan(310);
  });
});
