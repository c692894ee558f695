import type { AccessReason, AccessVerdict } from "../../../schemas/index.ts";
import type { CheckedQuestion } from "./check.ts";

const GET_CALLER = "sts:getcalleridentity";

/**
 * Requests that no policy decides.
 * Sources: AWS STS API Reference, GetCallerIdentity ("No permissions are required … even if you are explicitly denied"), GetSessionToken ("You cannot use
 * policies to control authentication operations"), AssumeRole ("You cannot use AWS account root user credentials"); IAM User Guide, "Compare AWS STS
 * credentials": sessions of roles cannot call GetFederationToken and GetSessionToken; sessions of GetFederationToken and GetSessionToken cannot call IAM and most of STS, the latter without MFA.
 */
export function specialRule({
  caller,
  action,
  given,
}: Pick<CheckedQuestion, "caller" | "action" | "given">): { verdict: AccessVerdict; reason: AccessReason } | null {
  if (action === GET_CALLER) return { verdict: "allowed", reason: "no-permission-needed" };
  const isLongTerm = (caller.kind === "user" && !caller.hasToken) || caller.kind === "root";
  if (action === "sts:getsessiontoken" && isLongTerm) return { verdict: "allowed", reason: "no-permission-needed" };
  if (action === "sts:assumerole" && caller.kind === "root") return { verdict: "denied", reason: "root-cannot-assume-roles" };
  if (caller.kind === "role" && /^sts:get(federation|session)token$/.test(action)) return { verdict: "denied", reason: "session-without-tokens" };
  const denied = { verdict: "denied", reason: "session-without-iam" } as const;
  if (caller.kind === "federated") return /^(iam|sts):/.test(action) ? denied : null;
  if (!caller.hasToken) return null;
  if (action.startsWith("sts:")) return action === "sts:assumerole" ? null : denied;
  const mfa = given.get("aws:multifactorauthpresent");
  return action.startsWith("iam:") && mfa !== undefined && mfa?.[0] !== "true" ? denied : null;
}

/** What AWS denies to every session of GetSessionToken. Source: as above. */
export const TOKEN_RULE = {
  name: "rule of AWS for sessions of GetSessionToken",
  document: {
    Version: "2012-10-17",
    Statement: [{ Sid: "IamNeedsMfa", Effect: "Deny", Action: "iam:*", Resource: "*", Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } }],
  },
};
