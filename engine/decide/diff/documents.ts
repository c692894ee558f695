import { type AccountChange, type Incomparable, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { derive } from "../../evaluate/index.ts";
import { compareField, type FieldDifferences, type FieldOwner } from "./field.ts";
import { ACCOUNT, type FieldSpec, KINDS, type KindSpec, ROOT } from "./fields.ts";
import { pairKeys } from "./keys.ts";
import { comparePasswordPolicy } from "./password-policy.ts";
import { type Unknowns, unknowns } from "./unknowns.ts";

export interface AccountDiff {
  /** By kind, then by name. */
  changes: AccountChange[];
  /** What one side does not know: never taken for a change. */
  incomparable: Incomparable[];
}

/**
 * What changed in an account from one snapshot to another: resources made, deleted, made again under their old ARN and renamed, and what became of the fields
 * that mean something for security. Use, deliveries and counts are no changes. Pure; both documents are of one account.
 */
export function diffDocuments(documentBefore: ReeveDocument, documentAfter: ReeveDocument): AccountDiff {
  const [before, after] = [derive(documentBefore, READ), derive(documentAfter, READ)];
  const changes: AccountChange[] = [];
  const gathered = unknowns(before, after);
  const current = renames(before, after);
  compareOnly("account", before.account, after.account, ACCOUNT, { changes, gathered, current });
  compareOnly("root", before.root, after.root, ROOT, { changes, gathered, current });
  for (const spec of KINDS) {
    const found: AccountChange[] = [];
    compareKind(spec, before, after, { changes: found, gathered, current });
    changes.push(...(spec.kind === "accessKey" ? pairKeys(found) : found).sort(byName));
  }
  return { changes, incomparable: gathered.listed() };
}

/** What is compared, or weighed, of the fields that follow from others. */
const READ = ["policy", "user.inlinePolicies", "group.inlinePolicies", "role.inlinePolicies", "role.trustPolicy"].flatMap((content) =>
  ["admin", "denyDigests"].map((field) => `${content}.${field}`),
);

interface Ledger {
  changes: AccountChange[];
  gathered: Unknowns;
  current: FieldDifferences["current"];
}

const byName = ({ resource: left }: AccountChange, { resource: right }: AccountChange): number => {
  const [a, b] = [left.name ?? "", right.name ?? ""];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** ARNs of before, of what bears another ARN after. */
function renames(before: ReeveDocument, after: ReeveDocument): FieldDifferences["current"] {
  const renamed = new Map<string, string>();
  for (const { list, identity } of KINDS) {
    if (identity !== "id") continue;
    const arns = new Map(known(after[list]).map((each) => [each.id, each.arn]));
    for (const { id, arn } of known(before[list])) {
      const now = arns.get(id);
      if (typeof arn === "string" && typeof now === "string" && now !== arn) renamed.set(arn, now);
    }
  }
  return (arn) => renamed.get(arn) ?? arn;
}

/** The resources of a list that were read. */
const known = (list: unknown): FieldOwner[] => (Array.isArray(list) ? list.filter((each): each is FieldOwner => !isUnknown(each)) : []);

const isOpen = (list: unknown): boolean => isUnknown(list) || (Array.isArray(list) && isUnknown(list.at(-1)));

function compareOnly(kind: "account" | "root", before: unknown, after: unknown, fields: readonly FieldSpec[], ledger: Ledger): void {
  if (isUnknown(before) || isUnknown(after)) {
    ledger.gathered.add(kind, null, before, after);
    return;
  }
  const [was, is] = [before as FieldOwner, after as FieldOwner];
  const found = foundOf(kind, is, ledger);
  for (const spec of fields) compareField(spec, was, is, found);
  if (kind !== "account") return;
  comparePasswordPolicy(was.passwordPolicy, is.passwordPolicy, found);
  for (const contact of ["security", "billing", "operations"]) {
    const spec: FieldSpec = { how: "value", field: contact, code: () => "changed" };
    compareField(spec, was.alternateContacts as FieldOwner, is.alternateContacts as FieldOwner, found);
  }
}

function compareKind({ kind, list, identity, fields }: KindSpec, before: ReeveDocument, after: ReeveDocument, ledger: Ledger): void {
  const [listBefore, listAfter] = [before[list], after[list]];
  if (isOpen(listBefore) || isOpen(listAfter)) ledger.gathered.add(kind, null, listBefore, listAfter);
  const was = new Map(known(listBefore).map((each) => [each[identity], each]));
  const is = new Map(known(listAfter).map((each) => [each[identity], each]));
  const arnsBefore = new Map(known(listBefore).map((each) => [each.arn, each]));
  const replaced = new Set<unknown>();
  for (const [key, resource] of is) {
    const found = foundOf(kind, resource, ledger);
    const same = was.get(key);
    const sameArn = same ? undefined : arnsBefore.get(resource.arn ?? null);
    const earlier = same ?? (sameArn && !is.has(sameArn[identity]) ? sameArn : null);
    if (!earlier) {
      // What the other side did not read to the end may have been there; what AWS keeps comes and goes with its attachments.
      if (isOpen(listBefore) || resource.awsManaged === true) continue;
      found.change("made");
    } else if (!same) {
      replaced.add(earlier[identity]);
      found.change("re-created", { was: textOf(earlier[identity]), is: textOf(resource[identity]) });
    } else if (typeof same.arn === "string" && same.arn !== resource.arn) found.change("renamed", { was: same.arn, is: textOf(resource.arn) });
    for (const spec of fields) compareField(spec, earlier, resource, found);
  }
  if (isOpen(listAfter)) return;
  for (const [key, resource] of was) {
    if (is.has(key) || replaced.has(key) || resource.awsManaged === true) continue;
    foundOf(kind, resource, ledger).change("deleted");
  }
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function foundOf(kind: AccountChange["resource"]["kind"], owner: FieldOwner, { changes, gathered, current }: Ledger): FieldDifferences {
  const name = kind === "root" ? "root" : (textOf(kind === "accessKey" ? owner.userName : owner.name) ?? textOf(owner.id) ?? textOf(owner.arn));
  const resource = { kind, arn: textOf(owner.arn), id: textOf(owner.id), name };
  return {
    current,
    change: (code, details = {}) => changes.push({ code, resource, details }),
    unknown: (field, was, is) => gathered.add(kind, field, was, is),
  };
}
