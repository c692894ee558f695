import { parseArn } from "../../../document/index.ts";
import type { AccessAnswer, AccessGap, CallMade, StepCertainty } from "../../../schemas/index.ts";
import { callerOf } from "../authorize/caller.ts";
import { authorize } from "../authorize/index.ts";
import { marksFor } from "../authorize/marks.ts";
import { policiesOfCaller } from "../authorize/policies.ts";
import type { AccessQuestion, AccessSources } from "../authorize/question.ts";
import { mayReach } from "../reach/reach.ts";
import { hasEffect, namesAction, type Statement } from "../statement.ts";
import type { EscalationCall } from "./path.ts";
import { administratorPolicy, customerPoliciesOf, groupsIn, type Standing, standingOf } from "./standing.ts";

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

/** What a principal may call as it stands, each question asked once. */
export class StandingCalls {
  readonly #standing: Standing;
  readonly #tables: Tables;
  readonly #limits: SearchLimits;
  readonly #allows: readonly Statement[];
  readonly #answers = new Map<string, PossibleCall | null>();

  constructor(standing: Standing, tables: Tables, limits: SearchLimits) {
    this.#standing = standing;
    this.#tables = tables;
    this.#limits = limits;
    this.#allows = allowsOf(standing, tables);
  }

  /** A call on one resource. */
  on(action: string, resource: string): PossibleCall | null {
    return this.#asked({ action, on: "any" }, resource);
  }

  /** The surest way to make a call, and null where there is none. */
  possible(call: EscalationCall, target: string | null): PossibleCall | null {
    const resources = resourcesOf(call, this.#standing, target);
    const found = resources === null ? [this.#reached(call)] : resources.map((resource) => this.#asked(call, resource));
    return found.reduce<PossibleCall | null>((best, one) => (one && (!best || rank(one) < rank(best)) ? one : best), null);
  }

  /** Whether statements may allow an action at all. Taking on a role may rest on its trust policy alone. */
  #mayName({ action }: EscalationCall): boolean {
    return action === "sts:AssumeRole" || this.#allows.some((statement) => namesAction(statement, action.toLowerCase()) !== false);
  }

  #asked(call: EscalationCall, resource: string): PossibleCall | null {
    if (!this.#mayName(call)) return null;
    const context = contextOf(call, this.#standing);
    const key = JSON.stringify([call.action, resource, context]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const sources = { ...this.#tables, document: this.#standing.document };
    // Policies of resources of other services only add, or take away what the document cannot show.
    const scope = /^(iam|sts):/.test(call.action) ? {} : ({ scope: "identity" } as const);
    const found = authorize({ principal: this.#standing.arn, action: call.action, resource, context, ...scope, ...this.#limits }, sources);
    const possible = found.ok ? fromAnswer(found.answer) : null;
    this.#answers.set(key, possible);
    return possible;
  }

  #reached(call: EscalationCall): PossibleCall | null {
    if (!this.#mayName(call)) return null;
    const context = contextOf(call, this.#standing);
    const key = JSON.stringify([call.action, null, context]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const sources = { ...this.#tables, document: this.#standing.document };
    const access = { actions: [call.action], resources: ["*"] };
    const { answer } = mayReach({ principal: this.#standing.arn, access, context, scope: "identity", ...this.#limits }, sources);
    const possible = answer && fromAnswer(answer);
    this.#answers.set(key, possible);
    return possible;
  }
}

const rank = ({ certainty }: PossibleCall): number => ["certain", "conditional", "unknown"].indexOf(certainty);

function allowsOf({ arn, document }: Standing, tables: Tables): Statement[] {
  const found = callerOf(document, parseArn(arn)?.accountId ?? "", { principal: arn, action: "", resource: "" });
  if (!found.ok) return [];
  const { identity } = policiesOfCaller(found.caller, { ...tables, document }, marksFor(document));
  return identity.flatMap(({ readings }) => readings).filter((statement) => hasEffect(statement, "Allow") !== false);
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
