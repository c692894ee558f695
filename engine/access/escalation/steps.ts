import { isEmpty, someElement } from "../../../document/index.ts";
import type { AccessGap, document, EscalationStep, ReeveDocument, StepCertainty } from "../../../schemas/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { trustingStatements } from "../assume.ts";
import { listed } from "../authorize/caller.ts";
import { authorize } from "../authorize/index.ts";
import { knownOf, namesAction, type Policy, policiesOf } from "../statement.ts";
import type { PossibleCall, StandingCalls, Tables } from "./calls.ts";
import type { EscalationPath } from "./path.ts";
import { isFixed, isRole, type Standing } from "./standing.ts";

/** A step with who the caller is after it. */
export interface Edge {
  step: EscalationStep;
  to: Standing;
  gaps: AccessGap[];
}

/** Whether a trust policy names an identity provider of AWS. Its conditions are about the tokens, which the caller has made. */
function namesProvider(trustPolicy: document.Role["trustPolicy"], provider: string): StepCertainty | null {
  const policies = policiesOf(trustPolicy, false);
  if (isUnknown(policies)) return "unknown";
  const trusting = (policies as readonly Policy[]).flatMap(trustingStatements).filter((statement) => namesAction(statement, WITH_TOKEN) !== false);
  const named = someElement(trusting, ({ principals }) => someElement(principals, ({ value }) => (isUnknown(value) ? value : value === provider)));
  return isUnknown(named) ? "unknown" : named ? "certain" : null;
}

const WITH_TOKEN = "sts:assumerolewithwebidentity";

/** Which services may take on which roles, each asked once. */
export class ServiceTrust {
  readonly #tables: Tables;
  /** The principals that trust policies of the account name; null where one was not read. */
  readonly #named: ReadonlySet<string> | null;
  readonly #found = new Map<string, StepCertainty | null>();

  constructor(tables: Tables, { roles }: ReeveDocument) {
    this.#tables = tables;
    const values = listed<document.Role>(roles).flatMap(({ trustPolicy }) => {
      const policies = policiesOf(trustPolicy, false);
      const trusting = isUnknown(policies) ? [] : (policies as readonly Policy[]).flatMap(trustingStatements);
      const lists = trusting.map(({ principals }) => principals);
      return isUnknown(policies) || lists.some((list) => isUnknown(list) || list.some((one) => isUnknown(one) || isUnknown(one.value)))
        ? [null]
        : lists.flatMap((list) => knownOf(list).map(({ value }) => value as string));
    });
    this.#named = values.includes(null) ? null : new Set(values as string[]);
  }

  /** Whether the trust policy of any role may let a path take it on. */
  mayFit({ services, federated }: EscalationPath): boolean {
    const needed = federated === undefined ? services : [federated];
    return needed === undefined || this.#named === null || [...needed, "*"].some((one) => this.#named?.has(one));
  }

  /** How surely a role's trust policy lets one of the services take it on. */
  of({ arn, trustPolicy }: document.Role, { services, federated }: EscalationPath, { document: about }: Standing): StepCertainty | null {
    if (isUnknown(arn)) return "unknown";
    if (federated !== undefined) return namesProvider(trustPolicy, federated);
    if (services === undefined) return "certain";
    const found = services.map((service) => {
      const key = `${service} ${arn}`;
      const known = this.#found.get(key);
      if (known !== undefined) return known;
      const asked = authorize({ principal: service, action: "sts:AssumeRole", resource: arn }, { ...this.#tables, document: about });
      // Conditions of such statements are about the resource that the service acts for: the caller makes it.
      const certainty = !asked.ok || asked.answer.verdict === "denied" ? null : asked.answer.verdict === "unknown" ? "unknown" : "certain";
      this.#found.set(key, certainty);
      return certainty;
    });
    return found.includes("certain") ? "certain" : found.includes("unknown") ? "unknown" : null;
  }
}

/** The user, role or group that a step leads to, null for the caller itself; and the caller's standing after it. */
export interface Destination {
  target: document.User | document.Role | document.Group | null;
  to: Standing;
}

/** The paths that a principal may go, as it stands, if there is someone to go to. */
export function viablePaths(standing: Standing, paths: readonly EscalationPath[], { calls, trust }: Pick<StepSources, "calls" | "trust">): EscalationPath[] {
  const kind = isRole(standing.arn) ? "role" : "user";
  return paths
    .filter((path) => (path.by === undefined || path.by === kind) && trust.mayFit(path) && path.calls.every((call) => calls.mayName(call)))
    .filter((path) => path.calls.every((call) => isOfTarget(call) || calls.possible(call, null) !== null))
    .sort((one, other) => one.calls.length - other.calls.length);
}

const isOfTarget = ({ on }: EscalationPath["calls"][number]): boolean => on === "target" || on === "target-policy";

/** Whether a path may give the permissions of a user or role, by what it is. */
export function fits({ gains, instanceProfile }: EscalationPath, target: document.User | document.Role): boolean {
  if (!("trustPolicy" in target)) return gains === "user" || gains === "user-with-any-permissions";
  if (gains === "role-with-any-permissions") return !isFixed(target);
  return gains === "role" && !target.serviceLinked && (!instanceProfile || isEmpty(target.instanceProfileArns) !== true);
}

interface StepSources {
  standing: Standing;
  calls: StandingCalls;
  trust: ServiceTrust;
}

/** The step of a path to someone; null where it is not possible. */
export function edgeTo(path: EscalationPath, { target, to }: Destination, { standing, calls, trust }: StepSources): Edge | null {
  const arn = target === null || isUnknown(target.arn) ? null : target.arn;
  if (target !== null && arn === null) return null;
  const role = target && "trustPolicy" in target ? target : null;
  if (role && isFixed(role) && path.calls.some(({ action, on }) => isOfTarget({ action, on }) && action.startsWith("iam:") && action !== "iam:PassRole"))
    return null;
  const trusted = role ? trust.of(role, path, standing) : "certain";
  if (trusted === null) return null;
  const found: PossibleCall[] = [];
  for (const call of path.calls) {
    const possible = calls.possible(call, arn, role);
    if (!possible) return null;
    found.push(possible);
  }
  const certainties = [...found.map(({ certainty }) => certainty), trusted, ...(path.needs ? (["conditional"] as const) : [])];
  const certainty = certainties.includes("unknown") ? "unknown" : certainties.includes("conditional") ? "conditional" : "certain";
  return {
    step: {
      id: path.id,
      does: path.does,
      from: standing.arn,
      to: arn,
      calls: found.map(({ made }) => made),
      certainty,
      conditions: [...new Set(found.flatMap(({ conditions }) => conditions))].sort(),
      needs: path.needs ?? null,
    },
    to,
    gaps: found.flatMap(({ gaps }) => gaps),
  };
}
