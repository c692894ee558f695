import { compareText, plainGap, sameName } from "../../../document/index.ts";
import type { AccountOperation, Reference, Value } from "../../../schemas/index.ts";
import { iamArn, placeholderId, providerArn } from "./arns.ts";
import { plannedContent } from "./content.ts";
import { type FoundResource, find, reportMissing } from "./find.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import type { Store } from "./store.ts";
import { reportTaken } from "./taken.ts";
import { type Naming, nameLater, plannedKey } from "./unknown-names.ts";
import type { WorkingRole } from "./working.ts";

type Of<K extends AccountOperation["kind"]> = Extract<AccountOperation, { kind: K }>;

/** What the operations below make, for messages. */
const KINDS: Partial<Record<OperationStep["operation"]["kind"], string>> = {
  "create-saml-provider": "the SAML provider",
  "create-oidc-provider": "the OIDC provider",
  "create-server-certificate": "the server certificate",
  "create-analyzer": "the analyzer",
  "create-service-linked-role": "the role",
};

/** Adds what is made; where its ARN is not known, its key stands for it. */
function make<T extends { arn: string }>(model: Model, step: OperationStep, store: Store<T>, naming: Naming | null, item: (key: string | null) => T): void {
  const key = naming ? plannedKey(model, step) : null;
  if (naming && key !== null) nameLater(model, step, key, naming);
  const made = item(key);
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  const earlier = store.get(made.arn)?.arn ?? sameNamed(store, made);
  if (earlier !== undefined) reportTaken(model, step, `${KINDS[step.operation.kind] ?? "the resource"} ${earlier}`, earlier);
  model.creations.set(step.who, { kind: step.operation.kind, key: earlier ?? made.arn, mark });
  if (earlier === undefined) store.add(made);
}

/** The ARN of what has the same name at another path: of server certificates an account has one of a name. Source: IAM User Guide, "IAM identifiers". */
function sameNamed<T extends { arn: string }>(store: Store<T>, made: T & { path?: unknown; name?: unknown }): string | undefined {
  const { path, name } = made;
  if (path === undefined || typeof name !== "string") return undefined;
  return [...store.all()].find(
    (other: T & { path?: unknown; name?: unknown }) => other.path !== undefined && typeof other.name === "string" && sameName(other.name, name),
  )?.arn;
}

const isKnown = (...values: Value<unknown>[]): boolean => values.every(({ status }) => status === "known");

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
    const arnBefore = providerArn(model, "saml-provider", "");
    make(model, step, store, isKnown(operation.name) ? null : { arnBefore, name: operation.name }, (key) => {
      const name = key ?? valueIn(operation.name, "");
      return { arn: key ?? `${arnBefore}${name}`, name, createdAt: model.at, expiresAt: documentValue(model, step, operation.expiresAt) };
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
    const arnBefore = providerArn(model, "oidc-provider", "");
    make(model, step, store, isKnown(operation.url) ? null : { arnBefore, name: operation.url, nameWithout: "" }, (key) => {
      const arn = key ?? providerArn(model, "oidc-provider", valueIn(operation.url, ""));
      return {
        arn,
        name: key ?? arn.slice(arnBefore.length),
        createdAt: model.at,
        clientIds: sorted(operation.clientIds),
        thumbprints: sorted(operation.thumbprints),
      };
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
      if (name.status !== "known" || path.status !== "known") {
        nameLater(model, step, certificate.arn, { arnBefore: iamArn(model, "server-certificate", "", ""), name, path, id: certificate.id });
        return;
      }
      store.remove(certificate.arn);
      store.add({ ...certificate, name: name.value, path: path.value, arn: iamArn(model, "server-certificate", path.value, name.value) });
    });
  } else {
    const { name, path } = operation;
    const naming = isKnown(name, path) ? null : { arnBefore: iamArn(model, "server-certificate", "", ""), name, path };
    make(model, step, store, naming, (key) => {
      const arn = key ?? iamArn(model, "server-certificate", valueIn(path, "/"), valueIn(name, ""));
      const id = key ?? placeholderId(arn);
      const expiresAt = documentValue(model, step, operation.expiresAt);
      return { arn, id, name: valueIn(name, arn), path: valueIn(path, arn), uploadedAt: model.at, expiresAt };
    });
  }
}

/** A new analyzer's ARN ends in its name; it is active once made. Source: IAM Access Analyzer API Reference, CreateAnalyzer, AnalyzerSummary. */
export function changeAnalyzer(model: Model, step: OperationStep, operation: Of<"create-analyzer" | "delete-analyzer">): void {
  if (operation.kind === "delete-analyzer") {
    drop(model, step, model.analyzers, operation.arn);
    return;
  }
  const { name, region, type } = operation;
  const arnBefore = `arn:${model.partition}:access-analyzer:${region.status === "known" ? `${region.value}:${model.accountId}:analyzer/` : ""}`;
  make(model, step, model.analyzers, isKnown(name, region) ? null : { arnBefore, name, region }, (key) => ({
    arn: key ?? `${arnBefore}${valueIn(name, "")}`,
    name: valueIn(name, key ?? ""),
    region: documentValue(model, step, region),
    type: documentValue(model, step, type),
    status: "ACTIVE",
    createdAt: model.at,
    lastResourceAnalyzedAt: null,
  }));
}

/** A service-linked role lies under /aws-service-role/<service>/; its name, policy and trust are the service's. */
export function createServiceLinkedRole(model: Model, step: OperationStep, operation: Of<"create-service-linked-role">): void {
  const { service, name } = operation;
  const named: Value<string> = name ?? { status: "after-apply", scope: `${step.operation.by}.name` };
  const path: Value<string> = service.status === "known" ? { status: "known", value: `/aws-service-role/${service.value}/` } : service;
  const naming = isKnown(named, path) ? null : { arnBefore: iamArn(model, "role", "", ""), name: named, path };
  make(model, step, model.roles, naming, (key): WorkingRole => {
    const roleName = valueIn(named, key ?? "");
    const arn = key ?? iamArn(model, "role", valueIn(path, ""), roleName);
    const mark = model.gaps.mark(plainGap(`${step.plan.tool} plan`, "KnownAfterApply", step.operation.by, "The service gives the role its policies."));
    if (named.status === "known") model.byName.role.set(roleName, arn);
    return {
      arn,
      id: key ?? placeholderId(arn),
      name: roleName,
      path: valueIn(path, arn),
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
