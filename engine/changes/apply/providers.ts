import { compareText, plainGap } from "../../../document/index.ts";
import type { AccountOperation, document, Reference, Value } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { plannedContent } from "./content.ts";
import { type FoundResource, find, reportMissing } from "./find.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import type { Store } from "./store.ts";
import { reportTaken } from "./taken.ts";

type Of<K extends AccountOperation["kind"]> = Extract<AccountOperation, { kind: K }>;

/** What the operations below make, for messages. */
const KINDS: Partial<Record<OperationStep["operation"]["kind"], string>> = {
  "create-saml-provider": "the SAML provider",
  "create-oidc-provider": "the OIDC provider",
  "create-server-certificate": "the server certificate",
  "create-analyzer": "the analyzer",
  "create-service-linked-role": "the role",
};

/** What is made by its ARN alone; a part of it that only the apply will tell makes the list open. */
function make<T extends { arn: string }>(model: Model, step: OperationStep, store: Store<T>, parts: readonly Value<unknown>[], item: () => T): void {
  const later = parts.find((part) => part.status === "after-apply");
  const mark = knownAfterApplyMark(model, step.plan, later?.status === "after-apply" ? later.scope : step.operation.by);
  if (later) {
    store.addUnnamed(mark);
    model.creations.set(step.who, { kind: step.operation.kind, key: null, mark });
    return;
  }
  const made = item();
  const earlier = store.get(made.arn)?.arn;
  if (earlier !== undefined) reportTaken(model, step, `${KINDS[step.operation.kind] ?? "the resource"} ${earlier}`, earlier);
  model.creations.set(step.who, { kind: step.operation.kind, key: earlier ?? made.arn, mark });
  if (earlier === undefined) store.add(made);
}

const at = <T extends { arn: string }>(model: Model, step: OperationStep, store: Store<T>, arn: Reference): FoundResource =>
  find(model, step, arn, (text) => store.get(text)?.arn);

function change<T extends { arn: string }>(model: Model, step: OperationStep, store: Store<T>, arn: Reference, what: string, apply: (item: T) => void): void {
  const found = at(model, step, store, arn);
  if (found.status === "unlisted") reportMissing(model, step, `${what} ${found.text}`, store.isComplete());
  const item = found.status === "at" ? store.edit(found.key) : undefined;
  if (item) apply(item);
}

function drop<T extends { arn: string }>(model: Model, step: OperationStep, store: Store<T>, arn: Reference): void {
  const found = at(model, step, store, arn);
  if (found.status === "at") store.remove(found.key);
}

const valueIn = <T>(value: Value<T>, fallback: T): T => (value.status === "known" ? value.value : fallback);

export function changeSamlProvider(
  model: Model,
  step: OperationStep,
  operation: Of<"create-saml-provider" | "update-saml-provider" | "delete-saml-provider">,
): void {
  const store = model.samlProviders;
  if (operation.kind === "delete-saml-provider") drop(model, step, store, operation.arn);
  else if (operation.kind === "update-saml-provider") {
    change(model, step, store, operation.arn, "the SAML provider", (provider) => {
      provider.expiresAt = documentValue(model, step, operation.expiresAt);
    });
  } else {
    make(model, step, store, [operation.name], () => {
      const name = valueIn(operation.name, "");
      const arn = `arn:${model.partition}:iam::${model.accountId}:saml-provider/${name}`;
      return { arn, name, createdAt: model.at, expiresAt: documentValue(model, step, operation.expiresAt) };
    });
  }
}

/** The ARN's last part is the issuer without its scheme. Source: IAM API Reference, CreateOpenIDConnectProvider. */
export function changeOidcProvider(
  model: Model,
  step: OperationStep,
  operation: Of<"create-oidc-provider" | "update-oidc-provider" | "delete-oidc-provider">,
): void {
  const store = model.oidcProviders;
  const sorted = (value: Value<string[]>): string[] | ReturnType<typeof knownAfterApplyMark> =>
    documentValue(model, step, value.status === "known" ? { status: "known", value: [...new Set(value.value)].sort(compareText) } : value);
  if (operation.kind === "delete-oidc-provider") drop(model, step, store, operation.arn);
  else if (operation.kind === "update-oidc-provider") {
    change(model, step, store, operation.arn, "the OIDC provider", (provider) => {
      if (operation.clientIds) provider.clientIds = sorted(operation.clientIds);
      if (operation.thumbprints) provider.thumbprints = sorted(operation.thumbprints);
    });
  } else {
    make(model, step, store, [operation.url], () => {
      const name = valueIn(operation.url, "").replace(/^https:\/\//, "");
      const arn = `arn:${model.partition}:iam::${model.accountId}:oidc-provider/${name}`;
      return { arn, name, createdAt: model.at, clientIds: sorted(operation.clientIds), thumbprints: sorted(operation.thumbprints) };
    });
  }
}

export function changeServerCertificate(
  model: Model,
  step: OperationStep,
  operation: Of<"create-server-certificate" | "update-server-certificate" | "delete-server-certificate">,
): void {
  const store = model.serverCertificates;
  if (operation.kind === "delete-server-certificate") drop(model, step, store, operation.arn);
  else if (operation.kind === "update-server-certificate") {
    change(model, step, store, operation.arn, "the server certificate", (certificate) => {
      const name = operation.name ?? { status: "known", value: certificate.name };
      const path = operation.path ?? { status: "known", value: certificate.path };
      store.remove(certificate.arn);
      if (name.status !== "known" || path.status !== "known") store.addUnnamed(knownAfterApplyMark(model, step.plan, step.operation.by));
      else store.add({ ...certificate, name: name.value, path: path.value, arn: iamArn(model, "server-certificate", path.value, name.value) });
    });
  } else {
    make(model, step, store, [operation.name, operation.path, operation.expiresAt], () => {
      const [name, path] = [valueIn(operation.name, ""), valueIn(operation.path, "/")];
      const arn = iamArn(model, "server-certificate", path, name);
      return { arn, id: placeholderId(arn), name, path, uploadedAt: model.at, expiresAt: valueIn(operation.expiresAt, null) };
    });
  }
}

/** A new analyzer's ARN ends in its name; it is active once made. Source: IAM Access Analyzer API Reference, CreateAnalyzer, AnalyzerSummary. */
export function changeAnalyzer(model: Model, step: OperationStep, operation: Of<"create-analyzer" | "delete-analyzer">): void {
  if (operation.kind === "delete-analyzer") {
    drop(model, step, model.analyzers, operation.arn);
    return;
  }
  make(model, step, model.analyzers, [operation.name, operation.region, operation.type], (): document.Analyzer => {
    const [name, region, type] = [valueIn(operation.name, ""), valueIn(operation.region, ""), valueIn(operation.type, "")];
    const arn = `arn:${model.partition}:access-analyzer:${region}:${model.accountId}:analyzer/${name}`;
    return { arn, name, region, type, status: "ACTIVE", createdAt: model.at, lastResourceAnalyzedAt: null };
  });
}

/** A service-linked role lies under /aws-service-role/<service>/; its name, policy and trust are the service's. */
export function createServiceLinkedRole(model: Model, step: OperationStep, operation: Of<"create-service-linked-role">): void {
  const { service, name } = operation;
  const parts: Value<unknown>[] = [service, name ?? { status: "after-apply", scope: `${step.operation.by}.name` }];
  make(model, step, model.roles, parts, () => {
    const path = `/aws-service-role/${valueIn(service, "")}/`;
    const roleName = name === null ? "" : valueIn(name, "");
    const arn = iamArn(model, "role", path, roleName);
    const mark = model.gaps.mark(plainGap(`${step.plan.tool} plan`, "KnownAfterApply", step.operation.by, "The service gives the role its policies."));
    model.byName.role.set(roleName, arn);
    return {
      arn,
      id: placeholderId(arn),
      name: roleName,
      path,
      createdAt: model.at,
      tags: mark,
      permissionsBoundaryArn: null,
      trustPolicy: plannedContent(model, step, operation.trustPolicy),
      attachedPolicyArns: mark,
      inlinePolicies: mark,
      instanceProfileArns: [],
      serviceLinked: true,
      lastUsedAt: null,
      lastUsedRegion: null,
    };
  });
}
