import { type CallRow, callRow, isAwsManaged, isDenied, isWriteCall, serviceOf, servicesWithRows } from "../../../../document/index.ts";
import { STRING_FORMATS, type StringFormatName } from "../../../../schemas/index.ts";
import { useOf } from "../../load/forms.ts";
import { textFault } from "../../load/text-form.ts";
import type { TextUse } from "../../rule.ts";
import { type Clause, type Leaf, presenceIn } from "../reason/clause.ts";
import { holds } from "../reason/values.ts";
import type { RecordedEvent } from "./reach.ts";

/** What a field may hold: this value (`OTHER`: any text that is none of those written), or one of the texts that pass. */
type Held = { is: unknown } | { among: (text: string, use: TextUse) => boolean };

/** What fields hold together, by their paths. */
export type FieldWorld = ReadonlyMap<string, Held>;

const OTHER: unique symbol = Symbol("other");
const OTHER_TEXT = "\u0000some other text";

/** What a clause says in a world; null where that depends on more. */
export function truthIn(clause: Clause, world: FieldWorld): boolean | null {
  if (clause.kind === "test") return leafIn(clause, world);
  if (clause.kind === "not") {
    const truth = truthIn(clause.clause, world);
    return truth === null ? null : !truth;
  }
  const decides = clause.kind === "or";
  let isOpen = false;
  for (const one of clause.clauses) {
    const truth = truthIn(one, world);
    if (truth === decides) return decides;
    isOpen ||= truth === null;
  }
  return isOpen ? null : !decides;
}

function leafIn(leaf: Leaf, world: FieldWorld): boolean | null {
  const held = world.get(leaf.path);
  if (!held || leaf.fallback || leaf.number !== null || leaf.where) return null;
  const { compared } = leaf;
  const presence = presenceIn(leaf);
  if ("among" in held) {
    if (presence !== null) return presence;
    const use = compared && leaf.subject.kind === "path" ? useOf(compared.comparison, leaf.subject) : null;
    const texts = compared?.literals ?? null;
    if (use === null || texts === null) return null;
    return texts.some((text) => typeof text !== "string" || held.among(text, use)) ? null : false;
  }
  const isOther = held.is === OTHER;
  if (presence === null && (!compared?.literals || (isOther && compared.comparison.listsValues !== true))) return null;
  return holds({ leaf, negated: false }, isOther ? OTHER_TEXT : held.is);
}

const worldOf = (fields: Readonly<Record<string, Held>>): FieldWorld => new Map(Object.entries(fields));
const is = (value: unknown): Held => ({ is: value });

/**
 * What only sessions of a role have: the credentials of a user or of root come from that identity. Source: CloudTrail User Guide, "CloudTrail userIdentity
 * element", type and sessionIssuer; document/records/actor.ts.
 */
const OF_ROLES: readonly string[] = ["actor.roleArn", "actor.permissionSet", "actor.sessionName"];

/** `readOnly` of a call that writes: older records have none. */
const WRITES: readonly Held[] = [is(false), is(null)];
const READS: readonly Held[] = [is(true), is(null)];

/** Fields that follow from each other, and all that they may hold together. `texts`: what the rule compares them with. */
export const RELATED: readonly { fields: readonly string[]; worlds: (texts: readonly string[]) => FieldWorld[] }[] = [
  {
    // Source: document/records/actor.ts.
    fields: ["actor.type", "actor.isRoot", "event.userIdentity.type", ...OF_ROLES],
    worlds: (texts) =>
      [...new Set<string | typeof OTHER>([...(STRING_FORMATS["caller-type"].known ?? []), ...texts, OTHER])].map((type) =>
        worldOf({
          "actor.type": is(type),
          "actor.isRoot": is(type === "Root"),
          "event.userIdentity.type": is(type === "none" ? null : type),
          ...(type === "IAMUser" || type === "Root" ? Object.fromEntries(OF_ROLES.map((field) => [field, is(null)])) : {}),
          ...(type === "AssumedRole" ? { "actor.roleArn": { among: () => true } } : {}),
        }),
      ),
  },
  {
    // Source: document/records/change.ts: what has a change is a call that restricts less, which no read is.
    fields: ["change.kind", "event.readOnly"],
    worlds: (texts) => [
      worldOf({ "change.kind": is("none") }),
      ...[...new Set<string | typeof OTHER>([...texts, OTHER])]
        .filter((kind) => kind !== "none")
        .flatMap((kind) => WRITES.map((readOnly) => worldOf({ "change.kind": is(kind), "event.readOnly": readOnly }))),
    ],
  },
  {
    // Source: document/records/outcome.ts.
    fields: ["outcome", "event.errorCode"],
    worlds: (texts) => [
      ...["success", "denied", "error"].map((outcome) => worldOf({ outcome: is(outcome), "event.errorCode": is(null) })),
      ...texts.map((code) => worldOf({ outcome: is(isDenied(code) ? "denied" : "error"), "event.errorCode": is(code) })),
      ...["denied", "error"].map((outcome) => worldOf({ outcome: is(outcome), "event.errorCode": is(OTHER) })),
    ],
  },
];

/** What follows from the event. */
export const OF_CALLS: readonly string[] = ["target.kind", "target.arn", "change.kind", "event.readOnly"];

/** What events may have as their target and their change, by the table of calls, and whether they only read. */
export function worldsOfCalls(events: readonly RecordedEvent[]): FieldWorld[] {
  return events.flatMap((event) => {
    const { source, name } = event;
    const readOnly = readOnlyOf(event);
    const row = callRow(source, name);
    const changes = row?.restriction ? [row.restriction.kind, ...(row.restriction.onlyIfAny ? ["none"] : [])] : ["none"];
    return targetsOf(source, row).flatMap((kind) =>
      changes.flatMap((change) => {
        const fields = { "target.kind": is(kind), "target.arn": arnOf(kind), "change.kind": is(change) };
        return readOnly === null ? [worldOf(fields)] : readOnly.map((held) => worldOf({ ...fields, "event.readOnly": held }));
      }),
    );
  });
}

/**
 * What `readOnly` of an event may be; null where it may be either. Source: CloudTrail User Guide, "CloudTrail record contents", readOnly: whether the operation
 * is read-only, such as DescribeTrails. Of services without a row only verbs count that write in each of them.
 */
function readOnlyOf({ source, name }: RecordedEvent): readonly Held[] | null {
  const hasRows = servicesWithRows().includes(serviceOf(source));
  if (RECORDED_EITHER_WAY.includes(serviceOf(source))) return null;
  if ((hasRows && callRow(source, name) !== null && isWriteCall(source, name)) || ALWAYS_WRITES.test(name)) return WRITES;
  return hasRows && ALWAYS_READS.test(name) && callRow(source, name) === null ? READS : null;
}

/** Services whose records call some of their calls reads and some writes by rules of their own. */
const RECORDED_EITHER_WAY: readonly string[] = ["sts", "signin"];

const ALWAYS_WRITES =
  /^(?:Add|Attach|Delete|Detach|Disable|Modify|Put|Remove|Tag|Untag|Update|Create(?!.*(?:Connection|Credentials|Presigned|Query|Search|Session|Token|U(?:rl|RL))))(?![a-z])/;
const ALWAYS_READS = /^(?:Describe|Get|List)(?![a-z])/;

/** Source: document/records/target.ts. A call of IAM without a row, as reads are, is on what its parameters name. */
function targetsOf(source: string, row: CallRow | null): string[] {
  if (row?.target) return [row.target.kind, ...(row.impliedCaller ? ["account"] : []), ...(row.target.kind === "accessKey" ? ["user"] : []), "none"];
  return serviceOf(source) === "iam" ? ["user", "group", "role", "policy", "none"] : ["none"];
}

const ARNS: Readonly<Partial<Record<string, StringFormatName>>> = {
  account: "root-arn",
  user: "user-arn",
  group: "group-arn",
  role: "role-arn",
  policy: "policy-arn",
  trail: "trail-arn",
  mfaDevice: "mfa-device-id",
};

function arnOf(kind: string): Held {
  const format = ARNS[kind];
  return format === undefined ? is(null) : { among: (text, use) => textFault({ format }, use, text, false)?.kind !== "never" };
}

/** The ARN of a policy, and whether AWS manages it, of one policy: the paths of both begin with `owner`. */
export const worldsOfPolicy = (owner: string): FieldWorld[] =>
  [true, false].map((managed) =>
    worldOf({ [`${owner}.awsManaged`]: is(managed), [`${owner}.arn`]: { among: (text, use) => use !== "value" || isAwsManaged(text) === managed } }),
  );
