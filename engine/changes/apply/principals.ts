import type { document, PrincipalOperation } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { plannedContent } from "./content.ts";
import { findPrincipal, kindName, reportMissing } from "./find.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep, type PrincipalType, principalStore } from "./model.ts";
import { reportRenamedOnto, reportTaken } from "./taken.ts";
import { nameLater, plannedKey } from "./unknown-names.ts";
import type { WorkingRole, WorkingUser } from "./working.ts";

type Create = Extract<PrincipalOperation, { kind: "create-user" | "create-group" | "create-role" }>;
type Update = Extract<PrincipalOperation, { kind: "update-principal" }>;

interface Fresh {
  arn: string;
  id: string;
  name: string;
  path: string;
  createdAt: string;
}

/** A user, group or role that the plan makes. */
export function createPrincipal(model: Model, step: OperationStep, operation: Create): void {
  const type: PrincipalType = operation.kind === "create-user" ? "user" : operation.kind === "create-group" ? "group" : "role";
  const store = principalStore(model, type);
  const { name } = operation;
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  const earlier = name.status === "known" ? model.byName[type].get(name.value) : undefined;
  if (name.status === "known" && earlier !== undefined && store.get(earlier)) {
    reportTaken(model, step, `${kindName[type]} ${name.value}`, earlier);
    model.creations.set(step.who, { kind: type, key: earlier, mark });
    return;
  }
  const fresh = named(model, step, type, operation);
  if (name.status === "known") model.byName[type].set(name.value, fresh.arn);
  model.creations.set(step.who, { kind: type, key: fresh.arn, mark });
  if (operation.kind === "create-user") model.users.add(newUser(model, step, operation, fresh));
  else if (operation.kind === "create-group") model.groups.add({ ...fresh, memberArns: [], attachedPolicyArns: [], inlinePolicies: [] });
  else model.roles.add(newRole(model, step, operation, fresh));
}

/** What it is called, as far as the plan says; its key stands for what only the apply will show. */
function named(model: Model, step: OperationStep, type: PrincipalType, { name, path }: Create): Fresh {
  if (name.status === "known" && path.status === "known") {
    const arn = iamArn(model, type, path.value, name.value);
    return { arn, id: placeholderId(arn), name: name.value, path: path.value, createdAt: model.at };
  }
  const key = plannedKey(model, step);
  nameLater(model, step, key, { arnBefore: iamArn(model, type, "", ""), name, path });
  return { arn: key, id: key, name: key, path: key, createdAt: model.at };
}

function tagsOf(model: Model, step: OperationStep, { tags, moreTags }: Extract<Create, { kind: "create-user" | "create-role" }>): document.User["tags"] {
  const own = documentValue(model, step, tags);
  return moreTags !== undefined && Array.isArray(own) ? [...own, knownAfterApplyMark(model, step.plan, moreTags)] : own;
}

/** A new user has no password, keys, devices, certificates, groups or policies. Source: IAM API Reference, CreateUser. */
const newUser = (model: Model, step: OperationStep, operation: Extract<Create, { kind: "create-user" }>, fresh: Fresh): WorkingUser => ({
  ...fresh,
  tags: tagsOf(model, step, operation),
  permissionsBoundaryArn: null,
  groupArns: [],
  attachedPolicyArns: [],
  inlinePolicies: [],
  passwordEnabled: false,
  passwordLastUsedAt: null,
  passwordLastChangedAt: null,
  passwordNextRotationAt: null,
  mfaActive: false,
  signingCertificates: [],
  mfaDeviceIds: [],
  accessKeyIds: [],
});

const newRole = (model: Model, step: OperationStep, operation: Extract<Create, { kind: "create-role" }>, fresh: Fresh): WorkingRole => ({
  ...fresh,
  tags: tagsOf(model, step, operation),
  permissionsBoundaryArn: null,
  trustPolicy: plannedContent(model, step, operation.trustPolicy),
  attachedPolicyArns: [],
  inlinePolicies: [],
  instanceProfileArns: [],
  serviceLinked: operation.path.status === "known" && operation.path.value.startsWith("/aws-service-role/"),
  lastUsedAt: null,
  lastUsedRegion: null,
});

/** Tags and trust policy, and what it is called afterwards: the new ARN is written once all edges are settled. */
export function updatePrincipal(model: Model, step: OperationStep, operation: Update): void {
  const { type } = operation.principal;
  const found = findPrincipal(model, step, operation.principal);
  const store = principalStore(model, type);
  if (found.status === "unlisted") {
    reportMissing(model, step, `${kindName[type]} ${found.text}`, store.isComplete());
    return;
  }
  if (found.status !== "at") return;
  const item = store.edit(found.key);
  if (!item) return;
  if (operation.tags && "tags" in item) item.tags = documentValue(model, step, operation.tags);
  if (operation.trustPolicy && "trustPolicy" in item) item.trustPolicy = plannedContent(model, step, operation.trustPolicy);
  if (!operation.name && !operation.path) return;
  const name = operation.name ?? { status: "known", value: item.name };
  const path = operation.path ?? { status: "known", value: item.path };
  if (name.status === "known" && path.status === "known") {
    const arn = iamArn(model, type, path.value, name.value);
    const taken = model.byName[type].get(name.value);
    if (taken !== undefined && taken !== found.key && store.get(taken)) {
      reportRenamedOnto(model, step, `${kindName[type]} ${item.name}`, taken);
      return;
    }
    model.byName[type].set(name.value, found.key);
    model.renames.set(found.key, arn);
    item.name = name.value;
    item.path = path.value;
  } else nameLater(model, step, found.key, { arnBefore: iamArn(model, type, "", ""), name, path, id: item.id });
}
