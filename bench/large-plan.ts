interface Change {
  address: string;
  mode: "managed";
  type: string;
  name: string;
  provider_name: string;
  change: { actions: string[]; before: unknown; after: unknown; after_unknown: unknown };
}

const ACCOUNT = "111122223333";
const padded = (at: number): string => String(at).padStart(6, "0");
const arn = (kind: string, at: number): string => `arn:aws:iam::${ACCOUNT}:${kind}/${kind}-${padded(at)}`;

function change(type: string, name: string, parts: { before?: unknown; after?: unknown; unknown?: unknown }): Change {
  const { before = null, after = null, unknown = {} } = parts;
  const actions = before === null ? ["create"] : after === null ? ["delete"] : ["update"];
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, before, after, after_unknown: unknown },
  };
}

/** What a fifth of the planned resources each are: new users, new roles, attachments to users, policies taken off groups, and policies rewritten. */
const KINDS: ((at: number) => Change)[] = [
  (at) =>
    change("aws_iam_user", `new_${at}`, {
      after: { name: `new-${padded(at)}`, path: "/people/", permissions_boundary: null, tags: { team: "new" }, force_destroy: false },
      unknown: { arn: true, id: true, unique_id: true },
    }),
  (at) =>
    change("aws_iam_role", `new_${at}`, {
      after: {
        name: `new-role-${padded(at)}`,
        path: "/",
        permissions_boundary: null,
        tags: {},
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
      },
      unknown: { arn: true, id: true, unique_id: true, create_date: true },
    }),
  (at) =>
    change("aws_iam_user_policy_attachment", `direct_${at}`, { after: { user: `user-${padded(at)}`, policy_arn: arn("policy", at) }, unknown: { id: true } }),
  (at) =>
    change("aws_iam_group_policy_attachment", `off_${at}`, {
      before: { id: `group-${padded(at)}-1`, group: `group-${padded(at)}`, policy_arn: arn("policy", at) },
    }),
  (at) => {
    const before = { arn: arn("policy", at), id: arn("policy", at), name: `policy-${padded(at)}`, path: "/", policy: document("s3:GetObject") };
    return change("aws_iam_policy", `rewritten_${at}`, { before, after: { ...before, policy: document("s3:GetObjectVersion") } });
  },
];

const document = (action: string): string => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

/** A plan of so many resources for `largeDocument`, as `terraform show -json` prints it, as far as changes go. */
export function largePlan(count: number): { format_version: string; complete: boolean; errored: boolean; resource_changes: Change[]; configuration: unknown } {
  const resource_changes = Array.from({ length: count }, (_, at) => (KINDS[at % KINDS.length] as (at: number) => Change)(Math.floor(at / KINDS.length)));
  return { format_version: "1.2", complete: true, errored: false, resource_changes, configuration: { root_module: { resources: [] } } };
}
