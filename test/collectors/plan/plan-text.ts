/** A change as `terraform show -json` writes it. */
export interface TerraformChange {
  address: string;
  actions?: string[];
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  unknown?: Record<string, unknown>;
  /** Expressions of its configuration. */
  refers?: Record<string, { references: string[] } | { constant_value: unknown }>;
  module?: string;
  index?: string | number;
  mode?: string;
}

/** A plan of these changes; `more` are other members of the plan. */
export function planText(changes: readonly TerraformChange[], more: Record<string, unknown> = {}): string {
  const named = changes.map((change) => {
    const bare = change.address.replace(/^.*?((?:data\.)?[a-z0-9_]+\.[a-z0-9_]+)(\[.*\])?$/, "$1").replace(/^data\./, "");
    const [type = "", name = ""] = bare.split(".");
    return { ...change, type, name };
  });
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: named.map(({ address, type, name, actions, before, after, unknown, module, index, mode }) => ({
      address,
      ...(module === undefined ? {} : { module_address: module }),
      mode: mode ?? "managed",
      type,
      name,
      ...(index === undefined ? {} : { index }),
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: actions ?? ["create"], before: before ?? null, after: after ?? null, after_unknown: unknown ?? {} },
    })),
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } } },
      root_module: {
        resources: named
          .filter(({ module }) => module === undefined)
          .map(({ type, name, refers, mode }) => ({ type, name, mode: mode ?? "managed", provider_config_key: "aws", expressions: refers ?? {} })),
      },
    },
    complete: true,
    errored: false,
    ...more,
  });
}
