import { sameContent } from "../../../document/index.ts";
import { type AccountChange, type document, isUnknown } from "../../../schemas/index.ts";
import { normal } from "./alike.ts";
import type { FieldSpec } from "./fields.ts";

/** A resource, or whatever bears fields. */
export type FieldOwner = Readonly<Record<string, unknown>>;

/** What a comparison finds: changes, and fields that one side does not know, with its mark. */
export interface FieldDifferences {
  change: (code: AccountChange["code"], details?: AccountChange["details"]) => void;
  unknown: (field: string, before: unknown, after: unknown) => void;
  /** An ARN of before as it is called after: resources may have been renamed. */
  current: (arn: string) => string;
}

const of = (owner: FieldOwner | null, field: string, nothing: unknown): unknown => (owner === null ? nothing : owner[field]);

/** Compares one field. A null side: the resource was made, and had nothing before. */
export function compareField(spec: FieldSpec, before: FieldOwner | null, after: FieldOwner, found: FieldDifferences): void {
  if (spec.how === "content") {
    compareContent(spec, before, after, found);
    return;
  }
  const { field } = spec;
  if (before === null && (spec.how === "inline" ? false : spec.fromNothing === undefined)) return;
  const nothing = spec.how === "value" ? spec.fromNothing : [];
  const [was, is] = [of(before, field, nothing), after[field]];
  if (isOpen(was) || isOpen(is)) {
    found.unknown(field, was, is);
    return;
  }
  if (spec.how === "inline") {
    compareInline(inlineOf(was), inlineOf(is), found);
    return;
  }
  if (spec.how === "set") {
    compareSets(spec, textsOf(was).map(found.current), textsOf(is), found);
    return;
  }
  const earlier = typeof was === "string" ? found.current(was) : was;
  if (normal(earlier) === normal(is)) return;
  const code = spec.code(was, is);
  if (code) found.change(code, { field, was: plain(was), is: plain(is) });
}

/** Unknown, or a list that may hold more. */
const isOpen = (value: unknown): boolean => isUnknown(value) || (Array.isArray(value) && isUnknown(value.at(-1)));

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : []);

/** Scalars and lists of scalars are told; of others, that they differ. */
const plain = (value: unknown): NonNullable<AccountChange["details"]["was"]> | null => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.every((one) => typeof one !== "object" || one === null) ? value : value.map((one) => JSON.stringify(one));
  return typeof value === "object" ? JSON.stringify(value) : (value as string | number | boolean);
};

function compareSets(
  { field, added, removed }: Extract<FieldSpec, { how: "set" }>,
  was: readonly string[],
  is: readonly string[],
  found: FieldDifferences,
): void {
  const [earlier, later] = [new Set(was), new Set(is)];
  for (const other of later) if (!earlier.has(other)) found.change(added, { field, other });
  for (const other of earlier) if (!later.has(other)) found.change(removed, { field, other });
}

const inlineOf = (value: unknown): Map<string, FieldOwner> =>
  new Map((Array.isArray(value) ? (value as FieldOwner[]) : []).map((policy) => [String(policy.name), policy]));

function compareInline(was: ReadonlyMap<string, FieldOwner>, is: ReadonlyMap<string, FieldOwner>, found: FieldDifferences): void {
  for (const [other, policy] of is) {
    const earlier = was.get(other);
    if (!earlier) found.change("inline-policy-made", { other, ...weight(null, policy) });
    else if (isChanged("inlinePolicies", earlier, policy, found)) found.change("inline-policy-changed", { other, ...weight(earlier, policy) });
  }
  for (const [other, policy] of was) if (!is.has(other)) found.change("inline-policy-deleted", { other, ...weight(policy, null) });
}

function compareContent({ field, code }: Extract<FieldSpec, { how: "content" }>, before: FieldOwner | null, after: FieldOwner, found: FieldDifferences): void {
  if (before === null) return;
  const [was, is] = [before, after].map((owner) => (field === null ? owner : (owner[field] as FieldOwner)));
  if (!was || !is) return;
  if (!isChanged(field ?? "statements", was, is, found)) return;
  found.change(code, { ...weight(was, is), ...(after.awsManaged === true ? { awsManaged: true } : {}) });
}

/** Whether a policy means something else than before. What is not known of a side is noted instead, with the mark on that side. */
function isChanged(field: string, was: FieldOwner, is: FieldOwner, found: FieldDifferences): boolean {
  const same = sameContent(was as unknown as document.PolicyContent, is as unknown as document.PolicyContent);
  if (!isUnknown(same)) return !same;
  const [before, after] = [was, is].map((content) => [content.statements, content.documentSha256, content.languageVersion].find(isOpen));
  found.unknown(field, before ?? (after === undefined ? same : null), after ?? null);
  return false;
}

/** What a new content weighs: administration, and Deny statements; nothing where a side does not know it. */
function weight(was: FieldOwner | null, is: FieldOwner | null): Pick<AccountChange["details"], "admin" | "denies"> {
  const [adminWas, adminIs] = [was?.admin ?? false, is?.admin ?? false];
  const [deniesWas, deniesIs] = [was?.denyDigests ?? [], is?.denyDigests ?? []];
  return {
    ...(adminWas === adminIs || isUnknown(adminWas) || isUnknown(adminIs) ? {} : { admin: adminIs === true ? ("gained" as const) : ("lost" as const) }),
    ...(isOpen(deniesWas) || isOpen(deniesIs) ? {} : denied(textsOf(deniesWas), textsOf(deniesIs))),
  };
}

function denied(was: readonly string[], is: readonly string[]): Pick<AccountChange["details"], "denies"> {
  if (normal(was) === normal(is)) return {};
  const [gone, come] = [was.some((digest) => !is.includes(digest)), is.some((digest) => !was.includes(digest))];
  return { denies: gone && come ? "changed" : come ? "gained" : "lost" };
}
