import { isEmpty, someElement } from "../../../document/index.ts";
import type { AccessGap, document, EscalationStep, StepCertainty } from "../../../schemas/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { trustingStatements } from "../assume.ts";
import { listed } from "../authorize/caller.ts";
import { authorize } from "../authorize/index.ts";
import { namesAction, type Policy, policiesOf } from "../statement.ts";
import type { PossibleCall, StandingCalls, Tables } from "./calls.ts";
import type { EscalationPath } from "./path.ts";
import { groupsIn, isFixed, type Standing, standingOf, withAnyPermissions, withGroup, withoutBoundary } from "./standing.ts";

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
  readonly #found = new Map<string, StepCertainty | null>();

  constructor(tables: Tables) {
    this.#tables = tables;
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

/** All steps that a principal may make as it stands. */
export function edgesOf(standing: Standing, paths: readonly EscalationPath[], { calls, trust }: Pick<Way, "calls" | "trust">): Edge[] {
  const kind = /:role\//.test(standing.arn) ? "role" : "user";
  const edges = paths
    // What fails whoever the target is fails once.
    .filter((path) => (path.by === undefined || path.by === kind) && path.calls.every((call) => isOfTarget(call) || calls.possible(call, null) !== null))
    .flatMap((path) => {
      const found = targetsOf(path, standing).flatMap((target) => edgeOf(path, target, { standing, calls, trust }) ?? []);
      // Of the groups that it may join it joins one: each further one would double the ways. Then it chooses among those that the first one opened.
      const choice = found.flatMap(({ step }) => step.to ?? []);
      return path.gains === "group" ? found.map((edge) => ({ ...edge, to: withGroup(standing, edge.step.to ?? "", choice) })) : found;
    });
  return edges.sort((one, other) => one.step.calls.length - other.step.calls.length);
}

const isOfTarget = ({ on }: EscalationPath["calls"][number]): boolean => on === "target" || on === "target-policy";

type Target = document.User | document.Role | document.Group | null;

/** Whose permissions a path may give. Null for a path that gives the caller its own. */
function targetsOf({ gains, instanceProfile }: EscalationPath, standing: Standing): Target[] {
  const { arn, document: about, passedOver } = standing;
  switch (gains) {
    case "own-permissions":
    case "without-boundary":
      return [null];
    case "group": {
      const groups = groupsIn(standing);
      return listed<document.Group>(about.groups).filter((group) => !isUnknown(group.arn) && !passedOver.includes(group.arn) && !groups.includes(group));
    }
    case "user":
    case "user-with-any-permissions":
      return listed<document.User>(about.users).filter((user) => user.arn !== arn);
    case "role":
      return listed<document.Role>(about.roles).filter((role) => role.arn !== arn && !role.serviceLinked && (!instanceProfile || mayHaveProfile(role)));
    case "role-with-any-permissions":
      return listed<document.Role>(about.roles).filter((role) => role.arn !== arn && !isFixed(role));
  }
}

const mayHaveProfile = ({ instanceProfileArns: arns }: document.Role): boolean => isEmpty(arns) !== true;

interface Way {
  standing: Standing;
  calls: StandingCalls;
  trust: ServiceTrust;
}

function edgeOf(path: EscalationPath, target: Target, { standing, calls, trust }: Way): Edge | null {
  const arn = target === null ? null : isUnknown(target.arn) ? null : target.arn;
  if (target !== null && arn === null) return null;
  const role = target && "trustPolicy" in target ? target : null;
  if (role && isFixed(role) && path.calls.some(({ action, on }) => isOfTarget({ action, on }) && action.startsWith("iam:") && action !== "iam:PassRole"))
    return null;
  const trusted = role ? trust.of(role, path, standing) : "certain";
  if (trusted === null) return null;
  const found: PossibleCall[] = [];
  for (const call of path.calls) {
    const possible = calls.possible(call, arn);
    if (!possible) return null;
    found.push(possible);
  }
  const to = after(path, arn, standing);
  if (!to) return null;
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

/** Who the caller is after a step. */
function after({ gains }: EscalationPath, target: string | null, standing: Standing): Standing | null {
  switch (gains) {
    case "own-permissions":
      return withAnyPermissions(standing.arn, standing.document);
    case "without-boundary":
      return withoutBoundary(standing);
    case "group":
      return target === null ? null : withGroup(standing, target, []);
    case "user":
    case "role":
      return target === null ? null : standingOf(target, standing.document);
    case "user-with-any-permissions":
    case "role-with-any-permissions":
      return target === null ? null : withAnyPermissions(target, standing.document);
  }
}
