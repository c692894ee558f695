import { plainGap } from "../../../document/index.ts";
import type { Principal, Reference, Unknown } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { plannedContent } from "./content.ts";
import { findPolicy, likelyPrincipals } from "./find.ts";
import { knownAfterApplyMark, type Model, type OperationStep, type PrincipalType } from "./model.ts";
import { withUnknownNames } from "./unknown-names.ts";

/** A user, group or role that an operation gives a policy and that only the apply will name. */
export interface PlannedHolder {
  kind: PrincipalType;
  field: "inlinePolicies" | "attachedPolicyArns";
  address: string;
  /** With the policy, and perhaps others; and with a list that may hold the policy only, whose mark `gap` is. */
  resource: Record<string, unknown>;
  probe: Record<string, unknown>;
  /** As `resource`, by a name that no exemption spells out: a policy that gives too much is not excused by a name that no one sees. */
  unlike: Record<string, unknown>;
  gap: Unknown;
  /** Whether one is surely there that the plan does not make, as far as it shows. */
  isFinding: boolean;
}

/** Those whose policy is known: what it says is judged, whoever holds it. */
export function unnamedHolders(model: Model, steps: readonly OperationStep[]): PlannedHolder[] {
  const holders = new Map<string, PlannedHolder>();
  for (const step of steps) {
    for (const principal of unnamedIn(step)) {
      const given = givenBy(model, step);
      if (given === null || principal.name.status !== "after-apply") continue;
      const isFinding = principal.name.isOne === true && likelyPrincipals(model, principal).length === 0;
      const holder = holderOf(model, step, principal.type, { ...given, scope: principal.name.scope, isFinding });
      holders.set(JSON.stringify([step.who, principal.type, given.field]), holder);
    }
  }
  return [...holders.values()];
}

const UNLIKE_ANY = "known-only-after-the-apply";

/** Whether what an operation does to those who are not named is judged at such a holder. */
export const isJudgedAtHolder = (model: Model, step: OperationStep): boolean => givenBy(model, step) !== null;

interface Given {
  field: PlannedHolder["field"];
  policy: unknown;
}

/** The policy that an operation gives; null where it gives none, or one that is not known. */
function givenBy(model: Model, step: OperationStep): Given | null {
  const { operation } = step;
  switch (operation.kind) {
    case "put-inline-policy": {
      const name = operation.name.status === "known" ? operation.name.value : knownAfterApplyMark(model, step.plan, operation.name.scope);
      return { field: "inlinePolicies", policy: { name, ...plannedContent(model, step, operation.content) } };
    }
    case "attach":
      return attached(model, step, operation.policyArn);
    case "set-policy-attachments":
      return attached(model, step, operation.arn);
    default:
      return null;
  }
}

function attached(model: Model, step: OperationStep, arn: Reference): Given | null {
  const found = findPolicy(model, step, arn);
  if (found.status === "at") return { field: "attachedPolicyArns", policy: found.key };
  return found.status === "unlisted" && model.awsManaged(found.text) !== null ? { field: "attachedPolicyArns", policy: found.text } : null;
}

function unnamedIn({ operation }: OperationStep): Principal[] {
  if (operation.kind === "put-inline-policy" || operation.kind === "attach")
    return operation.principal.name.status === "after-apply" ? [operation.principal] : [];
  if (operation.kind !== "set-policy-attachments") return [];
  const { users, groups, roles } = operation;
  return (
    [
      ["user", users],
      ["group", groups],
      ["role", roles],
    ] as const
  ).flatMap(([type, { members, rest }]) => {
    const unnamed = members.filter(({ status }) => status === "after-apply");
    const references: Reference[] = rest === null ? unnamed : [...unnamed, { status: "after-apply", scope: rest }];
    return references.map((name): Principal => ({ type, name }));
  });
}

function holderOf(
  model: Model,
  { plan, operation }: OperationStep,
  kind: PrincipalType,
  { field, policy, scope, isFinding }: Given & { scope: string; isFinding: boolean },
): PlannedHolder {
  const message = "Only the apply will show which it is. Name it in the configuration, or collect the account again once the change is applied.";
  const mark = model.gaps.mark(plainGap(plan.tool === "terraform" ? "terraform plan" : "cloudformation change set", "KnownAfterApply", scope, message));
  const gap = model.gaps.mark(
    plainGap(plan.tool === "terraform" ? "terraform plan" : "cloudformation change set", "KnownAfterApply", `${scope} (what it gets)`, message),
  );
  const fields = ["arn", "name", "path", "createdAt", "attachedPolicyArns", "inlinePolicies", ...FIELDS[kind]];
  const id = placeholderId(operation.by);
  const named = model.gaps.partly(mark, { id });
  const plain = {
    ...Object.fromEntries(fields.map((name) => [name, mark])),
    ...(kind === "role" ? { serviceLinked: false } : {}),
    id,
    arn: named,
    name: named,
  };
  const written = (list: unknown[]): Record<string, unknown> => withUnknownNames(model.unknownNames, { ...plain, [field]: list });
  return {
    kind,
    field,
    address: operation.by,
    resource: written([policy, mark]),
    unlike: { ...written([policy, mark]), arn: iamArn(model, kind, "/", UNLIKE_ANY), name: UNLIKE_ANY, path: "/" },
    probe: written([model.gaps.partly(gap, { members: [policy] })]),
    gap,
    isFinding,
  };
}

/** What users, groups and roles have beside names and policies. */
const FIELDS: Readonly<Record<PrincipalType, readonly string[]>> = {
  user: [
    ...["tags", "permissionsBoundaryArn", "groupArns", "passwordEnabled", "passwordLastUsedAt", "passwordLastChangedAt", "passwordNextRotationAt"],
    ...["mfaActive", "signingCertificates", "mfaDeviceIds", "accessKeyIds"],
  ],
  group: ["memberArns"],
  role: ["tags", "permissionsBoundaryArn", "trustPolicy", "instanceProfileArns", "lastUsedAt", "lastUsedRegion"],
};
