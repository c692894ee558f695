import { listIn, member, textOf } from "../../../document/index.ts";
import type { PlanProblem, UnreviewedChange } from "../../../schemas/index.ts";
import { unreadType } from "../unread-types.ts";

/**
 * Actions of providers that cannot affect IAM or CloudTrail, as reviewed on 2026-11-29: they restart, stop, back up or prepare something, or send mail.
 * Source: terraform-provider-aws, website/docs/actions.
 */
const REVIEWED: ReadonlySet<string> = new Set([
  "aws_bedrockagent_agent_prepare",
  "aws_cloudfront_create_invalidation",
  "aws_dms_start_replication_task_assessment_run",
  "aws_dynamodb_create_backup",
  "aws_ec2_stop_instance",
  "aws_elasticache_apply_service_update",
  "aws_odb_reboot_db_node",
  "aws_odb_start_db_node",
  "aws_odb_stop_db_node",
  "aws_rds_cluster_instance_reboot",
  "aws_ses_send_email",
  "aws_transcribe_start_transcription_job",
  "aws_vpc_delete_default_vpc",
]);

/** Actions that run something, or start what runs: each with what it does. */
const RUNNING: Readonly<Record<string, string>> = {
  aws_codebuild_start_build: "runs a build",
  aws_events_put_events: "sends events, to which anything may be subscribed",
  aws_lambda_invoke: "runs a function",
  aws_rdsdata_query: "runs statements in a database, which may call functions",
  aws_sfn_start_execution: "runs a state machine",
  aws_sns_publish: "sends a message, to which anything may be subscribed",
  aws_ssm_send_command: "runs commands on machines",
  local_command: "runs a program where Terraform runs",
};

/** What the actions of a plan come to. */
export interface PlannedActions {
  problems: PlanProblem[];
  unreviewed: UnreviewedChange[];
}

/**
 * The actions that the apply will invoke: operations of providers that change no resource of the plan.
 * Source: Terraform documentation, "Invoke an action"; internal/command/jsonplan, ActionInvocation (Terraform 1.14 and later).
 */
export function actionsOf(invocations: readonly unknown[]): PlannedActions {
  const found: PlannedActions = { problems: [], unreviewed: [] };
  for (const invocation of invocations) {
    const [type, address] = [textOf(invocation, "type"), textOf(invocation, "address")];
    if (type === null || address === null) {
      const message = "The plan holds an action without type or address, which cannot be judged.";
      found.problems.push({ code: "unreadable-change", address, message });
      continue;
    }
    const why = whyUnread(type, textOf(member(invocation, "lifecycle_action_trigger"), "triggering_resource_address"));
    if (why !== null) found.problems.push({ code: "unsupported-type", address, message: `${address}: ${why}` });
    else if (!REVIEWED.has(type)) found.unreviewed.push({ address, type: `action.${type}`, concerns: { kind: "unknown" } });
  }
  return found;
}

function whyUnread(type: string, trigger: string | null): string | null {
  const runs = Object.hasOwn(RUNNING, type) ? RUNNING[type] : undefined;
  const by = trigger === null ? "" : ` (for ${trigger})`;
  if (runs !== undefined) return `${type} ${runs}${by}, which may change anything. Reeve does not predict this. Judge it by hand.`;
  return REVIEWED.has(type) ? null : unreadType({ tool: "terraform", type, isNew: false, has: () => true });
}

/** The actions that a plan puts off. Source: internal/command/jsonplan, DeferredActionInvocation. */
export const deferredActions = (data: unknown): unknown[] =>
  listIn(data, "deferred_action_invocations").map((deferred) => member(deferred, "action_invocation") ?? deferred);
