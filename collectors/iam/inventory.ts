import { compareText, listIn, plainGap } from "../../document/index.ts";
import { type document, type Named, type ReeveDocument, type Unknown, withArticle } from "../../schemas/index.ts";
import type { CollectContext } from "../context.ts";
import { normalizeGroup } from "../normalize/group.ts";
import { isInUse, normalizePolicy } from "../normalize/managed-policy.ts";
import { attachedPolicyArns, boundaryArn, type NamedResource, named } from "../normalize/principal.ts";
import { normalizeRole } from "../normalize/role.ts";
import { normalizeUser } from "../normalize/user.ts";
import type { Bulk } from "./bulk.ts";
import type { ReadReport } from "./credential-report.ts";
import { firstMark, readCredentials } from "./credentials.ts";
import { userReads } from "./user-reads.ts";

type Lists = Pick<ReeveDocument, "users" | "groups" | "roles" | "policies" | "accessKeys"> & {
  devices: { items: document.MfaDevice[]; mark: Unknown | null };
};

interface Entry {
  raw: unknown;
  name: NamedResource;
}

/** Users, groups, roles, policies and the users' credentials; lists are open or unknown where the bulk call or the report failed. */
export async function readInventory(context: CollectContext, bulk: Bulk, report: ReadReport): Promise<Lists> {
  const unreadable = (scope: string): Unknown =>
    context.gaps.mark(
      plainGap("iam:GetAccountAuthorizationDetails", "Unparseable", scope, "The answer holds no text that can be read as a policy, name or count."),
    );
  const reads = await userReads(context);
  const users = await withUnlisted(entries(bulk.users, "User"));
  const groups = entries(bulk.groups, "Group");
  const roles = entries(bulk.roles, "Role");

  const holders = [...holdersOf("user", users), ...holdersOf("group", groups), ...holdersOf("role", roles)];
  const holdersMark = firstMark([users.mark, groups.mark, roles.mark]);
  const referenced = new Set(holders.flatMap((holder) => holder.uses));
  const policies = entries(
    bulk.policies.filter((raw) => isInUse(raw, referenced)),
    "Policy",
  );

  const credentials = bulk.begun
    ? await readCredentials(
        context,
        reads,
        report,
        users.items.map(({ name }) => name),
      )
    : new Map<string, never>();
  const groupArnByName = new Map(groups.items.map(({ name }) => [name.name, name.arn]));
  const members = membersByGroup(users.items);

  const userList = users.items.flatMap(({ raw, name }) => {
    const facts = credentials.get(name.arn);
    if (!facts) return [];
    const { mfaDeviceIds, accessKeyIds } = facts;
    const user = normalizeUser(raw, { groupArns: groupArns(raw, name), mfaDeviceIds, accessKeyIds, credentials: facts.facts }, unreadable);
    return user ? [user] : [];
  });
  const groupList = groups.items.flatMap(({ raw, name }) => {
    const group = normalizeGroup(raw, opened(members.get(name.name) ?? [], users.mark), unreadable);
    return group ? [group] : [];
  });
  const roleList = roles.items.flatMap(({ raw }) => normalizeRole(raw, unreadable) ?? []);
  const attachments = attachmentsByPolicy(holders);
  const policyList = policies.items.flatMap(({ raw, name }) => normalizePolicy(raw, opened(attachments.get(name.arn) ?? [], holdersMark), unreadable) ?? []);

  const known = [...credentials.values()];
  const reportMark = "mark" in report ? report.mark : null;
  const keysMark = firstMark([users.mark, reportMark, ...known.map((entry) => entry.keysMark)]);
  const devicesMark = firstMark([users.mark, reportMark, ...known.map((entry) => entry.devicesMark)]);
  const keys = byText(
    known.flatMap((entry) => entry.keys),
    (key) => key.id,
  );
  return {
    users: listWith(userList, users.mark),
    groups: listWith(groupList, groups.mark),
    roles: listWith(roleList, roles.mark),
    policies: listWith(policyList, policies.mark),
    accessKeys: reportMark ?? listWith(keys, keysMark),
    devices: { items: known.flatMap((entry) => entry.devices), mark: devicesMark },
  };

  /** The users; an open list where the bulk call left out some that the credential report holds, which its gap names. Of one that was deleted since the report, IAM knows nothing. */
  async function withUnlisted(list: { items: Entry[]; mark: Unknown | null }): Promise<{ items: Entry[]; mark: Unknown | null }> {
    if ("mark" in report || list.mark || !bulk.begun) return list;
    const listed = new Set(list.items.map(({ name }) => name.arn));
    const unlisted = [...report.report.users.values()].filter(({ arn }) => !listed.has(arn));
    const answers = await Promise.all(unlisted.map(async ({ user: name, arn }) => ({ arn, exists: await reads.exists({ name, arn }) })));
    const left = answers.filter(({ exists }) => exists === true).map(({ arn }) => arn);
    if (left.length > 0) {
      const lacks = "The credential report names more users than the answer.";
      return { ...list, mark: context.gaps.mark(plainGap("iam:GetAccountAuthorizationDetails", "Inconsistent", left.join(", "), lacks)) };
    }
    const unread = answers.flatMap(({ exists }) => (typeof exists === "boolean" ? [] : [exists]));
    return { ...list, mark: unread[0] ?? list.mark };
  }

  /** Resources that can be named, each once, sorted by ARN; one that cannot makes the list open. */
  function entries(raws: unknown[], kind: "User" | "Group" | "Role" | "Policy"): { items: Entry[]; mark: Unknown | null } {
    const items = new Map<string, Entry>();
    let { mark } = bulk;
    for (const raw of raws) {
      const name = named(raw, kind);
      if (name) items.set(name.arn, { raw, name });
      else mark ??= unreadable(`${withArticle(kind.toLowerCase())} without ARN, id, name or creation time`);
    }
    return { items: byText([...items.values()], (entry) => entry.name.arn), mark };
  }

  function listWith<T>(items: T[], mark: Unknown | null): (T | Unknown)[] | Unknown {
    return mark && !bulk.begun ? mark : opened(items, mark);
  }

  /** A user's groups by ARN. A group that is in no page read makes the list open. */
  function groupArns(raw: unknown, user: NamedResource): document.User["groupArns"] {
    const arns: string[] = [];
    let missing: Unknown | null = null;
    for (const group of listIn(raw, "GroupList")) {
      const arn = typeof group === "string" ? groupArnByName.get(group) : undefined;
      if (arn !== undefined) arns.push(arn);
      else {
        missing ??=
          groups.mark ??
          context.gaps.mark(plainGap("iam:GetAccountAuthorizationDetails", "Inconsistent", user.arn, "The user is in a group that was not listed."));
      }
    }
    return opened(arns.sort(compareText), missing);
  }
}

interface Holder {
  attachment: Named<document.Attachment>;
  attached: string[];
  /** Policies attached and the boundary. */
  uses: string[];
}

function holdersOf(kind: document.Attachment["kind"], list: { items: Entry[] }): Holder[] {
  return list.items.map(({ raw, name }) => {
    const attached = attachedPolicyArns(raw);
    const boundary = boundaryArn(raw);
    return { attachment: { kind, arn: name.arn, name: name.name }, attached, uses: boundary === null ? attached : [...attached, boundary] };
  });
}

function attachmentsByPolicy(holders: Holder[]): Map<string, Named<document.Attachment>[]> {
  const found = new Map<string, Named<document.Attachment>[]>();
  for (const { attachment, attached } of holders) {
    for (const arn of attached) {
      const list = found.get(arn) ?? [];
      found.set(arn, list);
      list.push(attachment);
    }
  }
  for (const list of found.values()) list.sort((a, b) => compareText(a.arn, b.arn));
  return found;
}

function membersByGroup(users: Entry[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { raw, name } of users) {
    for (const group of listIn(raw, "GroupList")) {
      if (typeof group !== "string") continue;
      const list = members.get(group) ?? [];
      members.set(group, list);
      list.push(name.arn);
    }
  }
  return members;
}

const opened = <T>(items: T[], mark: Unknown | null): (T | Unknown)[] => (mark ? [...items, mark] : items);

/** Sorted by a text of each item; items of the same text are one. */
export function byText<T>(items: T[], text: (item: T) => string): T[] {
  const once = new Map(items.map((item) => [text(item), item]));
  return [...once].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}
