import { isEmpty, parseArn, someElement } from "../../../document/index.ts";
import { type AccessAnswer, type AccessGap, type CallMade, type document, isUnknown, type StepCertainty } from "../../../schemas/index.ts";
import { callerOf } from "../authorize/caller.ts";
import { authorize } from "../authorize/index.ts";
import { marksFor } from "../authorize/marks.ts";
import { policiesOfCaller } from "../authorize/policies.ts";
import type { AccessQuestion, AccessSources } from "../authorize/question.ts";
import { mayReach } from "../reach/reach.ts";
import { hasEffect, namesAction, type Policy, policiesOf, type Statement } from "../statement.ts";
import type { EscalationCall } from "./path.ts";

import { administratorPolicy, customerPoliciesOf, groupsIn, isRole, type Standing, standingOf } from "./standing.ts";

/** A call that may be possible. */
export interface PossibleCall {
  made: CallMade;
  certainty: StepCertainty;
  conditions: string[];
  gaps: AccessGap[];
}

export type Tables = Omit<AccessSources, "document">;
export type SearchLimits = Pick<AccessQuestion, "controlPolicies">;

/** Keys whose values the caller of a request chooses, or any caller has. */
const CHOSEN =
  /^(aws:(requestedregion|requesttag\/.*|tagkeys|useragent|referer|securetransport|viaawsservice|calledvia.*)|iam:(passedtoservice|associatedresourcearn|policyarn)|sts:(rolesessionname|sourceidentity|transitivetagkeys)|(lambda|ec2|glue|ecs|sagemaker|codebuild|cloudformation|apprunner|batch|bedrock-agentcore):.*)$/;

/** Answers by the call and the statements that may match it. Principals with the same statements share them. */
export type CallAnswers = Map<string, { arn: string; possible: PossibleCall | null }>;

/** Keys of whoever makes a request. */
const OF_CALLER = /aws:(principal|user)/i;

/** What a principal may call as it stands, each question asked once. */
export class StandingCalls {
  readonly #standing: Standing;
  readonly #tables: Tables;
  readonly #limits: SearchLimits;
  readonly #allows: readonly Statement[];
  readonly #named = new Map<string, boolean>();
  readonly #identity: readonly Statement[];
  readonly #boundary: readonly Statement[] | null;
  readonly #shared: CallAnswers;
  readonly #about = new Map<string, string>();
  readonly #own = new Map<string, PossibleCall | null>();

  constructor(standing: Standing, tables: Tables, limits: SearchLimits, answers: CallAnswers) {
    this.#standing = standing;
    this.#tables = tables;
    this.#limits = limits;
    const { identity, boundary } = statementsOfStanding(standing, tables);
    this.#identity = identity;
    this.#boundary = boundary;
    this.#allows = identity.filter((statement) => hasEffect(statement, "Allow") !== false);
    this.#shared = answers;
  }

  /** A call on one resource. */
  on(action: string, resource: string): PossibleCall | null {
    return this.#asked({ action, on: "any" }, resource);
  }

  /**
   * The surest way to make a call, and null where there is none.
   *
   * @param role the target, where it is a role
   */
  possible(call: EscalationCall, target: string | null, role: document.Role | null = null): PossibleCall | null {
    if (call.action === ASSUME && !this.#names(ASSUME) && !(role && mayName(role.trustPolicy, this.#standing.arn))) return null;
    const resources = resourcesOf(call, this.#standing, target);
    const found = resources === null ? [this.#asked(call, null)] : resources.map((resource) => this.#asked(call, resource));
    return found.reduce<PossibleCall | null>((best, one) => (one && (!best || rank(one) < rank(best)) ? one : best), null);
  }

  /** Whether statements may allow an action at all. Taking on a role may rest on its trust policy alone. */
  mayName({ action }: EscalationCall): boolean {
    return action === ASSUME || this.#names(action);
  }

  #names(action: string): boolean {
    const known = this.#named.get(action);
    if (known !== undefined) return known;
    const named = this.#allows.some((statement) => namesAction(statement, action.toLowerCase()) !== false);
    this.#named.set(action, named);
    return named;
  }

  /** On one resource, or on null: on some resource. */
  #asked(call: EscalationCall, resource: string | null): PossibleCall | null {
    if (!this.mayName(call)) return null;
    const { arn } = this.#standing;
    const key = JSON.stringify([call.action, resource, contextOf(call, this.#standing)]);
    // A trust policy may name who asks.
    if (call.action.startsWith("sts:")) {
      const known = this.#own.get(key);
      if (known !== undefined) return known;
      const possible = this.#decided(call, resource);
      this.#own.set(key, possible);
      return possible;
    }
    const sharedKey = `${key} ${this.#statementsAbout(call.action)}`;
    const known = this.#shared.get(sharedKey);
    if (known) return known.possible && asOf(known.possible, known.arn, arn);
    const possible = this.#decided(call, resource);
    this.#shared.set(sharedKey, { arn, possible });
    return possible;
  }

  /** What may decide an action, as a text: with the principal where a statement distinguishes principals. */
  #statementsAbout(action: string): string {
    const known = this.#about.get(action);
    if (known !== undefined) return known;
    const naming = (all: readonly Statement[]): Statement[] => all.filter((statement) => namesAction(statement, action.toLowerCase()) !== false);
    const text = JSON.stringify([naming(this.#identity), this.#boundary && naming(this.#boundary)]);
    const { arn } = this.#standing;
    const about = `${isRole(arn)} ${OF_CALLER.test(text) ? arn : ""} ${text}`;
    this.#about.set(action, about);
    return about;
  }

  #decided(call: EscalationCall, resource: string | null): PossibleCall | null {
    const { arn: principal, document } = this.#standing;
    const context = contextOf(call, this.#standing);
    const sources = { ...this.#tables, document };
    // Policies of resources of other services only add, or take away what the document cannot show.
    const scope = /^(iam|sts):/.test(call.action) ? {} : ({ scope: "identity" } as const);
    if (resource !== null) {
      const found = authorize({ principal, action: call.action, resource, context, ...scope, ...this.#limits }, sources);
      return found.ok ? fromAnswer(found.answer) : null;
    }
    const access = { actions: [call.action], resources: ["*"] };
    const { answer } = mayReach({ principal, access, context, scope: "identity", ...this.#limits }, sources);
    return answer && fromAnswer(answer);
  }
}

const ASSUME = "sts:AssumeRole";

/** An answer of a principal, of one with the same policies. */
function asOf({ made, ...rest }: PossibleCall, other: string, arn: string): PossibleCall {
  const allowedBy = made.allowedBy.map((source) => (source.holder === other ? { ...source, holder: arn } : source));
  return { ...rest, made: { ...made, allowedBy } };
}

/** Whether a trust policy may name a principal itself, or everyone. */
function mayName(trustPolicy: document.Role["trustPolicy"], arn: string): boolean {
  const policies = policiesOf(trustPolicy, false);
  if (isUnknown(policies)) return true;
  return (policies as readonly Policy[])
    .flatMap(({ statements }) => statements)
    .some(
      ({ effect, principals, notPrincipals }) =>
        effect !== "Deny" &&
        (isEmpty(notPrincipals) !== true || someElement(principals, ({ value }) => (isUnknown(value) ? value : value === arn || value === "*")) !== false),
    );
}

const rank = ({ certainty }: PossibleCall): number => ["certain", "conditional", "unknown"].indexOf(certainty);

function statementsOfStanding({ arn, document }: Standing, tables: Tables): { identity: Statement[]; boundary: Statement[] | null } {
  const found = callerOf(document, parseArn(arn)?.accountId ?? "", { principal: arn, action: "", resource: "" });
  if (!found.ok) return { identity: [], boundary: null };
  const { identity, boundary } = policiesOfCaller(found.caller, { ...tables, document }, marksFor(document));
  return { identity: identity.flatMap(({ readings }) => readings), boundary: boundary?.flatMap(({ readings }) => readings) ?? null };
}

/** What a call is made on; null for anything that it can be made on. */
function resourcesOf({ on }: EscalationCall, standing: Standing, target: string | null): readonly string[] | null {
  switch (on) {
    case "self":
      return [standing.arn];
    case "own-policy":
      return customerPoliciesOf(standing);
    case "own-group":
      return groupsIn(standing).flatMap(({ arn }) => (typeof arn === "string" ? [arn] : []));
    case "target":
      return target === null ? [] : [target];
    case "target-policy":
      return target === null ? [] : customerPoliciesOf(standingOf(target, standing.document));
    case "any":
      return null;
  }
}

/** What is attached is the policy that allows everything. */
function contextOf({ action, given = {} }: EscalationCall, { arn }: Standing): NonNullable<AccessQuestion["context"]> {
  return /^iam:Attach/.test(action) ? { ...given, "iam:PolicyARN": administratorPolicy(arn) } : given;
}

function fromAnswer({ verdict, action, resource, layers, hangsOn, gaps }: AccessAnswer): PossibleCall | null {
  if (verdict === "denied") return null;
  const conditions = verdict === "conditional" ? hangsOn.filter((key) => !CHOSEN.test(key.toLowerCase())) : [];
  const allowedBy = layers.flatMap(({ outcome, statements }) => (outcome === "allows" ? statements : []));
  const certainty = verdict === "unknown" ? "unknown" : conditions.length > 0 ? "conditional" : "certain";
  return { made: { action, resource, allowedBy }, certainty, conditions, gaps };
}
