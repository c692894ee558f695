import { unknownContent } from "../../../document/index.ts";
import type { PrincipalOperation, Unknown } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { plannedContent } from "./content.ts";
import { documentValue, type Model, type OperationStep, type PrincipalType } from "./model.ts";
import type { WorkingGroup, WorkingRole, WorkingUser } from "./working.ts";

/** What a plan says of a user, group or role that exists: the operation that would make it. */
export interface StatedPrincipal {
  step: OperationStep;
  operation: Extract<PrincipalOperation, { kind: "create-user" | "create-group" | "create-role" }>;
}

/**
 * Adds a user, group or role of which nothing is collected. `mark` says why; what the plan says of it is known. A plan shows the state that Terraform read
 * before it planned. What is attached to it, its inline policies and memberships are open: others may have added to them.
 */
export function addExistingPrincipal(model: Model, type: PrincipalType, name: string, stated: StatedPrincipal | null, mark: Unknown): void {
  const named = namedAs(model, type, name, stated);
  model.byName[type].set(name, named.arn);
  model.uncollected.add(named.arn);
  const common = { ...named, createdAt: mark, attachedPolicyArns: mark, inlinePolicies: mark };
  const operation = stated?.operation;
  // A boundary that is stated is set by an operation of its own.
  const bounded = { permissionsBoundaryArn: stated ? null : mark };
  if (type === "group") model.groups.addExisting({ ...common, memberArns: mark } satisfies WorkingGroup);
  else if (type === "user") {
    const tags = stated && operation?.kind === "create-user" ? documentValue(model, stated.step, operation.tags) : mark;
    model.users.addExisting({ ...common, ...bounded, tags, ...credentials(mark) } satisfies WorkingUser);
  } else {
    const isStated = stated && operation?.kind === "create-role";
    model.roles.addExisting({
      ...common,
      ...bounded,
      tags: isStated ? documentValue(model, stated.step, operation.tags) : mark,
      trustPolicy: isStated ? plannedContent(model, stated.step, operation.trustPolicy) : unknownContent(mark),
      instanceProfileArns: mark,
      // Only its service changes a service-linked role. Source: IAM API Reference, PutRolePolicy, UnmodifiableEntity.
      serviceLinked: false,
      lastUsedAt: mark,
      lastUsedRegion: mark,
    } satisfies WorkingRole);
  }
}

const credentials = (mark: Unknown) => ({
  groupArns: mark,
  passwordEnabled: mark,
  passwordLastUsedAt: mark,
  passwordLastChangedAt: mark,
  passwordNextRotationAt: mark,
  mfaActive: mark,
  signingCertificates: mark,
  mfaDeviceIds: mark,
  accessKeyIds: mark,
});

/** What it is called. Where the plan does not say its path, it is taken to be `/`: results of its kind stay open, so that this passes nothing. */
function namedAs(model: Model, type: PrincipalType, name: string, stated: StatedPrincipal | null): { arn: string; id: string; name: string; path: string } {
  const path = stated?.operation.path.status === "known" ? stated.operation.path.value : "/";
  const arn = iamArn(model, type, path, name);
  return { arn, id: placeholderId(arn), name, path };
}
