import { type DerivedFrom, isAwsManaged, mayHoldVariable, plainGap, policyContent, sameName } from "../../../document/index.ts";
import { type document, isUnknown, type StatementSource, type Unknown } from "../../../schemas/index.ts";
import { type Policy, policiesOf, type Statement } from "../statement.ts";
import { type Caller, listed } from "./caller.ts";
import type { Marks } from "./marks.ts";
import type { AccessSources, GivenPolicy } from "./question.ts";

/** A statement that may decide, in each way that its document may be read. */
export interface PolicyCandidate {
  source: StatementSource;
  readings: readonly Statement[];
}

type PolicySource = Pick<StatementSource, "layer" | "policy" | "kind" | "holder">;

/** The statements of a policy. One that was not read is a statement that may be anything. */
export function statementsOf(source: PolicySource, content: DerivedFrom, lines: readonly number[] = []): PolicyCandidate[] {
  const policies = policiesOf(content, mayHoldVariable(content.statements));
  if (isUnknown(policies)) return [anything(source, policies)];
  const statements = content.statements as (document.PolicyStatement | Unknown)[];
  return statements.map((statement, index) => ({
    source: { ...source, index, sid: isUnknown(statement) || isUnknown(statement.sid) ? null : statement.sid, line: lines[index] ?? null },
    readings: (policies as readonly Policy[]).flatMap((policy) => policy.statements[index] ?? []),
  }));
}

/** A statement of which nothing is known. */
export function anything(source: PolicySource, mark: Unknown): PolicyCandidate {
  const any = { effect: mark, actions: mark, notActions: mark, resources: mark, notResources: mark, principals: mark, notPrincipals: mark, clauses: mark };
  return { source: { ...source, kind: "not-read", index: null, sid: null, line: null }, readings: [any] };
}

/** The statements of a policy that is given; null where it is no policy document. */
export function givenStatements(layer: StatementSource["layer"], { name, document, lines }: GivenPolicy): PolicyCandidate[] | null {
  const content = policyContent(document, "json", { $unknown: "given" });
  return isUnknown(content.statements) ? null : statementsOf({ layer, policy: name, kind: "given", holder: null }, content, lines);
}

/** The identity policies of a user, those of its groups among them, or of a role; and the boundary, null where there is none. */
export function policiesOfCaller(
  { user, role, kind }: Caller,
  sources: AccessSources,
  marks: Marks,
): { identity: PolicyCandidate[]; boundary: PolicyCandidate[] | null } {
  const holder = user ?? role;
  if (!holder || kind === "root") return { identity: [], boundary: null };
  const managed = managedIn(sources, marks);
  const groups = user ? groupsOf(user, sources, marks) : { groups: [], open: [] };
  const identity = [holder, ...groups.groups].flatMap((one) => policiesOfHolder(one, managed));
  const { permissionsBoundaryArn: arn } = holder;
  const of = { layer: "boundary", kind: "managed", holder: textOf(holder.arn) } as const;
  const boundary = isUnknown(arn) ? [anything({ ...of, policy: "permissions boundary" }, arn)] : arn === null ? null : managed(arn, of);
  return { identity: [...identity, ...groups.open], boundary };
}

const textOf = (arn: string | Unknown): string | null => (isUnknown(arn) ? null : arn);

type Managed = (arn: string, of: Omit<PolicySource, "policy">) => PolicyCandidate[];

function policiesOfHolder({ arn, inlinePolicies, attachedPolicyArns }: document.User | document.Role | document.Group, managed: Managed): PolicyCandidate[] {
  const of = { layer: "identity", holder: textOf(arn) } as const;
  const each = <T>(list: readonly (T | Unknown)[] | Unknown, kind: "inline" | "managed", read: (one: T) => PolicyCandidate[]): PolicyCandidate[] =>
    (isUnknown(list) ? [list] : (list as readonly (T | Unknown)[])).flatMap((one) =>
      isUnknown(one) ? [anything({ ...of, kind, policy: `${kind} policies` }, one)] : read(one as T),
    );
  return [
    ...each<document.InlinePolicy>(inlinePolicies, "inline", (policy) =>
      statementsOf({ ...of, kind: "inline", policy: textOf(policy.name) ?? "inline policy" }, policy),
    ),
    ...each<string>(attachedPolicyArns, "managed", (policy) => managed(policy, { ...of, kind: "managed" })),
  ];
}

function groupsOf({ groupArns, arn }: document.User, { document }: AccessSources, marks: Marks): { groups: document.Group[]; open: PolicyCandidate[] } {
  const of = { layer: "identity", kind: "managed", policy: "policies of groups", holder: textOf(arn) } as const;
  if (isUnknown(groupArns)) return { groups: [], open: [anything(of, groupArns)] };
  const all = listed<document.Group>(document.groups);
  const found = groupArns.map((group) => (isUnknown(group) ? group : (all.find((one) => !isUnknown(one.arn) && sameName(one.arn, group)) ?? group)));
  return {
    groups: found.filter((one): one is document.Group => typeof one === "object" && "memberArns" in one),
    open: found.flatMap((one) => (typeof one === "string" ? [anything(of, missing(one, marks))] : "memberArns" in one ? [] : [anything(of, one)])),
  };
}

/** A managed policy by ARN: of the document, or of the table of those that AWS maintains. */
function managedIn({ document, managedPolicy }: AccessSources, marks: Marks): Managed {
  const all = listed<document.Policy>(document.policies);
  return (arn, of) => {
    const source = { ...of, policy: arn };
    const found = all.find((policy) => !isUnknown(policy.arn) && sameName(policy.arn, arn));
    if (found) return statementsOf(source, found);
    const packaged = isAwsManaged(arn) ? managedPolicy(arn) : null;
    if (!packaged) return [anything(source, isUnknown(document.policies) ? document.policies : missing(arn, marks))];
    return statementsOf(source, policyContent(packaged.document, "json", missing(arn, marks)));
  };
}

const missing = (arn: string, marks: Marks): Unknown =>
  marks.gap(
    `not-in-document ${arn}`,
    plainGap(
      "document",
      isAwsManaged(arn) ? "NotVisible" : "Inconsistent",
      arn,
      `${arn} is attached, and neither the document nor the table of AWS managed policies holds it.`,
    ),
  );
