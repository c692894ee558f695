import { parseArn } from "../../../document/index.ts";
import type { AccessGap, StepCertainty } from "../../../schemas/index.ts";
import type { PossibleCall, StandingCalls } from "./calls.ts";

/** A name that no user or role has. */
const UNNAMED = "zq7-unnamed-x1";

/**
 * Calls that together make someone who may do anything, out of nobody or of anyone: of each list one is enough. A principal that may make them is an
 * administrator, whatever Deny statements it has beside them.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management", permissions management.
 */
const MAKES_ANYONE: readonly (readonly [kind: "user" | "role", ...calls: (readonly string[])[]])[] = [
  ["user", ["iam:AttachUserPolicy", "iam:PutUserPolicy"], ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"]],
  ["role", ["iam:AttachRolePolicy", "iam:PutRolePolicy"], ["iam:CreateRole", "iam:UpdateAssumeRolePolicy"]],
];

export interface Administrator {
  certainty: StepCertainty;
  conditions: string[];
  gaps: AccessGap[];
}

const SURE: readonly StepCertainty[] = ["certain", "conditional", "unknown"];

/** How surely a holder is an administrator of its account; null where it is none. */
export function administratorOf(arn: string, calls: StandingCalls): Administrator | null {
  const { partition = "aws", accountId = "" } = parseArn(arn) ?? {};
  const ways = MAKES_ANYONE.flatMap(([kind, ...lists]) => {
    const resource = `arn:${partition}:iam::${accountId}:${kind}/${UNNAMED}`;
    const found = lists.map((list) => surest(list.map((action) => calls.on(action, resource))));
    return found.every((one) => one !== null) ? [togetherOf(found)] : [];
  });
  return SURE.flatMap((certainty) => ways.find((way) => way.certainty === certainty) ?? [])[0] ?? null;
}

const surest = (found: readonly (PossibleCall | null)[]): PossibleCall | null =>
  SURE.flatMap((certainty) => found.find((one) => one?.certainty === certainty) ?? [])[0] ?? null;

const togetherOf = (found: readonly PossibleCall[]): Administrator => ({
  certainty: SURE[Math.max(...found.map(({ certainty }) => SURE.indexOf(certainty)))] ?? "unknown",
  conditions: [...new Set(found.flatMap(({ conditions }) => conditions))].sort(),
  gaps: found.flatMap(({ gaps }) => gaps),
});
