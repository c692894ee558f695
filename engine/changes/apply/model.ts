import { type GapRegister, gapRegister, type NameMap, nameKey, nameMap, plainGap } from "../../../document/index.ts";
import {
  type document,
  isUnknown,
  type LaterPart,
  type Plan,
  type PlannedOperation,
  type PlanProblem,
  type ReeveDocument,
  type Unknown,
  type Value,
} from "../../../schemas/index.ts";
import { type AwsManaged, awsManagedOf } from "./aws-managed.ts";
import { type Store, store } from "./store.ts";
import type {
  UnknownName,
  WorkingAccessKey,
  WorkingAnalyzer,
  WorkingGroup,
  WorkingMfaDevice,
  WorkingOidcProvider,
  WorkingPolicy,
  WorkingPrincipal,
  WorkingRole,
  WorkingSamlProvider,
  WorkingServerCertificate,
  WorkingTrail,
  WorkingUser,
} from "./working.ts";

export type PrincipalType = "user" | "group" | "role";

/** An operation, with the plan that it is of; `who` tells operations of the same address apart between plans. */
export interface OperationStep {
  plan: Plan;
  operation: PlannedOperation;
  who: string;
}

/** What the operation of an address creates: the key in its store; null where the document has no such resource. */
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
  users: Store<WorkingUser>;
  groups: Store<WorkingGroup>;
  roles: Store<WorkingRole>;
  policies: Store<WorkingPolicy>;
  accessKeys: Store<WorkingAccessKey>;
  mfaDevices: Store<WorkingMfaDevice>;
  trails: Store<WorkingTrail>;
  analyzers: Store<WorkingAnalyzer>;
  serverCertificates: Store<WorkingServerCertificate>;
  samlProviders: Store<WorkingSamlProvider>;
  oidcProviders: Store<WorkingOidcProvider>;
  /** Policies of AWS that nothing used so far. */
  awsManaged: (arn: string) => AwsManaged | null;
  plans: readonly Plan[];
  /** Whether what one address gives and another may take away counts as there. */
  isCautious: boolean;
  /** A copy that may be written to, or the snapshot's mark. */
  account: document.Account | Unknown;
  /** Keys by name, for users, groups, roles and the account's own policies; renamed ones by both names. */
  byName: Record<PrincipalType | "policy", NameMap<string>>;
  /** What each address creates. */
  creations: Map<string, Creation>;
  /** Which operation makes the password of each user, by the user's key. */
  passwords: Map<string, string>;
  /** Names of the users, groups and roles that the plan deletes. */
  deleted: Record<PrincipalType, NameMap<true>>;
  /** New ARN of what is renamed, by its old one. */
  renames: Map<string, string>;
  /** What stands for the names of resources that only the apply will name, by the key that stands for their ARN meanwhile. */
  unknownNames: Map<string, UnknownName>;
  /** Keys of users, groups and roles that exist, that the plans change and that the snapshot does not hold. */
  uncollected: Set<string>;
  gaps: GapRegister;
  problems: PlanProblem[];
  /** StatedTrail again, a problem is one. */
  problem(code: string, address: string | null, message: string): void;
}

export const principalStore = (model: Model, type: PrincipalType): Store<WorkingPrincipal> => {
  switch (type) {
    case "user":
      return model.users as Store<WorkingPrincipal>;
    case "group":
      return model.groups as Store<WorkingPrincipal>;
    case "role":
      return model.roles as Store<WorkingPrincipal>;
  }
};

export function modelOf(base: ReeveDocument, place: { accountId: string; partition: string }, plans: readonly Plan[], isCautious = false): Model {
  const gaps = gapRegister();
  const problems: PlanProblem[] = [];
  const reportedProblems = new Set<string>();
  const arn = (item: { arn: string }): string => item.arn;
  const id = (item: { id: string }): string => item.id;
  return {
    accountId: place.accountId,
    partition: place.partition,
    at: base.collectedAt,
    users: store(working<WorkingUser>(base.users), arn, nameKey),
    groups: store(working<WorkingGroup>(base.groups), arn, nameKey),
    roles: store(working<WorkingRole>(base.roles), arn, nameKey),
    policies: store(working<WorkingPolicy>(base.policies), arn, nameKey),
    accessKeys: store(working<WorkingAccessKey>(base.accessKeys), id),
    mfaDevices: store(working<WorkingMfaDevice>(base.mfaDevices), id, nameKey),
    trails: store(working<WorkingTrail>(base.trails), arn),
    analyzers: store(working<WorkingAnalyzer>(base.analyzers), arn),
    serverCertificates: store(working<WorkingServerCertificate>(base.serverCertificates), arn, nameKey),
    samlProviders: store(working<WorkingSamlProvider>(base.samlProviders), arn, nameKey),
    oidcProviders: store(working<WorkingOidcProvider>(base.oidcProviders), arn),
    awsManaged: awsManagedOf(plans),
    plans,
    isCautious,
    account: isUnknown(base.account) ? base.account : { ...base.account, alternateContacts: { ...base.account.alternateContacts } },
    byName: {
      user: namesOf(working<WorkingUser>(base.users)),
      group: namesOf(working<WorkingGroup>(base.groups)),
      role: namesOf(working<WorkingRole>(base.roles)),
      policy: namesOf(
        working<WorkingPolicy>(isUnknown(base.policies) ? base.policies : base.policies.filter((policy) => isUnknown(policy) || !policy.awsManaged)),
      ),
    },
    creations: new Map(),
    passwords: new Map(),
    renames: new Map(),
    unknownNames: new Map(),
    deleted: { user: nameMap(), group: nameMap(), role: nameMap() },
    uncollected: new Set(),
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

/** A snapshot is of an account that exists: it names all that it holds. */
const working = <T>(list: unknown): (T | Unknown)[] | Unknown => list as (T | Unknown)[] | Unknown;

function namesOf(list: readonly ({ name: string; arn: string } | Unknown)[] | Unknown): NameMap<string> {
  const names = nameMap<string>();
  if (!isUnknown(list)) for (const item of list) if (!isUnknown(item)) names.set(item.name, item.arn);
  return names;
}

/** Why Terraform's plan shows no part of it, and what to do. Source: Terraform documentation, "JSON output format", expression representation. */
const HIDDEN: Readonly<Record<LaterPart, string>> = {
  list: "The plan shows what this list refers to, and not the constants beside it. Give the configuration (--plan-source), or give each member a resource of its own.",
  text: "Terraform makes this text while it applies, and the plan shows no part of it. Write the policy as the data source aws_iam_policy_document, whose known parts the plan shows.",
};

/** Longest part of an expression that is shown. */
const MAX_SHOWN = 160;

/** Which expression is not known, and what to do; null where the configuration does not write it. */
function writtenMessage(plan: Plan, scope: string, of?: LaterPart): string | null {
  const written = plan.written !== undefined && Object.hasOwn(plan.written, scope) ? plan.written[scope] : undefined;
  if (written === undefined || of === "text") return null;
  const { text, references } = written;
  const names = references.map((each) => `\`${each}\``);
  const others = names.length > NAMED ? `${names.length - NAMED} more` : names.pop();
  const listed = [names.slice(0, NAMED).join(", "), others].filter((each) => each !== "").join(" and ");
  const instead = of === "list" ? "give each member a resource of its own" : "write it as a reference to one resource";
  if (text === null) return `${scope} is made from ${listed}, and the plan does not show how. Give the configuration (--plan-source), ${instead}, or ${ACCEPT}`;
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return `${scope} is written as \`${shown}\`, and only the apply will show its value. Either ${instead}, or ${ACCEPT}`;
}

const NAMED = 4;
const ACCEPT = "accept it with --allow-unknown and judge again after the apply.";

/** The mark of what only the apply of a plan will tell. */
export function knownAfterApplyMark(model: Model, plan: Plan, scope: string, of?: LaterPart): Unknown {
  const source = plan.tool === "terraform" ? "terraform plan" : "cloudformation change set";
  const part = plan.tool === "terraform" && of !== undefined ? HIDDEN[of] : null;
  const message =
    writtenMessage(plan, scope, of) ??
    part ??
    "Known only after the change is applied. Give it a value that the plan shows, or collect the account again once it is applied.";
  return model.gaps.mark(plainGap(source, "KnownAfterApply", scope, message));
}

/** A value for the document: as the plan tells it, or the mark. */
export function documentValue<T>(model: Model, step: OperationStep, value: Value<T>): T | Unknown {
  if (value.status === "known") return value.value;
  const mark = knownAfterApplyMark(model, step.plan, value.scope, value.of);
  return value.startsWith === undefined ? mark : model.gaps.partly(mark, { startsWith: value.startsWith });
}

export const addressOf = (plan: Plan, by: string): string => `${plan.file}\u0000${by}`;

/** The address or logical id in what `addressOf` gives. */
export const byOf = (who: string): string => who.slice(who.indexOf("\u0000") + 1);
