import { type GapRegister, gapRegister, type NameMap, nameKey, nameMap, plainGap } from "../../../document/index.ts";
import {
  type document,
  isUnknown,
  type Plan,
  type PlannedOperation,
  type PlanProblem,
  type ReeveDocument,
  type Unknown,
  type Value,
} from "../../../schemas/index.ts";
import { type AwsManaged, awsManagedOf } from "./aws-managed.ts";
import { type Store, store } from "./store.ts";

export type PrincipalType = "user" | "group" | "role";

/** An operation, with the plan that it is of; `who` tells operations of the same address apart between plans. */
export interface OperationStep {
  plan: Plan;
  operation: PlannedOperation;
  who: string;
}

/** What the operation of an address creates: the key in its store, null where only the apply will tell its ARN. */
export interface Creation {
  kind: string;
  key: string | null;
  mark: Unknown;
}

/** The account while planned changes are worked into it. */
export interface Model {
  /** Account id for predicted ARNs. */
  accountId: string;
  partition: string;
  /** Time of what the apply makes: the document's own clock, so that what is new has no age. */
  at: string;
  users: Store<document.User>;
  groups: Store<document.Group>;
  roles: Store<document.Role>;
  policies: Store<document.Policy>;
  accessKeys: Store<document.AccessKey>;
  mfaDevices: Store<document.MfaDevice>;
  trails: Store<document.Trail>;
  analyzers: Store<document.Analyzer>;
  serverCertificates: Store<document.ServerCertificate>;
  samlProviders: Store<document.SamlProvider>;
  oidcProviders: Store<document.OidcProvider>;
  /** Policies of AWS that nothing used so far. */
  awsManaged: (arn: string) => AwsManaged | null;
  plans: readonly Plan[];
  /** A copy that may be written to, or the snapshot's mark. */
  account: document.Account | Unknown;
  /** Keys by name, for users, groups, roles and the account's own policies; renamed ones by both names. */
  byName: Record<PrincipalType | "policy", NameMap<string>>;
  /** What each address creates. */
  creations: Map<string, Creation>;
  /** Names of the users, groups and roles that the plan deletes. */
  deleted: Record<PrincipalType, NameMap<true>>;
  /** New ARN of what is renamed, by its old one; null where only the apply will tell it. */
  renames: Map<string, string | null>;
  gaps: GapRegister;
  problems: PlanProblem[];
  /** Told again, a problem is one. */
  problem(code: string, address: string | null, message: string): void;
}

export const principalStore = (model: Model, type: PrincipalType): Store<document.User | document.Group | document.Role> => {
  switch (type) {
    case "user":
      return model.users as Store<document.User | document.Group | document.Role>;
    case "group":
      return model.groups as Store<document.User | document.Group | document.Role>;
    case "role":
      return model.roles as Store<document.User | document.Group | document.Role>;
  }
};

export function modelOf(base: ReeveDocument, place: { accountId: string; partition: string }, plans: readonly Plan[]): Model {
  const gaps = gapRegister();
  const problems: PlanProblem[] = [];
  const reportedProblems = new Set<string>();
  const arn = (item: { arn: string }): string => item.arn;
  const id = (item: { id: string }): string => item.id;
  return {
    accountId: place.accountId,
    partition: place.partition,
    at: base.collectedAt,
    users: store(base.users, arn, nameKey),
    groups: store(base.groups, arn, nameKey),
    roles: store(base.roles, arn, nameKey),
    policies: store(base.policies, arn, nameKey),
    accessKeys: store(base.accessKeys, id),
    mfaDevices: store(base.mfaDevices, id, nameKey),
    trails: store(base.trails, arn),
    analyzers: store(base.analyzers, arn),
    serverCertificates: store(base.serverCertificates, arn, nameKey),
    samlProviders: store(base.samlProviders, arn, nameKey),
    oidcProviders: store(base.oidcProviders, arn),
    awsManaged: awsManagedOf(plans),
    plans,
    account: isUnknown(base.account) ? base.account : { ...base.account, alternateContacts: { ...base.account.alternateContacts } },
    byName: {
      user: namesOf(base.users),
      group: namesOf(base.groups),
      role: namesOf(base.roles),
      policy: namesOf(isUnknown(base.policies) ? base.policies : base.policies.filter((policy) => isUnknown(policy) || !policy.awsManaged)),
    },
    creations: new Map(),
    renames: new Map(),
    deleted: { user: nameMap(), group: nameMap(), role: nameMap() },
    gaps,
    problems,
    problem(code, address, message) {
      const key = JSON.stringify([code, address, message]);
      if (reportedProblems.has(key)) return;
      reportedProblems.add(key);
      problems.push({ code, address, message });
    },
  };
}

function namesOf(list: readonly ({ name: string; arn: string } | Unknown)[] | Unknown): NameMap<string> {
  const names = nameMap<string>();
  if (!isUnknown(list)) for (const item of list) if (!isUnknown(item)) names.set(item.name, item.arn);
  return names;
}

/** The mark of what only the apply of a plan will tell. */
export function knownAfterApplyMark(model: Model, plan: Plan, scope: string): Unknown {
  const source = plan.tool === "terraform" ? "terraform plan" : "cloudformation change set";
  const message = "Known only after the change is applied. Give it a value that the plan can tell, or collect the account again once it is applied.";
  return model.gaps.mark(plainGap(source, "KnownAfterApply", scope, message));
}

/** A value for the document: as the plan tells it, or the mark. */
export const documentValue = <T>(model: Model, step: OperationStep, value: Value<T>): T | Unknown =>
  value.status === "known" ? value.value : knownAfterApplyMark(model, step.plan, value.scope);

export const addressOf = (plan: Plan, by: string): string => `${plan.file}\u0000${by}`;

/** The address or logical id in what `addressOf` gives. */
export const byOf = (who: string): string => who.slice(who.indexOf("\u0000") + 1);
