import type { Raw } from "../../../document/index.ts";
import type { Plan, PlannedOperation, PlannedResource, PlanProblem, UnreviewedChange } from "../../../schemas/index.ts";
import { type ChangeSet, type ChangeSetResource, changeSetOf, isNew } from "./change-set.ts";
import { madeByOf } from "./made-by.ts";
import { READERS } from "./readers.ts";
import type { ChangeSetSide } from "./side.ts";
import type { ChangeSetOperation, ChangeSetTypeReader } from "./type-reader.ts";
import { unpredicted, unreviewed } from "./unpredicted.ts";

/**
 * Reads what `aws cloudformation describe-change-set --include-property-values` prints into operations.
 * Source: CloudFormation API Reference, DescribeChangeSet and ResourceChange.
 */
export function readChangeSet(pages: readonly Raw[], file: string): { ok: true; plan: Plan; parts: Plan[] } | { ok: false; problem: PlanProblem } {
  const read = changeSetOf(pages, file);
  if (!read.ok) return read;
  const set = read.value;
  const bare = set.changes.find((change) => Object.hasOwn(READERS, change.type) && !hasContent(change));
  if (bare) {
    const message = `${file} lacks the values of properties (${bare.logicalId} has none). Describe the change set again with --include-property-values.`;
    return { ok: false, problem: { code: "no-property-values", address: bare.logicalId, message } };
  }
  const operations: PlannedOperation[] = [];
  const resources: PlannedResource[] = [];
  const problems = [...set.problems];
  const doubtful: UnreviewedChange[] = [];
  const madeBy = madeByOf(set);
  for (const change of set.changes) {
    const reader = Object.hasOwn(READERS, change.type) ? READERS[change.type] : undefined;
    const idle = change.action === "Import" || change.action === "SyncWithActual";
    if (!reader) {
      const why = idle && change.type !== "AWS::CloudFormation::Stack" ? null : unpredicted(change);
      if (why !== null) problems.push({ code: "unsupported-type", address: change.logicalId, message: `${change.logicalId}: ${why}` });
      const concern = why === null && !idle ? unreviewed(change) : null;
      if (concern) doubtful.push(concern);
      continue;
    }
    const before = change.before ? sideOf(change, change.before, change.physicalId, set, () => null) : null;
    const after = change.after ? sideOf(change, change.after, isNew(change) ? null : change.physicalId, set, madeBy(change)) : null;
    const worked = work(reader, change, before, after);
    operations.push(...worked.operations.map((operation) => ({ ...operation, by: change.logicalId }) as PlannedOperation));
    problems.push(...worked.problems);
    const subjects = [...(before ? reader.subjects(before) : []), ...(after ? reader.subjects(after) : [])];
    resources.push({
      address: change.logicalId,
      type: change.type,
      action: worked.action,
      subjects: distinct(subjects),
      ...(change.type === "AWS::IAM::ManagedPolicy" ? { firstIsItself: true } : {}),
    });
  }
  const changed = { operations, resources, problems, ...(doubtful.length > 0 ? { unreviewedChanges: doubtful } : {}) };
  const plan: Plan = { tool: "cloudformation", file, accounts: [set.account], partition: set.partition, ...changed };
  return { ok: true, plan, parts: [plan] };
}

interface Worked {
  action: PlannedResource["action"];
  operations: ChangeSetOperation[];
  problems: PlanProblem[];
}

/** Whether the contexts that an action needs are there. */
function hasContent({ action, before, after }: ChangeSetResource): boolean {
  if (action === "Add") return after !== null;
  if (action === "Modify") return before !== null && after !== null;
  return action !== "Remove" || before !== null;
}

function work(reader: ChangeSetTypeReader, change: ChangeSetResource, before: ChangeSetSide | null, after: ChangeSetSide | null): Worked {
  const { action, replacement, policyAction, logicalId } = change;
  const known = (as: Worked["action"], operations: ChangeSetOperation[], problems: PlanProblem[] = []): Worked => ({ action: as, operations, problems });
  const doubt = (message: string): PlanProblem => ({ code: "unsure-action", address: logicalId, message: `${logicalId} (${change.type}): ${message}` });
  if (action === "Import" || action === "SyncWithActual") return known("no-op", []);
  if (action === "Add" && after) return known("create", reader.create(after));
  // Source: ResourceChange, PolicyAction. IAM and CloudTrail have no snapshots.
  if (action === "Remove" && before) return policyAction === "Retain" ? known("no-op", []) : known("delete", reader.delete(before));
  if (action === "Modify" && before && after) {
    if (replacement === "True") return known("replace", [...reader.create(after), ...(policyAction === "ReplaceAndRetain" ? [] : reader.delete(before))]);
    const unjudged = reader.unjudged?.(before, after) ?? null;
    const problems = unjudged === null ? [] : [{ code: "unsupported-change", address: logicalId, message: `${logicalId}: ${unjudged} Judge it by hand.` }];
    if (replacement === "False") return known("update", reader.update(before, after), problems);
    const message = "CloudFormation decides only while it executes the change set whether this replaces the resource. Judge it by hand.";
    return known("update", [...reader.update(before, after), ...reader.unsure(before)], [...problems, doubt(message)]);
  }
  const at = before ?? after;
  const message = `CloudFormation does not say what it will do (action ${action}). Judge it by hand.`;
  return known("update", at ? reader.unsure(at) : [], [doubt(message)]);
}

const sideOf = (change: ChangeSetResource, properties: Raw, physicalId: string | null, set: ChangeSet, madeBy: ChangeSetSide["madeBy"]): ChangeSetSide => ({
  logicalId: change.logicalId,
  physicalId,
  properties,
  set,
  madeBy,
});

const distinct = <T>(list: readonly T[]): T[] => [...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values()];
