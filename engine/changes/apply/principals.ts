import type { document, PrincipalOperation, Value } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { plannedContent } from "./content.ts";
import { findPrincipal, kindName, reportMissing } from "./find.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep, type PrincipalType, principalStore } from "./model.ts";
import { reportTaken } from "./taken.ts";

type Create = Extract<PrincipalOperation, { kind: "create-user" | "create-group" | "create-role" }>;
type Update = Extract<PrincipalOperation, { kind: "update-principal" }>;

interface Fresh {
  arn: string;
  id: string;
  name: string;
  path: string;
  createdAt: string;
}

/** A user, group or role that the plan makes. One whose name or path only the apply will tell makes its list open. */
export function createPrincipal(model: Model, step: OperationStep, operation: Create): void {
  const type: PrincipalType = operation.kind === "create-user" ? "user" : operation.kind === "create-group" ? "group" : "role";
  const store = principalStore(model, type);
  const { name, path } = operation;
  const unknownPart = firstLater(name, path);
  if (name.status !== "known" || path.status !== "known") {
    const mark = knownAfterApplyMark(model, step.plan, unknownPart);
    store.addUnnamed(mark);
    model.creations.set(step.who, { kind: type, key: null, mark });
    return;
  }
  const arn = iamArn(model, type, path.value, name.value);
  const earlier = model.byName[type].get(name.value);
  if (earlier !== undefined && store.get(earlier)) {
    reportTaken(model, step, `${kindName[type]} ${name.value}`, earlier);
    model.creations.set(step.who, { kind: type, key: earlier, mark: knownAfterApplyMark(model, step.plan, step.operation.by) });
    return;
  }
  const fresh = { arn, id: placeholderId(arn), name: name.value, path: path.value, createdAt: model.at };
  model.byName[type].set(name.value, arn);
  model.creations.set(step.who, { kind: type, key: arn, mark: knownAfterApplyMark(model, step.plan, step.operation.by) });
  if (operation.kind === "create-user") model.users.add(newUser(model, step, operation, fresh));
  else if (operation.kind === "create-group") model.groups.add({ ...fresh, memberArns: [], attachedPolicyArns: [], inlinePolicies: [] });
  else model.roles.add(newRole(model, step, operation, fresh));
}

function tagsOf(model: Model, step: OperationStep, { tags, moreTags }: Extract<Create, { kind: "create-user" | "create-role" }>): document.User["tags"] {
  const own = documentValue(model, step, tags);
  return moreTags !== undefined && Array.isArray(own) ? [...own, knownAfterApplyMark(model, step.plan, moreTags)] : own;
}

/** A new user has no password, keys, devices, certificates, groups or policies. Source: IAM API Reference, CreateUser. */
const newUser = (model: Model, step: OperationStep, operation: Extract<Create, { kind: "create-user" }>, fresh: Fresh): document.User => ({
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

const newRole = (model: Model, step: OperationStep, operation: Extract<Create, { kind: "create-role" }>, fresh: Fresh): document.Role => ({
  ...fresh,
  tags: tagsOf(model, step, operation),
  permissionsBoundaryArn: null,
  trustPolicy: plannedContent(model, step, operation.trustPolicy),
  attachedPolicyArns: [],
  inlinePolicies: [],
  instanceProfileArns: [],
  serviceLinked: fresh.path.startsWith("/aws-service-role/"),
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
    model.byName[type].set(name.value, found.key);
    model.renames.set(found.key, arn);
    item.name = name.value;
    item.path = path.value;
  } else {
    const mark = knownAfterApplyMark(model, step.plan, firstLater(name, path));
    model.renames.set(found.key, null);
    model.creations.set(`rename of ${found.key}`, { kind: type, key: null, mark });
  }
}

const firstLater = (...values: Value<unknown>[]): string => {
  for (const value of values) if (value.status === "after-apply") return value.scope;
  return "";
};
