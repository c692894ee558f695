import { answeringSignals } from "../collectors/files/index.ts";
import { openSession, type Session, type SessionProblem } from "../collectors/index.ts";
import { visible, wrap } from "../reporters/index.ts";
import type { AwsAccess } from "./input.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/** Opens the session that was named and says first whose account will be read; null after saying why there is none. */
export async function session({ profile, assumeRole, expectAccount }: AwsAccess, io: Io): Promise<Session | null> {
  const opened = await answeringSignals(() =>
    openSession({
      profile: profile ?? undefined,
      assumeRole: assumeRole ?? undefined,
      expectAccount: expectAccount ?? undefined,
      mfaCode: (serial) => promptMfaCode(serial, io),
    }),
  );
  if (!opened.ok) {
    const { code, sentence, nextStep } = opened.problem;
    if (code === "no-such-profile" && profile !== null) throw new UsageError(visible(`--profile ${profile}: ${sentence} ${nextStep}`));
    await printProblem(opened.problem, io);
    return null;
  }
  const { accountId, callerArn } = opened.session.identity;
  await io.err.write(`Account ${visible(accountId)}, as ${visible(callerArn)}\n`);
  return opened.session;
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
