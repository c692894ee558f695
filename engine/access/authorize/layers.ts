import { and, type KnownTruth, not, or, plainGap } from "../../../document/index.ts";
import type { AccessLayer } from "../../../schemas/index.ts";
import { conditionsHold, hasEffect, namesAction, type Statement } from "../statement.ts";
import type { Lookup } from "../text/template.ts";
import type { Caller } from "./caller.ts";
import type { Marks } from "./marks.ts";
import { type CallerNaming, type CallerNamings, namesCaller, namingsOf } from "./naming.ts";
import type { PolicyCandidate } from "./policies.ts";
import { isAboutResource, type RequestedResource } from "./resource.ts";

/**
 * Which rule joins the layers. `account`: identity policies or the policy of the resource; `key`: of a KMS key, whose policy must let identity policies count;
 * `trust`: taking on a role; `other`: a resource of another account; `outside`: a caller of another account, or a service.
 */
export type Rule = "account" | "key" | "trust" | "other" | "outside";

/** Everything that decides requests which differ in their context only. */
export interface Situation {
  caller: Caller;
  action: string;
  requested: RequestedResource;
  rule: Rule;
  /** Statements of each layer; null for a layer that does not limit. */
  identity: PolicyCandidate[];
  boundary: PolicyCandidate[] | null;
  /** Whether the caller has a boundary, read or not. */
  hasBoundary: KnownTruth;
  session: PolicyCandidate[] | null;
  /** Of each level. */
  scps: PolicyCandidate[][] | null;
  rcps: PolicyCandidate[];
  /** The policy of the resource, or the trust policy of the role. */
  resource: PolicyCandidate[];
  /** What identity policies of a caller that has none here say: root has all, others are not read. */
  identityOtherwise: KnownTruth;
  /** Stands for what may grant in place of a policy that was read, such as grants of KMS keys. */
  further: KnownTruth;
  marks: Marks;
}

/** What decides one request. */
export interface Decision {
  allowed: KnownTruth;
  explicit: KnownTruth;
  /** What each layer lets through: null where the layer does not limit. */
  passes: Record<Exclude<AccessLayer, "rcp" | "trust">, KnownTruth | null>;
  /** Whether the resource's policy grants whatever identity policies say. */
  isGranted: KnownTruth;
}

/** Whether a statement with this effect matches, naming apart; alike in all readings, or a mark. */
export function holds(candidate: PolicyCandidate, effect: "Allow" | "Deny", situation: Pick<Situation, "action" | "requested">, lookup: Lookup): KnownTruth {
  return alike(candidate, (statement) => {
    const has = hasEffect(statement, effect);
    if (has === false) return false;
    const named = and([has, namesAction(statement, situation.action), isAboutResource(statement, situation.requested, lookup)]);
    return named === false ? false : and([named, conditionsHold(statement, lookup)]);
  });
}

function alike({ readings, source }: PolicyCandidate, decide: (statement: Statement) => KnownTruth): KnownTruth {
  const [first = false, ...others] = readings.map(decide);
  if (others.every((other) => other === first)) return first;
  return { $unknown: source.index === null ? "not-read" : "policy-elements-not-kept" };
}

/** How a statement of a resource names the caller. */
export function namings(candidate: PolicyCandidate, { caller, hasBoundary, marks }: Pick<Situation, "caller" | "hasBoundary" | "marks">): CallerNamings {
  const [statement] = candidate.readings;
  if (!statement) return { self: false, role: false, anyone: false, account: false };
  return namingsOf(statement, caller, hasBoundary, marks);
}

const some = (candidates: readonly PolicyCandidate[], effect: "Allow" | "Deny", situation: Situation, lookup: Lookup): KnownTruth =>
  or(candidates.map((candidate) => holds(candidate, effect, situation, lookup)));

/** What the resource's policy grants to those that it names in a way. */
const grantedTo = (naming: CallerNaming, situation: Situation, lookup: Lookup): KnownTruth =>
  or(
    situation.resource.map((candidate) => {
      const named = namings(candidate, situation)[naming];
      return named === false ? false : and([named, holds(candidate, "Allow", situation, lookup)]);
    }),
  );

/** Whether a statement of the resource's policy denies the caller. */
export function deniesCaller(candidate: PolicyCandidate, situation: Situation, lookup: Lookup): KnownTruth {
  const named = namesCaller(namings(candidate, situation));
  return named === false ? false : and([named, holds(candidate, "Deny", situation, lookup)]);
}

/**
 * Decides one request.
 * Sources: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", "Cross-account policy evaluation logic"; AWS KMS
 * Developer Guide, "Default key policy"; AWS Organizations User Guide, "SCP evaluation" and "RCP evaluation".
 */
export function decide(situation: Situation, lookup: Lookup): Decision {
  const { identity, boundary, session, scps, rcps, resource, rule, caller, marks, identityOtherwise, further } = situation;
  const plain = [...identity, ...(boundary ?? []), ...(session ?? []), ...(scps ?? []).flat(), ...rcps];
  const explicit = or([some(plain, "Deny", situation, lookup), or(resource.map((candidate) => deniesCaller(candidate, situation, lookup)))]);

  const within = (limit: readonly PolicyCandidate[] | null): KnownTruth | null => (limit === null ? null : some(limit, "Allow", situation, lookup));
  const scp = scps === null ? null : and(scps.map((level) => some(level, "Allow", situation, lookup)));
  const [ofBoundary, ofSession] = [within(boundary), within(session)];
  const byIdentity = or([identityOtherwise, some(identity, "Allow", situation, lookup)]);
  const limits = and([ofBoundary ?? true, ofSession ?? true]);

  const self = grantedTo("self", situation, lookup);
  const role = grantedTo("role", situation, lookup);
  const anyone = grantedTo("anyone", situation, lookup);
  const account = grantedTo("account", situation, lookup);
  const byResource = or([self, role, anyone, account]);

  // AWS documents that boundary and session policy limit what is granted to a role, and not what is granted to a user or session; of * it says nothing.
  const undocumented = marks.gap(
    "star-and-limits",
    plainGap(
      "policy document",
      "Unparseable",
      "Principal *",
      "A statement grants to *, and a permissions boundary or session policy does not allow it: AWS does not document which counts.",
    ),
  );
  const limited = or([and([role, limits]), and([anyone, limits === false && caller.kind !== "root" ? undocumented : limits])]);
  const granted: Record<Rule, () => KnownTruth> = {
    account: () => or([and([byIdentity, limits]), self, limited]),
    key: () => or([and([account, byIdentity, limits]), self, limited, further]),
    trust: () => and([limits, or([self, role, anyone, and([account, byIdentity])])]),
    other: () => and([byIdentity, limits, byResource]),
    outside: () => and([byIdentity, byResource]),
  };
  const allowed = and([not(explicit), scp ?? true, granted[rule]()]);
  return {
    allowed,
    explicit,
    passes: {
      scp,
      boundary: ofBoundary,
      session: ofSession,
      identity: rule === "outside" && caller.accountId === null ? null : byIdentity,
      resource: byResource,
    },
    isGranted: rule === "other" || rule === "outside" ? false : or([self, role, anyone]),
  };
}
