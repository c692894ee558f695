import { isOfType, type KnownTruth, plainGap } from "../../../document/index.ts";
import { type AccessAnswer, type AccessProblem, isUnknown, type Unknown } from "../../../schemas/index.ts";
import type { CheckedQuestion } from "./check.ts";
import type { Rule, Situation } from "./layers.ts";
import { acrossSegments, type Marks, ofOneAccount } from "./marks.ts";
import { anything, givenStatements, type PolicyCandidate, policiesOfCaller, statementsOf } from "./policies.ts";
import type { AccessQuestion, AccessSources, GivenPolicy } from "./question.ts";
import { hasResourcePolicy } from "./resource-policies.ts";
import { TOKEN_RULE } from "./rules.ts";

export type Situated = { ok: true; situation: Situation; assumed: AccessAnswer["assumed"] } | { ok: false; problems: AccessProblem[] };

/** Operations that a grant may allow. Source: AWS KMS Developer Guide, "Grants in AWS KMS", grant operations. */
const GRANTED =
  /^kms:(creategrant|decrypt|derivesharedsecret|describekey|encrypt|generatedatakey.*|generatemac|getpublickey|reencrypt(from|to)|retiregrant|sign|verify|verifymac)$/;

/** Gathers the policies that a question is decided by. */
export function situationOf(question: AccessQuestion, checked: CheckedQuestion, sources: AccessSources, marks: Marks): Situated {
  const { caller, row, action, resource, resourceAccount, accountId } = checked;
  const unread: AccessProblem[] = [];
  const given = (layer: "session" | "scp" | "rcp" | "resource", policies: readonly GivenPolicy[]): PolicyCandidate[] =>
    policies.flatMap((policy) => {
      const statements = givenStatements(layer, policy);
      if (!statements) unread.push({ code: "unread-policy", value: policy.name });
      return statements ?? [];
    });

  const rule = ruleOf(checked);
  const { identity, boundary } = policiesOfCaller(caller, sources, marks);
  const policies = question.session?.policies;
  const session = policies ? given("session", policies) : caller.kind === "federated" ? [] : null;
  const control = controlPolicies(question, checked, sources);
  const notRead = marks.gap(
    "control-policies",
    plainGap("organizations", "NotCollected", `control policies of account ${accountId}`, "Service and resource control policies were not read."),
  );
  const unassumed = (layer: "scp" | "rcp"): PolicyCandidate[] => [
    anything({ layer, policy: `${layer.toUpperCase()}s`, kind: "not-read", holder: null }, notRead),
  ];
  const isDemanded = question.scope === "all";
  const scps =
    question.controlPolicies && control.bindsCaller
      ? question.controlPolicies.scps.map((level) => given("scp", level))
      : isDemanded && control.assumed.includes("scps")
        ? [unassumed("scp")]
        : null;
  const rcps =
    question.controlPolicies && control.bindsResource
      ? given("rcp", question.controlPolicies.rcps)
      : isDemanded && control.assumed.includes("rcps")
        ? unassumed("rcp")
        : [];
  const ofResource = resourcePolicy(question, checked, rule, marks, given);
  if (unread.length > 0) return { ok: false, problems: unread };

  const outsideIdentity: Unknown | true = question.scope === "identity" ? true : marks.unread(`the identity policies of ${caller.arn}`);
  return {
    ok: true,
    assumed: [
      ...control.assumed,
      ...(checked.isAccountAssumed ? (["resource-account"] as const) : []),
      ...(row.types.some((type) => type.required && !isOfType(resource, type)) ? (["other-resources"] as const) : []),
    ],
    situation: {
      caller,
      action,
      requested: { resource, service: row.service, accountId: resourceAccount, acrossSegments: acrossSegments(marks), ofOneAccount: ofOneAccount(marks) },
      rule,
      identity: caller.hasToken ? [...identity, ...(givenStatements("identity", TOKEN_RULE) ?? [])] : identity,
      boundary,
      hasBoundary: hasBoundary(checked),
      session,
      scps,
      rcps,
      resource: ofResource,
      identityOtherwise: caller.kind === "root" || caller.accountId === null ? true : caller.kind === "outside" ? outsideIdentity : false,
      further: rule === "key" && question.scope !== "identity" && GRANTED.test(action) ? marks.unread(`the grants of ${resource}`) : false,
      marks,
    },
  };
}

function hasBoundary({ caller: { user, role, kind } }: CheckedQuestion): KnownTruth {
  const arn = kind === "root" ? null : ((user ?? role)?.permissionsBoundaryArn ?? null);
  return isUnknown(arn) ? arn : arn !== null;
}

function ruleOf({ caller, resourceAccount, row, resource, assumed, action }: CheckedQuestion): Rule {
  if (caller.accountId !== null && caller.accountId !== resourceAccount) return caller.kind === "outside" ? "outside" : "other";
  if (caller.accountId === null) return "outside";
  if (assumed || (action.startsWith("sts:") && /:role\//.test(resource))) return "trust";
  return row.service === "kms" && /:key\//.test(resource) ? "key" : "account";
}

/**
 * Which control policies bind. They do not bind the management account, nor service-linked roles, nor principals of no account.
 * Source: AWS Organizations User Guide, "Service control policies (SCPs)", tasks and entities not restricted by SCPs, and "Resource control policies (RCPs)".
 */
function controlPolicies(
  { controlPolicies: given }: AccessQuestion,
  { caller, row, accountId, resourceAccount }: CheckedQuestion,
  { document, actions }: AccessSources,
) {
  const account = isUnknown(document.account) ? null : document.account;
  const isFree = account?.organizationId === null || account?.managementAccountId === accountId;
  const bindsCaller = !isFree && caller.accountId === accountId && !caller.isServiceLinked;
  const bindsResource = !isFree && resourceAccount === accountId && !caller.isServiceLinked && actions.isUnderRcps(row.service);
  const assumed: ("scps" | "rcps")[] = given ? [] : [...(bindsCaller ? (["scps"] as const) : []), ...(bindsResource ? (["rcps"] as const) : [])];
  return { bindsCaller, bindsResource, assumed };
}

/** The policy of the resource as given, or one of which nothing is known where the resource may have one; of a role its trust policy. */
function resourcePolicy(
  { resourcePolicy: policy, scope }: AccessQuestion,
  { caller, row, resource, resourceAccount, accountId, assumed }: CheckedQuestion,
  rule: Rule,
  marks: Marks,
  given: (layer: "resource", policies: readonly GivenPolicy[]) => PolicyCandidate[],
): PolicyCandidate[] {
  const unread = (what: string): PolicyCandidate[] => [anything({ layer: "resource", policy: what, kind: "not-read", holder: null }, marks.unread(what))];
  if (assumed) return statementsOf({ layer: "trust", policy: "trust policy", kind: "trust", holder: resource }, assumed.trustPolicy);
  if (rule === "trust")
    return [
      anything(
        { layer: "trust", policy: "trust policy", kind: "not-read", holder: resource },
        marks.gap(`role ${resource}`, plainGap("document", "NotCollected", resource, "The document does not hold the role.")),
      ),
    ];
  if (policy) return given("resource", [policy]);
  if (policy === null || (rule === "account" && !hasResourcePolicy(row, resource))) return [];
  if (scope === "identity" && rule !== "outside") return rule === "account" ? [] : delegating(caller.accountId);
  return unread(
    resourceAccount === accountId || caller.kind === "outside" ? `the policy of ${resource}` : `the policy of ${resource} in account ${resourceAccount}`,
  );
}

/** Stands for a policy that lets identity policies decide. It is of no document: answers leave it out. */
function delegating(accountId: string | null): PolicyCandidate[] {
  const statement = {
    ...{ sid: null, effect: "Allow" as const, actions: ["*"], notActions: [], resources: ["*"], notResources: [], notPrincipals: [], conditions: [] },
    principals: [{ type: "AWS", value: accountId ?? "" }],
  };
  return statementsOf({ layer: "resource", policy: "", kind: "not-read", holder: null }, { statements: [statement], languageVersion: null });
}
