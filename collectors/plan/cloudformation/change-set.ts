import { canonicalJson, isRaw, listIn, member, type Raw, textOf } from "../../../document/index.ts";
import { arnParts, type PlanProblem } from "../../../schemas/index.ts";

/** One resource of a change set. Source: CloudFormation API Reference, ResourceChange. */
export interface ChangeSetResource {
  logicalId: string;
  type: string;
  /** Add, Modify, Remove, Import, Dynamic or SyncWithActual. */
  action: string;
  /** The resource's physical id; null for what is to be made. */
  physicalId: string | null;
  replacement: "True" | "False" | "Conditional";
  /** Delete, Retain, Snapshot, ReplaceAndDelete, ReplaceAndRetain, ReplaceAndSnapshot; null where the change set does not tell. */
  policyAction: string | null;
  /** Properties before and after the change; null where the change set does not tell. */
  before: Raw | null;
  after: Raw | null;
  details: unknown[];
}

/** A change set, its pages joined. */
export interface ChangeSet {
  stackId: string;
  stackName: string;
  region: string;
  account: string;
  partition: string;
  changes: ChangeSetResource[];
  /** Whether what only the execution will show is an id, an ARN or the like: nothing that is changed answers with a text of the author's own. */
  givesIdsOnly: boolean;
  problems: PlanProblem[];
}

/**
 * Types that answer with whatever text the author wrote or code made: custom resources, stacks and wait conditions, parameters, and all that is not AWS's own.
 * A secret answers with its ARN only. Source: CloudFormation Template Reference, return values, and AWS::SecretsManager::Secret (Ref, Id).
 */
const FREE_TEXT = /^(?!AWS::)|^AWS::(?:CloudFormation|SSM|ServiceCatalog|AppConfig|Serverless)::/;

/** A parameter answers with its value: with no other text than a resource where that is what it keeps. Source: AWS::SSM::Parameter, Value. */
const givesFreeText = ({ type, after }: ChangeSetResource): boolean =>
  FREE_TEXT.test(type) && !(type === "AWS::SSM::Parameter" && member(after, "Value") === KNOWN_AFTER_APPLY);

/** A value of which the change set shows nothing. */
export const KNOWN_AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** Whether the change set makes it, under a physical id of its own. */
export const isNew = ({ action, replacement }: ChangeSetResource): boolean => action === "Add" || (action === "Modify" && replacement === "True");

export type ChangeSetRead<T> = { ok: true; value: T } | { ok: false; problem: PlanProblem };

const STACK = /^stack\/([^/]+)\/[^/]+$/;

/** Whether an object is a page of DescribeChangeSet's answer. */
export const isChangeSet = (data: Raw): boolean =>
  textOf(data, "ChangeSetId") !== null || (textOf(data, "StackId") !== null && Array.isArray(member(data, "Changes")));

/**
 * The pages of one change set as `aws cloudformation describe-change-set` prints them.
 * Source: CloudFormation API Reference, DescribeChangeSet.
 */
export function changeSetOf(pages: readonly Raw[], file: string): ChangeSetRead<ChangeSet> {
  const first = pages[0];
  const ids = new Set(pages.map((page) => textOf(page, "ChangeSetId") ?? textOf(page, "StackId")));
  if (!first || ids.size !== 1) return refused("not-a-plan", `${file} holds pages of ${ids.size} change sets. Give each change set a file of its own.`);
  const stackId = textOf(first, "StackId") ?? "";
  const { partition, service, region, accountId: account, resource } = arnParts(stackId) ?? {};
  const stackName = STACK.exec(resource ?? "")?.[1];
  if (service !== "cloudformation" || !partition || !region || !account || !/^\d{12}$/.test(account) || !stackName)
    return refused("not-a-plan", `${file} has no StackId that is the ARN of a stack.`);
  const problems: PlanProblem[] = [];
  const value: ChangeSet = { stackId, stackName, region, account, partition, changes: [], givesIdsOnly: true, problems };
  const notCreated = whyNotCreated(first, file);
  if (notCreated === "nothing") return { ok: true, value };
  if (notCreated) return { ok: false, problem: notCreated };
  const stale = textOf(first, "ExecutionStatus");
  if (stale !== null && stale !== "AVAILABLE") {
    const message = `${file} is of a change set that cannot be executed: its ExecutionStatus is ${stale}. Make a new change set.`;
    problems.push({ code: "plan-stale", address: null, message });
  }
  if (pages.every((page) => textOf(page, "NextToken") !== null)) {
    const message = `${file} lacks the last page of the change set: every page has a NextToken. Join all pages, or leave out --max-items and --no-paginate.`;
    problems.push({ code: "plan-incomplete", address: null, message });
  }
  if (pages.some((page) => !Array.isArray(member(page, "Changes")))) return refused("not-a-plan", `${file} has a page whose Changes are no list.`);
  const seen = new Set<string>();
  for (const raw of pages.flatMap((page) => listIn(page, "Changes"))) {
    const resourceKey = canonicalJson(raw);
    if (seen.has(resourceKey)) continue;
    seen.add(resourceKey);
    const change = resourceChange(member(raw, "ResourceChange"));
    value.givesIdsOnly &&= change !== null && !givesFreeText(change);
    if (change) value.changes.push(change);
    else
      problems.push({
        code: "unreadable-change",
        address: null,
        message: `${file} holds a change without logical id, type or action, which cannot be judged.`,
      });
  }
  return { ok: true, value };
}

/** Why a change set tells no changes; `nothing` where it was found to have none, which CloudFormation calls a failure. */
function whyNotCreated(page: Raw, file: string): PlanProblem | "nothing" | null {
  const status = textOf(page, "Status");
  if (status === "CREATE_COMPLETE") return null;
  const reason = textOf(page, "StatusReason") ?? "";
  if (status === "FAILED" && /didn't contain changes|No updates are to be performed/.test(reason)) return "nothing";
  const next = status === "FAILED" ? "Mend what it names and make a new one." : "Wait for it: aws cloudformation wait change-set-create-complete.";
  const message = `${file} is of a change set that is not made: its Status is ${status ?? "missing"}${reason === "" ? "" : ` (${reason})`}. ${next}`;
  return { code: "plan-incomplete", address: null, message };
}

function resourceChange(raw: unknown): ChangeSetResource | null {
  const logicalId = textOf(raw, "LogicalResourceId");
  const type = textOf(raw, "ResourceType");
  const action = textOf(raw, "Action");
  if (logicalId === null || type === null || action === null) return null;
  const replacement = textOf(raw, "Replacement");
  return {
    logicalId,
    type,
    action,
    physicalId: textOf(raw, "PhysicalResourceId"),
    replacement: replacement === "True" || replacement === "Conditional" ? replacement : "False",
    policyAction: textOf(raw, "PolicyAction"),
    before: properties(textOf(raw, "BeforeContext")),
    after: properties(textOf(raw, "AfterContext")),
    details: listIn(raw, "Details"),
  };
}

/** A context is JSON in a string; a resource without properties has none in it. */
function properties(context: string | null): Raw | null {
  if (context === null) return null;
  try {
    const parsed: unknown = JSON.parse(context);
    if (!isRaw(parsed)) return null;
    const found = member(parsed, "Properties");
    return found === undefined || found === null ? {} : isRaw(found) ? found : null;
  } catch {
    return null;
  }
}

const refused = (code: string, message: string): { ok: false; problem: PlanProblem } => ({ ok: false, problem: { code, address: null, message } });
