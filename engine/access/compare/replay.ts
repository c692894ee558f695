import { parseArn, policyContent } from "../../../document/index.ts";
import type { AccessAnswer, document, ReeveDocument } from "../../../schemas/index.ts";
import { authorize } from "../authorize/index.ts";
import type { AccessSources, GivenPolicy } from "../authorize/question.ts";
import type { CellGroup } from "../cells/cells.ts";
import { HOLDER_ACCOUNT, holderWith } from "../cells/holders.ts";
import type { ContextValue } from "../search.ts";

/** One request of a holder of policies. */
export type HeldRequest = Pick<CellGroup, "kind" | "actions" | "resource"> & { context: ReadonlyMap<string, ContextValue> };

type Tables = Pick<AccessSources, "actions">;

/** What `authorize` says of a request in an account that holds nothing but its holder with these policies, and what it calls. Null where it refuses the request. */
export function replayed(request: HeldRequest, policies: readonly GivenPolicy[], { actions }: Tables): AccessAnswer | null {
  const { row, isNamed } = request.actions;
  const { document: made, principal } = accountWith(request, policies);
  const found = authorize(
    {
      principal,
      action: `${row.service}:${row.name}`,
      resource: request.resource,
      context: Object.fromEntries([...request.context].map(([key, value]) => [key, key === "aws:resourceaccount" ? (value?.[0] ?? null) : value])),
      scope: "identity",
      controlPolicies: { scps: [], rcps: [] },
    },
    {
      document: made,
      actions: isNamed ? actions : { ...actions, find: () => row },
      managedPolicy: () => null,
    },
  );
  return found.ok ? found.answer : null;
}

const NO_TIME = "2000-01-01T00:00:00.000Z";
const MARK = { $unknown: "given" };

/** The smallest account in which a holder of policies can make a request. */
function accountWith({ kind, resource, context, actions }: HeldRequest, policies: readonly GivenPolicy[]): { document: ReeveDocument; principal: string } {
  const inArn = parseArn(resource)?.accountId ?? "";
  const ofResource = actions.row.service === "iam" && /^\d{12}$/.test(inArn) ? inArn : HOLDER_ACCOUNT;
  const holder = holderWith(kind, context, ofResource);
  const accountId = parseArn(holder.arn)?.accountId ?? ofResource;
  const text = (key: string): string | null => context.get(key)?.[0] ?? null;
  const tags = (prefix: string): document.Tag[] =>
    [...context].flatMap(([key, value]) => (key.startsWith(prefix) && value ? [{ key: key.slice(prefix.length), value: value[0] ?? "" }] : []));
  const inlinePolicies = policies.map(({ name, document: policy }) => ({ name, ...policyContent(policy, "json", MARK) }));
  const nothing = { path: "/", createdAt: NO_TIME, attachedPolicyArns: [], inlinePolicies: [], groupArns: [], tags: [], permissionsBoundaryArn: null };
  const trust = { Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "sts:AssumeRole" }] };
  const one = (of: object) => ({ ...nothing, serviceLinked: false, trustPolicy: policyContent(trust, "json", MARK), ...of });
  const self = one({
    arn: holder.arn,
    id: holder.id,
    name: holder.arn.slice(holder.arn.lastIndexOf("/") + 1),
    inlinePolicies,
    tags: tags("aws:principaltag/"),
  });
  const isSelf = resource === holder.arn;
  const target = one({
    arn: resource,
    id: "AIDAZQ7TARGETZQ7AAAA",
    name: resource.slice(resource.lastIndexOf("/") + 1),
    tags: [...new Map([...tags("iam:resourcetag/"), ...tags("aws:resourcetag/")].map((tag) => [tag.key, tag])).values()],
    permissionsBoundaryArn: text("iam:permissionsboundary"),
  });
  const called = (type: string): object[] => (!isSelf && resource.includes(`:${type}/`) && resource.includes(":iam:") ? [target] : []);
  return {
    principal: holder.sessionArn ?? holder.arn,
    document: {
      account: {
        id: accountId,
        arn: `arn:aws:iam::${accountId}:root`,
        partition: "aws",
        organizationId: text("aws:principalorgid") ?? text("aws:principalorgpaths")?.split("/")[0] ?? text("aws:resourceorgid"),
        managementAccountId: null,
        ouPath: text("aws:principalorgpaths"),
        regions: [],
      },
      users: [...(kind === "user" ? [self] : []), ...called("user")],
      roles: [...(kind === "role" ? [self] : []), ...called("role")],
      groups: [],
      policies: [],
      gaps: {},
    } as unknown as ReeveDocument,
  };
}
