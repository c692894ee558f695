import { member, plainGap, textOf } from "../../document/index.ts";
import type { document, Gap, Unknown } from "../../schemas/index.ts";
import { requiredList } from "../aws/calls.ts";
import { type CollectContext, listOf } from "../context.ts";
import { tagsOf } from "../normalize/principal.ts";

type Organization = Pick<document.Account, "organizationId" | "managementAccountId" | "ouPath" | "tags" | "organizationFeatures">;
type Feature = "RootCredentialsManagement" | "RootSessions";

/** The account is in no organization (Organizations API reference). */
const NO_ORGANIZATION = ["AWSOrganizationsNotInUse"];

/** Organizational units nest five levels deep (Organizations quotas); one more for the root. */
const MAX_UNIT_DEPTH = 6;

/** Where the account stands in its organization; never rejects. A member account usually may not ask for its place and tags. */
export async function readOrganization(context: CollectContext): Promise<Organization> {
  const [identity, organizationFeatures] = await Promise.all([describe(context), readFeatures(context)]);
  return { ...identity, tags: identity.organizationId === null ? [] : await readTags(context), organizationFeatures };
}

async function describe(context: CollectContext): Promise<Pick<Organization, "organizationId" | "managementAccountId" | "ouPath">> {
  const api = "organizations:DescribeOrganization";
  const same = (value: null | Unknown) => ({ organizationId: value, managementAccountId: value, ouPath: value });
  if (!context.wants(api)) return same(context.notCollected(api));
  const organizations = await context.clients.organizations();
  const answer = await context.call({ api, scope: "account", absent: NO_ORGANIZATION }, () => organizations.describeOrganization({}));
  if (answer.kind === "failed") return same(answer.mark);
  if (answer.kind === "absent") return same(null);
  const organization = member(answer.value, "Organization");
  const id = textOf(organization, "Id");
  if (id === null) return same(context.gaps.mark(plainGap(api, "Unparseable", "account", "The answer holds no organization.")));
  return {
    organizationId: id,
    managementAccountId:
      textOf(organization, "MasterAccountId") ?? context.gaps.mark(plainGap(api, "Unparseable", "account", "The answer holds no MasterAccountId.")),
    ouPath: await readPath(context, id),
  };
}

/** Climbs from the account to the organization's root. */
async function readPath(context: CollectContext, organizationId: string): Promise<string | Unknown> {
  const api = "organizations:ListParents";
  if (!context.wants(api)) return context.notCollected(api);
  const organizations = await context.clients.organizations();
  const path: string[] = [];
  let child = context.identity.accountId;
  for (let level = 0; level < MAX_UNIT_DEPTH; level++) {
    const childId = child;
    const answer = await context.call({ api, scope: "account", regard: memberCannotSee }, () => organizations.listParents({ ChildId: childId }));
    if (answer.kind === "failed") return answer.mark;
    const parents = answer.kind === "value" ? member(answer.value, "Parents") : undefined;
    const parent = Array.isArray(parents) ? parents[0] : undefined;
    const id = textOf(parent, "Id");
    if (id === null) break;
    path.unshift(id);
    if (textOf(parent, "Type") === "ROOT") return [organizationId, ...path].join("/");
    child = id;
  }
  return context.gaps.mark(plainGap(api, "Unparseable", "account", "The answers do not lead to the organization's root."));
}

async function readTags(context: CollectContext): Promise<Organization["tags"]> {
  const api = "organizations:ListTagsForResource";
  if (!context.wants(api)) return context.notCollected(api);
  const organizations = await context.clients.organizations();
  const pages = await context.pages(
    { api, scope: "account", absent: NO_ORGANIZATION, regard: memberCannotSee },
    (token) => organizations.listTagsForResource({ ResourceId: context.identity.accountId, ...(token === undefined ? {} : { NextToken: token }) }),
    (page) => ({ items: requiredList(page, "Tags"), next: textOf(page, "NextToken") ?? undefined }),
  );
  return listOf({ ...pages, items: tagsOf({ Tags: pages.items }) });
}

/** Features need an organization with all features and IAM's trusted access: without one of these none is enabled. */
async function readFeatures(context: CollectContext): Promise<Organization["organizationFeatures"]> {
  const api = "iam:ListOrganizationsFeatures";
  if (!context.wants(api)) return context.notCollected(api);
  const iam = await context.clients.iam();
  const absent = ["OrganizationNotFound", "OrganizationNotInAllFeaturesMode", "ServiceAccessNotEnabled"];
  const answer = await context.call({ api, scope: "account", absent }, () => iam.listOrganizationsFeatures({}));
  if (answer.kind === "failed") return answer.mark;
  if (answer.kind === "absent") return [];
  const features = member(answer.value, "EnabledFeatures");
  if (!Array.isArray(features)) return context.gaps.mark(plainGap(api, "Unparseable", "account", "The answer holds no EnabledFeatures."));
  const known: Feature[] = ["RootCredentialsManagement", "RootSessions"];
  return known.filter((feature) => features.includes(feature));
}

/** AWS denies these calls to all accounts but the management account and delegated administrators, whatever their policies grant. */
const memberCannotSee = (gap: Gap): Gap => (gap.reason === "AccessDenied" && gap.deniedBy === null ? { ...gap, reason: "NotVisible" } : gap);
