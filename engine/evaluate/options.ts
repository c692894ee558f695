import type { ReeveResults, Result } from "../../schemas/index.ts";
import type { CheckedRule, ParamValue, Resource, Severity } from "../language/index.ts";
import type { Stated } from "./derive/index.ts";

/**
 * A user, group or role that a change gives a policy and that only the apply will name: one that exists, or one that the change makes. Of it only that
 * policy is known. It is no resource of the document, because it would be there twice.
 */
export interface UnnamedHolder {
  kind: "user" | "group" | "role";
  /** The field that gains the policy. */
  field: "inlinePolicies" | "attachedPolicyArns";
  /** Its id is `planned:` and the address that gives the policy. The list holds the policy, and is open. */
  resource: Resource;
  /** The same with a list that may hold the policy and nothing else: what rests on its mark depends on what the policy says. */
  probe: Resource;
  /** As `resource`, by a name that no rule spells out. */
  unlike: Resource;
  /** Id of the gap of that mark. */
  gap: string;
  /** Whether a finding on it is one: one such holder is surely there, and none of those that the change makes stands for it. */
  isFinding: boolean;
}

export interface AcceptedGap {
  /** API action (service:Operation) or file glob. */
  source: string;
  /** Scope glob; any when left out. */
  scope?: string;
  reason: string;
  /** Last day it holds, YYYY-MM-DD, by the document's clock. */
  expires: string;
}

/** A rule that did not run, and what it would have answered. */
export interface NotRunRule extends Pick<CheckedRule, "id" | "controls"> {
  why: NonNullable<ReeveResults["summary"]["controls"][number]["notEvaluated"]>[number]["why"];
}

/** What reports show: the rest need not be made. */
export type ShownResults = Required<Pick<EvaluateOptions, "listed" | "documentHash">>;

/** What a run is told besides document and rules. There is no clock here: the document and its records bring their own. */
export interface EvaluateOptions {
  /** Values of parameters by rule id and name; what is left out takes the rule's default. */
  params?: Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;
  /** Severities that take the place of a rule's own, its `raise` included. */
  severity?: Readonly<Record<string, Severity>>;
  /** Rules switched off: listed with their reason, not run. */
  off?: readonly { rule: string; reason: string }[];
  /** Rules whose parameters are not set: listed with the names of those, not run. A rule that needs one and is not named here gives one unknown. */
  notConfigured?: readonly { rule: string; params: readonly string[] }[];
  /** Rules that there are and that were not given to run, for the controls that they answer. */
  notRun?: readonly NotRunRule[];
  /** `ruleIds`: the rules that were chosen from it, so that each result's rule names its pack. */
  packs?: readonly { id: string; sha256: string; ruleIds?: readonly string[] }[];
  acceptedGaps?: readonly AcceptedGap[];
  /** What judges, for the results. */
  tool?: NonNullable<ReeveResults["tool"]>;
  /**
   * Statuses whose results are listed; all where it is left out. Every result is counted: a large account has a hundred times as many passes as findings,
   * and most reports show none.
   */
  listed?: readonly Result["status"][];
  /** False leaves the document's hash null: it takes a pass over the whole document, and few readers need it. */
  documentHash?: boolean;
  /** `full`: results of every status on state carry the values that decided. Left out: findings and unknowns do. */
  evidence?: "full";
  /**
   * The document holds what a plan makes, and nothing of the account: no result says that a list may hold more, but of rules for which the plan changes
   * resources of their kind that exist. Every list is taken to be read where it is left out.
   */
  closedWorld?: (rule: CheckedRule) => boolean;
  /** Users, groups and roles that a change gives a policy and that only the apply will name. */
  holders?: readonly UnnamedHolder[];
  /** The document's account stands for one that nothing names: results are of no account. */
  isAccountMadeUp?: boolean;
  /** Of fields that follow from others and that the document states: `kept` for the cases of rule tests. Worked out anew when left out. */
  stated?: Stated;
}
