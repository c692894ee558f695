import { type ActionTable, actionsIn, type ManagedPolicyTable, managedPoliciesIn, statementLines } from "../../document/index.ts";
import { type AccessQuestion, accessPattern, authorize, checkLimits, comparePolicies, escalationsOf, type GivenPolicy, whoMay } from "../../engine/index.ts";
import { accessText, comparisonText, limitsText, paintOf, pathsText, visible, whoText, wrap } from "../../reporters/index.ts";
import {
  type AccessPattern,
  type AccessProblem,
  type AccessVerdict,
  type ComparisonVerdict,
  type EscalationVerdict,
  jsonText,
  type LimitAnswer,
  type LimitVerdict,
  type PatternProblem,
  type PrincipalEscalation,
  timeText,
  type WhoAnswer,
} from "../../schemas/index.ts";
import { accessProblemText } from "../access-problem.ts";
import type { AccessCanFlags, AccessCheckFlags, AccessCompareFlags, AccessPathsFlags, AccessWhoFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import type { DocumentFiles } from "../load-document.ts";
import { filesInput, questionSource } from "../question-source.ts";
import { inputText, ownTable } from "../read-input.ts";
import { UsageError } from "../usage-error.ts";

/** What `access can` was called with. */
interface AccessCanInput {
  question: AccessQuestion;
  files: DocumentFiles | null;
  isJson: boolean;
}

const EXIT_CODES: Readonly<Record<AccessVerdict, number>> = { allowed: 0, denied: 1, conditional: 3, unknown: 3 };

function accessCanInput(principal: string, action: string, flags: AccessCanFlags): AccessCanInput {
  const { on, given, resourcePolicy, sessionPolicy, controlPolicies, scope, json } = flags;
  return {
    question: {
      principal,
      action,
      resource: on ?? "*",
      context: contextOf(given),
      ...(resourcePolicy === undefined ? {} : { resourcePolicy: resourcePolicy === "none" ? null : policyIn(resourcePolicy, "--resource-policy") }),
      ...(sessionPolicy.length > 0 ? { session: { policies: sessionPolicy.map((file) => policyIn(file, "--session-policy")) } } : {}),
      ...(controlPolicies === undefined ? {} : { controlPolicies: controlPoliciesIn(controlPolicies) }),
      ...(scope === undefined ? {} : { scope }),
    },
    files: filesInput(flags),
    isJson: json === true,
  };
}

/** Says whether a principal may make a request. Exit codes: 0 yes, 1 no, 2 bad usage, 3 it depends or is not known. */
export async function accessCan(principal: string, action: string, flags: AccessCanFlags, io: Io): Promise<number> {
  const { question, files, isJson } = accessCanInput(principal, action, flags);
  const { document, name } = await questionSource(files, "user", io);
  const actions = actionsIn(ownTable("actions") as ActionTable);
  const managedPolicies = ownTable("managed-policies") as ManagedPolicyTable;
  const found = authorize(question, { document, actions, managedPolicy: managedPoliciesIn(managedPolicies) });
  if (!found.ok) return refused(found.problems, io);
  const { answer } = found;
  if (isJson) {
    const rests = { collectedAt: document.collectedAt, actionsAsOf: actions.asOf, managedPoliciesAsOf: managedPolicies.asOf };
    await io.out.write(`${jsonText({ ...answer, ...rests }, 2)}\n`);
    return EXIT_CODES[answer.verdict];
  }
  const paint = paintOf(io.out.color);
  await io.out.write(accessText(answer, io.out.width, paint));
  const origin = `Asked of ${name}, as of ${timeText(visible(document.collectedAt))}; actions as of ${actions.asOf}.`;
  await io.out.write(`\n${wrap(paint.dim(origin), io.out.width).join("\n")}\n`);
  return EXIT_CODES[answer.verdict];
}

const WHO_CODES: Readonly<Record<WhoAnswer["verdict"], number>> = { allowed: 0, denied: 1, unknown: 3 };

/** What `access who` was called with. */
interface AccessWhoInput {
  question: Parameters<typeof whoMay>[0];
  files: DocumentFiles | null;
  isJson: boolean;
}

function accessWhoInput(action: string, flags: AccessWhoFlags): AccessWhoInput {
  const { on, given, controlPolicies, scope, format } = flags;
  const access = accessPattern(on.length === 0 ? action : `${action} on ${on.join(",")}`);
  if (!access) throw new UsageError(`${visible(action)}: write service:Action, such as iam:PassRole, and --on with an ARN.`);
  return {
    question: {
      access,
      context: contextOf(given),
      ...(controlPolicies === undefined ? {} : { controlPolicies: controlPoliciesIn(controlPolicies) }),
      ...(scope === undefined ? {} : { scope }),
    },
    files: filesInput(flags),
    isJson: format === "json",
  };
}

/** Says who may call an action. Exit codes: 0 someone, 1 no one, 2 bad usage, 3 not known. */
export async function accessWho(action: string, flags: AccessWhoFlags, io: Io): Promise<number> {
  const { question, files, isJson } = accessWhoInput(action, flags);
  const { document, name } = await questionSource(files, "user", io);
  const actions = actionsIn(ownTable("actions") as ActionTable);
  const managedPolicies = ownTable("managed-policies") as ManagedPolicyTable;
  const found = whoMay(question, { document, actions, managedPolicy: managedPoliciesIn(managedPolicies) });
  if (!found.ok) return refused(found.problems, io);
  const { answer } = found;
  const rests = { collectedAt: document.collectedAt, actionsAsOf: actions.asOf, managedPoliciesAsOf: managedPolicies.asOf };
  if (isJson) await io.out.write(`${jsonText({ ...answer, ...rests }, 2)}\n`);
  else {
    const paint = paintOf(io.out.color);
    await io.out.write(whoText(answer, io.out.width, paint));
    const origin = `Asked of ${name}, as of ${timeText(visible(document.collectedAt))}; actions as of ${actions.asOf}. The root user, services and other accounts are not among them.`;
    await io.out.write(`\n${wrap(paint.dim(origin), io.out.width).join("\n")}\n`);
  }
  return WHO_CODES[answer.verdict];
}

/** What decides the exit code, first of all. */
const PATHS_CODES: readonly (readonly [EscalationVerdict, number])[] = [
  ["escalates", 0],
  ["conditional", 3],
  ["unknown", 3],
  ["admin", 0],
];

/** What `access paths` was called with. */
interface AccessPathsInput {
  limits: NonNullable<Parameters<typeof escalationsOf>[1]>;
  files: DocumentFiles | null;
  isJson: boolean;
}

function accessPathsInput(principal: string | undefined, flags: AccessPathsFlags): AccessPathsInput {
  const { controlPolicies, format } = flags;
  return {
    limits: {
      ...(controlPolicies === undefined ? {} : { controlPolicies: controlPoliciesIn(controlPolicies) }),
      ...(principal === undefined ? {} : { principal }),
    },
    files: filesInput(flags),
    isJson: format === "json",
  };
}

/** Says how a principal, or any, becomes an administrator. Exit codes: 0 one can, 1 none can, 2 bad usage, 3 it depends or is not known. */
export async function accessPaths(principal: string | undefined, flags: AccessPathsFlags, io: Io): Promise<number> {
  const { limits, files, isJson } = accessPathsInput(principal, flags);
  const { document, name } = await questionSource(files, "user", io);
  const actions = actionsIn(ownTable("actions") as ActionTable);
  const managedPolicies = ownTable("managed-policies") as ManagedPolicyTable;
  const found = escalationsOf({ document, actions, managedPolicy: managedPoliciesIn(managedPolicies) }, limits);
  if (!found.ok) return refused([found.problem], io);
  const { escalations } = found;
  if (isJson) {
    const rests = { collectedAt: document.collectedAt, actionsAsOf: actions.asOf, managedPoliciesAsOf: managedPolicies.asOf };
    await io.out.write(`${jsonText({ escalations, ...rests }, 2)}\n`);
  } else {
    const paint = paintOf(io.out.color);
    await io.out.write(pathsText(escalations, io.out.width, paint));
    const origin = `Asked of ${name}, as of ${timeText(visible(document.collectedAt))}; actions as of ${actions.asOf}. Resources of other services are not read: a step that needs one says so.`;
    await io.out.write(`\n${wrap(paint.dim(origin), io.out.width).join("\n")}\n`);
  }
  return pathsCode(escalations, limits.principal !== undefined);
}

/** Of one principal, an administrator is one; of all, those count who become one. */
function pathsCode(escalations: readonly PrincipalEscalation[], isOne: boolean): number {
  for (const [verdict, code] of PATHS_CODES) if ((isOne || verdict !== "admin") && escalations.some((one) => one.verdict === verdict)) return code;
  return 1;
}

async function refused(problems: readonly (AccessProblem | PatternProblem)[], io: Io): Promise<number> {
  for (const problem of problems) await io.err.write(`reeve: ${accessProblemText(problem)}\n`);
  return 2;
}

/** What `access compare` was called with. */
interface AccessCompareInput {
  before: GivenPolicy;
  after: GivenPolicy;
  isJson: boolean;
}

const COMPARISON_CODES: Readonly<Record<ComparisonVerdict, number>> = { equivalent: 0, within: 0, wider: 1, unknown: 3 };

const accessCompareInput = (old: string, changed: string, { format }: AccessCompareFlags): AccessCompareInput => ({
  before: policyIn(old, "old policy"),
  after: policyIn(changed, "new policy"),
  isJson: format === "json",
});

/** Says whether a policy allows more than another. Exit codes: 0 equivalent or within, 1 wider, 2 bad usage, 3 not known. */
export async function accessCompare(old: string, changed: string, flags: AccessCompareFlags, io: Io): Promise<number> {
  const { before, after, isJson } = accessCompareInput(old, changed, flags);
  const actions = actionsIn(ownTable("actions") as ActionTable);
  const found = comparePolicies({ before: [before], after: [after] }, actions);
  if (!found.ok) throw new UsageError(`${found.unread.map(visible).join(" and ")} is no policy document. Write JSON with Version and Statement.`);
  const { comparison } = found;
  if (isJson) await io.out.write(`${jsonText({ ...comparison, actionsAsOf: actions.asOf }, 2)}\n`);
  else {
    const paint = paintOf(io.out.color);
    await io.out.write(comparisonText(comparison, io.out.width, paint));
    await io.out.write(`\n${paint.dim(`Actions as of ${actions.asOf}.`)}\n`);
  }
  return COMPARISON_CODES[comparison.verdict];
}

/** What `access check` was called with. */
interface AccessCheckInput {
  policies: readonly GivenPolicy[];
  reference: readonly GivenPolicy[] | null;
  forbidden: readonly AccessPattern[];
  isJson: boolean;
}

const LIMIT_CODES: Readonly<Record<LimitVerdict, number>> = { within: 0, beyond: 1, unknown: 3 };

function accessCheckInput(policies: readonly string[], { reference, forbid, format }: AccessCheckFlags): AccessCheckInput {
  if (reference.length + forbid.length === 0)
    throw new UsageError('Nothing to check against. Write --reference with a policy, or --forbid with access, such as --forbid "iam:PassRole on *".');
  return {
    policies: policies.map((file) => policyIn(file, "policy")),
    reference: reference.length === 0 ? null : reference.map((file) => policyIn(file, "--reference")),
    forbidden: forbid.map((text) => {
      const access = accessPattern(text);
      if (!access)
        throw new UsageError(`--forbid ${visible(text)}: write actions, and after "on" ARNs, such as "iam:PassRole on arn:aws:iam::*:role/admin/*" or "s3:*".`);
      return access;
    }),
    isJson: format === "json",
  };
}

/** Says whether policies keep within limits. Exit codes: 0 within all, 1 beyond one, 2 bad usage, 3 not known. */
export async function accessCheck(files: readonly string[], flags: AccessCheckFlags, io: Io): Promise<number> {
  const { policies, reference, forbidden, isJson } = accessCheckInput(files, flags);
  const actions = actionsIn(ownTable("actions") as ActionTable);
  const answers: LimitAnswer[] = [];
  for (const policy of policies) {
    const found = checkLimits({ policy, reference, forbidden }, actions);
    if (!found.ok) return refused(found.problems, io);
    answers.push(...found.answers);
  }
  if (isJson) await io.out.write(`${jsonText({ answers, actionsAsOf: actions.asOf }, 2)}\n`);
  else {
    const paint = paintOf(io.out.color);
    await io.out.write(limitsText(answers, io.out.width, paint));
    await io.out.write(`\n${paint.dim(`Actions as of ${actions.asOf}.`)}\n`);
  }
  const codes = answers.map(({ verdict }) => LIMIT_CODES[verdict]);
  return codes.includes(1) ? 1 : Math.max(...codes);
}

/** `key=value` each; `key` by itself for one that the request does not have. Several values of one key are a set. */
function contextOf(given: readonly string[]): NonNullable<AccessQuestion["context"]> {
  const context = new Map<string, string[] | null>();
  for (const text of given) {
    const at = text.indexOf("=");
    const key = (at < 0 ? text : text.slice(0, at)).trim();
    if (!key.includes(":")) throw new UsageError(`--given ${visible(text)}: write a condition key and its value, such as aws:SourceIp=203.0.113.7`);
    const before = context.get(key);
    if ((at < 0 && before !== undefined) || before === null)
      throw new UsageError(`--given ${visible(text)}: ${visible(key)} is given as absent and with a value.`);
    context.set(key, at < 0 ? null : [...(before ?? []), text.slice(at + 1)]);
  }
  return Object.fromEntries(context);
}

function policyIn(file: string, flag: string): GivenPolicy {
  const text = inputText(file, { name: `${flag} ${file}`, isJson: true });
  return { name: file, document: parsed(text, `${flag} ${file}`), lines: statementLines(text) };
}

function controlPoliciesIn(file: string): NonNullable<AccessQuestion["controlPolicies"]> {
  const value = parsed(inputText(file, { name: `--control-policies ${file}`, isJson: true }), `--control-policies ${file}`);
  const { scps = [], rcps = [] } = (typeof value === "object" && value !== null ? value : {}) as { scps?: unknown; rcps?: unknown };
  if (!Array.isArray(scps) || !scps.every(Array.isArray) || !Array.isArray(rcps) || (scps.length === 0 && rcps.length === 0))
    throw new UsageError(
      `--control-policies ${visible(file)}: it must be { "scps": [[policy, …], …], "rcps": [policy, …] }, with one list of SCPs for each level.`,
    );
  return {
    scps: scps.map((level: unknown[], depth) => level.map((document, at) => ({ name: `SCP ${at + 1} of level ${depth + 1} in ${file}`, document }))),
    rcps: rcps.map((document: unknown, at) => ({ name: `RCP ${at + 1} in ${file}`, document })),
  };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${visible(name)} is not JSON. Write the policy document as AWS prints it.`);
  }
}
