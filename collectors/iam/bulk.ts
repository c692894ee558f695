import type { Unknown } from "../../schemas/index.ts";
import { iamPage, requiredList } from "../aws/calls.ts";
import type { CollectContext } from "../context.ts";

const API = "iam:GetAccountAuthorizationDetails";

/** Users, groups, roles and policies as the bulk call sends them. */
export interface Bulk {
  users: unknown[];
  groups: unknown[];
  roles: unknown[];
  policies: unknown[];
  /** Mark of the page that failed; null when all were read. Any page may hold resources of any kind. */
  mark: Unknown | null;
  /** Whether at least one page was read. */
  begun: boolean;
}

const LISTS = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] as const;

/** Reads all users, groups, roles and policies with their inline policies, attachments and all policy versions; never rejects. */
export async function readBulk(context: CollectContext): Promise<Bulk> {
  const bulk: Bulk = { users: [], groups: [], roles: [], policies: [], mark: null, begun: false };
  if (!context.wants(API)) return { ...bulk, mark: context.notCollected(API) };
  const iam = await context.clients.iam();
  const pages = await context.pages(
    { api: API, scope: "users, groups, roles and policies of the account" },
    (marker) => iam.getAccountAuthorizationDetails({ MaxItems: 1000, ...(marker === undefined ? {} : { Marker: marker }) }),
    // AWS sends all four in every page, an empty one where a page holds none of the kind: one that is missing was cut off.
    (page) => ({ items: [LISTS.map((list) => requiredList(page, list))], next: iamPage(page, "UserDetailList").next }),
  );
  for (const [users = [], groups = [], roles = [], policies = []] of pages.items) {
    bulk.users.push(...users);
    bulk.groups.push(...groups);
    bulk.roles.push(...roles);
    bulk.policies.push(...policies);
  }
  return { ...bulk, mark: pages.mark, begun: pages.begun };
}
