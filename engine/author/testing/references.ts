import { type ResourceKind, TABLE } from "../../../schemas/index.ts";
import { NOT_GIVEN } from "./fill.ts";
import { arnOf, type GivenDocument, type GivenPlace } from "./identify.ts";
import { isRecord } from "./problem.ts";

/** The lists of a case, by name; a list left out or unknown is not among them. */
export type GivenLists = Record<string, GivenDocument[] | undefined>;

const OPEN = { $unknown: NOT_GIVEN };
const isMark = (value: unknown): boolean => isRecord(value) && Object.hasOwn(value, "$unknown");

/** Rewrites references given by property and name (`user: alice`, `members: [alice]`) to the ids that the document holds. */
export function resolveNames(kind: ResourceKind, resource: GivenDocument, lists: GivenLists, place: GivenPlace): GivenDocument {
  const result: GivenDocument = { ...resource };
  for (const [property, field] of Object.entries(TABLE.kinds[kind].fields)) {
    const given = result[property];
    const via = field.via;
    if (!via || given === undefined) continue;
    const id = (name: unknown): unknown => {
      if (via.by !== "arn" || typeof name !== "string" || name.startsWith("arn:")) return name;
      const found = lists[TABLE.kinds[via.kind].list ?? ""]?.find((candidate) => isRecord(candidate) && candidate.name === name);
      return found?.arn ?? arnOf(via.kind, { name }, place) ?? name;
    };
    delete result[property];
    result[via.field] = Array.isArray(given) ? given.map(id) : id(given);
  }
  return result;
}

/** What the resources of `from` that were given say of `key`; open where the list, or one resource's own side, says not all. */
function reverse(
  from: GivenDocument[] | undefined,
  field: string,
  names: (element: unknown) => boolean,
  value: (resource: GivenDocument) => unknown,
): unknown[] | undefined {
  if (!from) return undefined;
  const result: unknown[] = [];
  let open: unknown;
  for (const resource of from) {
    if (!isRecord(resource)) continue;
    const side = resource[field];
    if (isMark(resource)) open ??= resource;
    else if (Array.isArray(side)) {
      if (side.some(names)) result.push(value(resource));
      open ??= side.find(isMark);
    } else if (isMark(side) || side === undefined) open ??= side ?? OPEN;
    else if (names(side)) result.push(value(resource));
  }
  return open === undefined ? result : [...result, open];
}

const arnIs = (arn: unknown) => (element: unknown) => element === arn;
const attachmentIs = (arn: unknown) => (element: unknown) => isRecord(element) && element.arn === arn;

function attachedTo(policy: GivenDocument, lists: GivenLists): unknown[] | undefined {
  const sides = (["user", "group", "role"] as const).map((kind) =>
    reverse(lists[`${kind}s`], "attachedPolicyArns", arnIs(policy.arn), ({ arn, name }) => ({ kind, arn, name })),
  );
  if (sides.some((side) => side === undefined)) return undefined;
  const known = sides.flatMap((side) => (side ?? []).filter((element) => !isMark(element)));
  const open = sides.flatMap((side) => side ?? []).find(isMark);
  return open === undefined ? known : [...known, open];
}

/** The elements of a list that are resources: what else a case puts there is refused later. */
const resourcesOf = (list: readonly unknown[] | undefined): GivenDocument[] =>
  (list ?? []).filter((element): element is GivenDocument => isRecord(element) && !isMark(element));

/** What the analyzers of a case say of `account.externalAnalyzerRegions`: open where the list is, or where one does not tell its type or status. */
export function externalAnalyzerRegions(analyzers: unknown): unknown {
  if (!Array.isArray(analyzers)) return isMark(analyzers) ? analyzers : undefined;
  const known = resourcesOf(analyzers);
  const active = known.filter(({ type, status }) => (type === "ACCOUNT" || type === "ORGANIZATION") && status === "ACTIVE");
  const undetermined = known.some(({ region, type, status }) => region === undefined || type === undefined || status === undefined);
  const open = analyzers.find(isMark) ?? (undetermined ? OPEN : undefined);
  const regions = [...new Set(active.map(({ region }) => region).filter((region) => typeof region === "string"))].sort();
  return open === undefined ? regions : [...regions, open];
}

/** Fills in the side of each relation that the case leaves out from the side that it gives. */
export function linkReverseSides(lists: GivenLists): void {
  const [users, groups, roles, policies] = [resourcesOf(lists.users), resourcesOf(lists.groups), resourcesOf(lists.roles), resourcesOf(lists.policies)];
  const follow = (resource: GivenDocument, field: string, value: unknown): void => {
    if (resource[field] === undefined && value !== undefined) resource[field] = value;
  };
  const groupSides = users.map((user) => reverse(lists.groups, "memberArns", arnIs(user.arn), ({ arn }) => arn));
  const memberSides = groups.map((group) => reverse(lists.users, "groupArns", arnIs(group.arn), ({ arn }) => arn));
  const policySides = policies.map((policy) => attachedTo(policy, lists));
  for (const [index, user] of users.entries()) {
    follow(user, "groupArns", groupSides[index]);
    follow(
      user,
      "accessKeyIds",
      reverse(lists.accessKeys, "userArn", arnIs(user.arn), ({ id }) => id),
    );
    follow(
      user,
      "mfaDeviceIds",
      reverse(lists.mfaDevices, "userArn", arnIs(user.arn), ({ id }) => id),
    );
  }
  for (const [index, group] of groups.entries()) follow(group, "memberArns", memberSides[index]);
  for (const principal of [...users, ...groups, ...roles])
    follow(
      principal,
      "attachedPolicyArns",
      reverse(lists.policies, "attachedTo", attachmentIs(principal.arn), ({ arn }) => arn),
    );
  for (const [index, policy] of policies.entries()) {
    follow(policy, "attachedTo", policySides[index]);
    const attachments = policy.attachedTo;
    if (Array.isArray(attachments) && !attachments.some(isMark)) follow(policy, "attachmentCount", attachments.length);
  }
}
