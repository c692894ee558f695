import type { DecideNotice, DiffProblem } from "../engine/index.ts";
import { plural, short, visible } from "../reporters/index.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

type Outcome = { notices: DecideNotice[] } & ({ ok: true } | { ok: false; problem: DiffProblem });

/**
 * The outcome of what `decide` computes, after printing its notices.
 * @throws UsageError where the input cannot be decided on.
 */
export async function decidedOrThrow<T extends Outcome>(decide: () => T, io: Io): Promise<Extract<T, { ok: true }>> {
  const outcome = decide();
  for (const notice of outcome.notices) await io.err.write(`${noticeText(notice)}\n`);
  if (outcome.ok) return outcome as Extract<T, { ok: true }>;
  throw new UsageError(problemText(outcome.problem));
}

const MISSING: Record<"events" | "state", string> = {
  events: "judge CloudTrail records: give them with --events",
  state: "judge the account's state: give it with --snapshot",
};

function noticeText(notice: DecideNotice): string {
  if (notice.code === "rules-not-run") return `${plural(notice.count, "rule")} not run: they ${MISSING[notice.missing]}.`;
  if (notice.code === "gaps-expired") {
    const gaps = notice.gaps.map(({ source, expires }) => `${short(source, 120)} (${expires})`).join(", ");
    return `acceptedGaps in reeve.yaml: ${gaps} expired before the snapshot, and accept nothing. Remove them, or give them a later day.`;
  }
  return `The baseline has ${plural(notice.count, "entry", "entries")} of an older version, compared by severity only: reeve baseline update writes what their findings rest on.`;
}

function problemText(problem: DiffProblem): string {
  switch (problem.code) {
    case "document-refused": {
      const errors = problem.errors.slice(0, 10).map(({ path, message }) => `  ${short(path.join("."), 120)} ${short(message, 300)}`);
      return `the document cannot be judged:\n${errors.join("\n")}`;
    }
    case "no-fitting-rule":
      return `all chosen rules ${MISSING[problem.missing]}. Nothing would be judged.`;
    case "plan-without-account": {
      const { flag, file, account } = problem;
      return `${flag} ${visible(file)}: there are several snapshots, and the plan does not name its account. Name it: ${flag} ${account ?? "123456789012"}=${visible(file)}`;
    }
    case "plan-of-other-account":
      return visible(problem.message);
    case "no-account":
      return `${visible(problem.file)} holds no account, only events: there is no state to compare.`;
    case "accounts-differ": {
      const { before, after } = problem;
      return `${visible(before.file)} is of account ${visible(before.account)} and ${visible(after.file)} of ${visible(after.account)}: only snapshots of one account can be compared.`;
    }
  }
}
