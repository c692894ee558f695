import { setTimeout as wait } from "node:timers/promises";
import { CLOCK_SKEW_MS, instantIn, instantOf, member, plainGap, textOf } from "../../document/index.ts";
import { timeText, type Unknown } from "../../schemas/index.ts";
import type { CollectContext } from "../context.ts";
import { type CredentialReport, parseCredentialReport } from "../normalize/credential-report.ts";

const GENERATE = "iam:GenerateCredentialReport";
const GET = "iam:GetCredentialReport";
const SCOPE = "credentials of all users and of root";

/** The credential report and when AWS made it, or the mark of why there is none. */
export type ReadReport = { report: CredentialReport; generatedAt: string } | { mark: Unknown };

/** How long to wait for AWS to make a report: the pauses between asking, growing; about two minutes in all. */
const PAUSES_MS = [300, 600, 1_200, 2_500, 5_000, 8_000, 10_000, 15_000, 20_000, 25_000, 30_000];

/**
 * Asks for a report until it is complete, then reads it. AWS makes at most one in four hours and hands out that one in between.
 * Where a report cannot be asked for, the one that exists is read all the same: it is the one that asking would have given.
 */
export async function readCredentialReport(context: CollectContext): Promise<ReadReport> {
  if (!context.wants(GET)) return { mark: context.notCollected(GET, SCOPE) };
  const iam = await context.clients.iam();
  let generating: Unknown | null = null;
  for (const pause of PAUSES_MS) {
    const asked = await context.call({ api: GENERATE, scope: SCOPE, absent: ["LimitExceeded", "ReportGenerationLimitExceeded"] }, () =>
      iam.generateCredentialReport({}),
    );
    const state = asked.kind === "value" ? textOf(asked.value, "State") : null;
    if (asked.kind === "failed") generating = asked.mark;
    else if (asked.kind === "value" && state === null) {
      generating = context.gaps.mark(plainGap(GENERATE, "Unparseable", SCOPE, "The answer tells no State."));
    }
    if (state !== "STARTED" && state !== "INPROGRESS") break;
    await wait(pause);
  }
  // Why there is no report is told by the call that failed to make one.
  const cause = generating && context.gaps.gapOf(generating);
  const got = await context.call({ api: GET, scope: SCOPE, ...(cause ? { regard: (gap) => (gap.reason === "NotReady" ? cause : gap) } : {}) }, () =>
    iam.getCredentialReport({}),
  );
  if (got.kind !== "value") return { mark: got.kind === "failed" ? got.mark : context.notCollected(GET, SCOPE) };
  const content = member(got.value, "Content");
  const generatedAt = instantIn(got.value, "GeneratedTime");
  const report = content instanceof Uint8Array ? parseCredentialReport(new TextDecoder().decode(content)) : null;
  if (!report || generatedAt === null) {
    const message = "The answer is not a credential report.";
    return { mark: context.gaps.mark(plainGap(GET, "Unparseable", SCOPE, message)) };
  }
  if ((instantOf(generatedAt) ?? 0) > context.now().getTime() + CLOCK_SKEW_MS) {
    const message = `The report is dated ${timeText(generatedAt)}, which is after it was read.`;
    return { mark: context.gaps.mark(plainGap(GET, "Inconsistent", SCOPE, message)) };
  }
  return { report, generatedAt };
}
