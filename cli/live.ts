import type { Session, SessionProblem } from "../collectors/index.ts";
import { openSession } from "../collectors/index.ts";
import { visible, wrap } from "../reporters/index.ts";
import type { AwsFlags } from "./flags.ts";
import type { Io } from "./io.ts";

/** Opens the session that the flags ask for and says first whose account will be read; null after saying why there is none. */
export async function session(flags: AwsFlags, io: Io): Promise<Session | null> {
  const opened = await openSession({
    profile: flags.profile,
    assumeRole: flags.assumeRole,
    expectAccount: flags.expectAccount,
    mfaCode: (serial) => askMfa(serial, io),
  });
  if (!opened.ok) {
    await tellProblem(opened.problem, io);
    return null;
  }
  const { accountId, callerArn } = opened.session.identity;
  await io.err.write(`Account ${visible(accountId)}, as ${visible(callerArn)}\n`);
  return opened.session;
}

/** One plain sentence and the next step. */
export async function tellProblem(problem: Pick<SessionProblem, "sentence" | "nextStep">, io: Io): Promise<void> {
  const lines = [...wrap(`reeve: ${visible(problem.sentence)}`, io.err.width), ...wrap(visible(problem.nextStep), io.err.width)];
  await io.err.write(`${lines.join("\n")}\n`);
}

/** Asks for the code of the MFA device that a profile names, as the AWS CLI does. */
async function askMfa(serial: string, io: Io): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`the profile asks for a code of ${serial}, and there is no terminal to ask on`);
  const { createInterface } = await import("node:readline/promises");
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question(`MFA code of ${visible(serial)}: `, { signal: io.signal })).trim();
  } finally {
    asking.close();
  }
}
