import { type Plan, readPlan } from "../../../../collectors/index.ts";
import { predict } from "../../../../engine/index.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";

/**
 * Change sets by hand, in the shape that AWS documents: CloudFormation API Reference, DescribeChangeSet, ResourceChange and ResourceChangeDetail, and
 * User Guide, "Example change sets". No emulator of the tests can make them: moto 5.2.1 knows no property values, and LocalEmu 1.3.2 does but its
 * CloudFormation does not start on the Python 3.11 that the other extras run on.
 */
export const ACCOUNT = "123456789012";
export const STACK = `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/team/8d3a2c10-0000-0000-0000-000000000000`;
export const LATER = "{{changeSet:KNOWN_AFTER_APPLY}}";

export interface ChangeSetChange {
  id: string;
  type: string;
  action?: string;
  physicalId?: string;
  replacement?: string;
  policyAction?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  details?: unknown[];
}

const context = (properties: Record<string, unknown>): string => JSON.stringify({ Properties: properties });

export function page(changes: readonly ChangeSetChange[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ChangeSetName: "c1",
    ChangeSetId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:changeSet/c1/1f000000-0000-0000-0000-000000000000`,
    StackId: STACK,
    StackName: "team",
    Status: "CREATE_COMPLETE",
    ExecutionStatus: "AVAILABLE",
    Changes: changes.map(({ id, type, action, physicalId, replacement, policyAction, before, after, details }) => ({
      Type: "Resource",
      ResourceChange: {
        Action: action ?? (before ? (after ? "Modify" : "Remove") : "Add"),
        LogicalResourceId: id,
        ResourceType: type,
        Details: details ?? [],
        ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
        ...(before && after ? { Replacement: replacement ?? "False" } : {}),
        ...(policyAction === undefined ? {} : { PolicyAction: policyAction }),
        ...(before ? { BeforeContext: context(before) } : {}),
        ...(after ? { AfterContext: context(after) } : {}),
      },
    })),
    ...more,
  };
}

export const changeSet = (changes: readonly ChangeSetChange[], more: Record<string, unknown> = {}): string => JSON.stringify(page(changes, more));

export function planOf(text: string): Plan {
  const read = readPlan(text, "change-set.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan;
}

export const predicted = (before: ReeveDocument | null, changes: readonly ChangeSetChange[], more: Record<string, unknown> = {}) =>
  predict(before, [planOf(changeSet(changes, more))], { now: "2026-01-01T00:00:00.000Z" });
