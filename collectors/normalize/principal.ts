import { compareText, instantIn, listIn, member, policyContent, textOf } from "../../document/index.ts";
import { type document, isUnknown, type Named, type Unknown } from "../../schemas/index.ts";

/** What every IAM resource of the bulk call has; a resource without one of these cannot be named and makes its list open. */
export interface NamedResource {
  arn: string;
  id: string;
  name: string;
  path: string;
  createdAt: string;
}

/** Name, id and age of a user, group, role or policy; null when the answer lacks one of them. The name is also the ARN's last part. */
export function named(raw: unknown, kind: "User" | "Group" | "Role" | "Policy"): NamedResource | null {
  const arn = textOf(raw, "Arn");
  const id = textOf(raw, `${kind}Id`);
  const name = textOf(raw, `${kind}Name`) ?? arn?.split("/").at(-1) ?? null;
  const createdAt = instantIn(raw, "CreateDate");
  if (arn === null || id === null || name === null || createdAt === null) return null;
  return { arn, id, name, path: textOf(raw, "Path") ?? "/", createdAt };
}

/** Tags sorted by key; a tag value may be empty. */
export function tagsOf(raw: unknown): document.Tag[] {
  return listIn(raw, "Tags")
    .flatMap((tag) => {
      const key = textOf(tag, "Key");
      return key === null ? [] : [{ key, value: textOf(tag, "Value") ?? "" }];
    })
    .sort((a, b) => compareText(a.key, b.key));
}

/** ARNs of the attached managed policies, sorted. */
export const attachedPolicyArns = (raw: unknown): string[] => unique(listIn(raw, "AttachedManagedPolicies").map((policy) => textOf(policy, "PolicyArn")));

export const boundaryArn = (raw: unknown): string | null => textOf(member(raw, "PermissionsBoundary"), "PermissionsBoundaryArn");

/** Inline policies sorted by name; open where one has no name. `unreadable` is told the name of a policy and gives the mark of its gap. */
export function inlinePolicies(raw: unknown, listName: string, unreadable: (name: string | null) => Unknown): (Named<document.InlinePolicy> | Unknown)[] {
  const policies: Named<document.InlinePolicy>[] = [];
  let open: Unknown | null = null;
  const seen = new Set<string>();
  for (const entry of listIn(raw, listName)) {
    const name = textOf(entry, "PolicyName");
    if (name === null || seen.has(name)) open = unreadable(null);
    else policies.push({ name, ...readableContent(member(entry, "PolicyDocument"), () => unreadable(name)) });
    if (name !== null) seen.add(name);
  }
  policies.sort((a, b) => compareText(a.name, b.name));
  return open ? [...policies, open] : policies;
}

/** Content of a URL-encoded policy; the gap is made only where the text cannot be read. */
export function readableContent(text: unknown, unreadable: () => Unknown): document.PolicyContent {
  const content = policyContent(text, "url", { $unknown: "" });
  return isUnknown(content.statements) ? policyContent(undefined, "url", unreadable()) : content;
}

export const unique = (values: (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))].sort(compareText);
