import type { AwsManagedPolicy, Plan, PlannedOperation, Principal, ReeveDocument, Result } from "../../schemas/index.ts";
import { predict } from "../changes/index.ts";
import { compareFacts } from "../decide/index.ts";
import { allFactsOf, type EvaluateOptions, type FactsOf, judge } from "../evaluate/index.ts";
import type { RemediationContext } from "./context.ts";
import type { Member, ReadyStep } from "./plan.ts";

interface Judged {
  findings: Map<string, Result>;
  factsOf: FactsOf;
}

/** What the account was found to be as it is, one of each run. */
const JUDGED = new WeakMap<RemediationContext, Map<ReeveDocument, Judged>>();

/** Rules on the state of an account of which a step makes a finding that is none now, or makes one worse. */
export function findingsMadeBy(
  step: ReadyStep,
  { account }: Result,
  partition: string | null,
  document: ReeveDocument | null,
  context: RemediationContext,
): string[] {
  const operation = operationOf(step);
  const rules = context.rules.filter(({ resource }) => resource !== "event");
  if (operation === null || account === null || rules.length === 0) return [];
  const plan = planOf(operation, account, partition, context.awsManaged);
  const { before, document: after } = predict(document, [plan], { isCautious: true });
  const was = before === document ? judgedOnce(before) : judged(before);
  const is = judged(after);
  return [...is.findings].flatMap(([key, finding]) => {
    const earlier = was.findings.get(key);
    const isWorse = earlier !== undefined && compareFacts(was.factsOf(earlier) ?? [], is.factsOf(finding) ?? []).verdict === "worse";
    return earlier === undefined || isWorse ? [finding.rule] : [];
  });

  function judgedOnce(state: ReeveDocument): Judged {
    const known = JUDGED.get(context) ?? new Map<ReeveDocument, Judged>();
    JUDGED.set(context, known);
    const found = known.get(state) ?? judged(state);
    known.set(state, found);
    return found;
  }

  function judged(state: ReeveDocument): Judged {
    const options: EvaluateOptions = { ...context.options, params: context.params ?? {}, listed: ["fail"], documentHash: false };
    const run = judge(state, { records: [] }, rules, options);
    const findings = run.ok ? run.results.results : [];
    return { findings: new Map(findings.map((each) => [`${each.rule} ${each.fingerprint}`, each])), factsOf: allFactsOf(state, rules, options) };
  }
}

/** What a step grants, as an operation; null for one that grants nothing or of which a person supplies a part. */
function operationOf({ call, with: members }: ReadyStep): PlannedOperation | null {
  const text = (name: string): string | null => textOf(members, name);
  const by = call;
  const type = TYPES.find((each) => text(NAMES[each]) !== null);
  const name = type === undefined ? null : text(NAMES[type]);
  const value = (of: string): { status: "known"; value: string } => ({ status: "known", value: of });
  if (type === undefined || name === null) return null;
  const principal: Principal = { type, name: value(name) };
  const [policyArn, group, policyName, document] = [text("PolicyArn"), text("GroupName"), text("PolicyName"), text("PolicyDocument")];
  if (/^iam:Attach(User|Group|Role)Policy$/.test(call)) return policyArn === null ? null : { by, kind: "attach", principal, policyArn: value(policyArn) };
  if (call === "iam:AddUserToGroup") return group === null ? null : { by, kind: "add-member", user: value(name), group: value(group) };
  if (!/^iam:Put(User|Group|Role)Policy$/.test(call) || policyName === null || document === null) return null;
  return { by, kind: "put-inline-policy", principal, name: value(policyName), content: { status: "known", document } };
}

const TYPES = ["user", "role", "group"] as const;

const NAMES = { user: "UserName", group: "GroupName", role: "RoleName" } as const;

function textOf(members: readonly Member[], name: string): string | null {
  const argument = members.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? String(argument.value) : null;
}

function planOf(operation: PlannedOperation, account: string, partition: string | null, awsManaged: RemediationContext["awsManaged"]): Plan {
  const arn = operation.kind === "attach" && operation.policyArn.status === "known" ? operation.policyArn.value : null;
  const policy: AwsManagedPolicy | null = arn === null ? null : (awsManaged?.(arn) ?? null);
  return {
    tool: "terraform",
    file: "undo",
    accounts: [account],
    partition,
    operations: [operation],
    resources: [],
    problems: [],
    ...(arn === null || policy === null ? {} : { awsManaged: { asOf: policy.updatedAt, policies: { [arn]: policy } } }),
  };
}
