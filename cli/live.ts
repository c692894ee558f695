import { openSession, type Session, type SessionProblem } from "../collectors/index.ts";
import { visible, wrap } from "../reporters/index.ts";
import type { AwsFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/** Opens the session that the flags ask for and says first whose account will be read; null after saying why there is none. */
export async function session(flags: AwsFlags, io: Io): Promise<Session | null> {
  checkShapes(flags);
  const opened = await openSession({
    profile: flags.profile,
    assumeRole: flags.assumeRole,
    expectAccount: flags.expectAccount,
    mfaCode: (serial) => promptMfaCode(serial, io),
  });
  if (!opened.ok) {
    const { code, sentence, nextStep } = opened.problem;
    if (code === "no-such-profile" && flags.profile !== undefined) throw new UsageError(visible(`--profile ${flags.profile}: ${sentence} ${nextStep}`));
    await printProblem(opened.problem, io);
    return null;
  }
  const { accountId, callerArn } = opened.session.identity;
  await io.err.write(`Account ${visible(accountId)}, as ${visible(callerArn)}\n`);
  return opened.session;
}

/** What could not be meant is a mistake in the flags, and not for AWS to find. */
function checkShapes({ assumeRole, expectAccount, regions }: AwsFlags): void {
  if (expectAccount !== undefined && !/^\d{12}$/.test(expectAccount)) {
    throw new UsageError(`--expect-account ${visible(expectAccount)}: an account id has 12 digits, such as 123456789012`);
  }
  if (assumeRole !== undefined && !/^arn:[a-z-]+:iam::\d{12}:role\/./.test(assumeRole)) {
    throw new UsageError(`--assume-role ${visible(assumeRole)}: it must be a role's ARN, such as arn:aws:iam::123456789012:role/audit`);
  }
  const odd = regions?.find((region) => !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region));
  if (odd !== undefined) throw new UsageError(`--regions ${visible(odd)}: it must be a region's name, such as eu-central-1`);
}

/** One plain sentence and the next step. */
export async function printProblem(problem: Pick<SessionProblem, "sentence" | "nextStep">, io: Io): Promise<void> {
  const lines = [...wrap(`reeve: ${visible(problem.sentence)}`, io.err.width), ...wrap(visible(problem.nextStep), io.err.width)];
  await io.err.write(`${lines.join("\n")}\n`);
}

/** Asks for the code of the MFA device that a profile names, as the AWS CLI does. */
async function promptMfaCode(serial: string, io: Io): Promise<string> {
  if (!process.stdin.isTTY) throw Object.assign(new Error(`the profile asks for one of ${serial}, and there is no terminal`), { name: "MfaCodeMissing" });
  const { createInterface } = await import("node:readline/promises");
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question(`MFA code of ${visible(serial)}: `, { signal: io.signal })).trim();
  } finally {
    asking.close();
  }
}
