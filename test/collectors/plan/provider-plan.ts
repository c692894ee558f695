/** A plan that makes roles through provider configurations, in the shape of `terraform show -json`. */
export interface ProviderPlan {
  /** Expressions by key in provider_config. */
  providers: Record<string, Record<string, unknown>>;
  /** Name of a role → the key of its provider; in a module, `module.x` before a slash: `module.x/name`. */
  roles: Record<string, string>;
  /** Values of the root module's variables. */
  variables?: Record<string, unknown>;
  /** Parts of the root module besides its resources: variables, module_calls. */
  root?: Record<string, unknown>;
  /** Further members of the plan. */
  more?: Record<string, unknown>;
  /** Further entries of resource_changes. */
  changes?: unknown[];
}

export const constant = (value: unknown): unknown => ({ constant_value: value });
export const refers = (...references: string[]): unknown => ({ references });
export const assumes = (role: unknown, ...further: unknown[]): Record<string, unknown> => ({
  assume_role: [role, ...further].map((role_arn) => ({ role_arn })),
});
export const deployIn = (account: string): unknown => constant(`arn:aws:iam::${account}:role/deploy`);

const TRUST = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] });

export function providerPlan({ providers, roles, variables = {}, root = {}, more = {}, changes = [] }: ProviderPlan): string {
  const places = Object.entries(roles).map(([place, key]) => {
    const [module, name] = place.includes("/") ? place.split("/") : ["", place];
    return { module, name, key };
  });
  const resourceOf = ({ name, key }: (typeof places)[number]) => ({ mode: "managed", type: "aws_iam_role", name, provider_config_key: key, expressions: {} });
  const modules = [...new Set(places.map(({ module }) => module))].filter((module) => module !== "");
  const calls = (root.module_calls ?? {}) as Record<string, Record<string, unknown>>;
  const module_calls = Object.fromEntries([
    ...Object.entries(calls),
    ...modules.map((module = "") => {
      const name = module.replace(/^module\./, "");
      const own = (calls[name]?.module ?? {}) as Record<string, unknown>;
      return [name, { ...calls[name], module: { ...own, resources: places.filter((place) => place.module === module).map(resourceOf) } }];
    }),
  ]);
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    resource_changes: [
      ...places.map(({ module, name }) => ({
        address: `${module}${module === "" ? "" : "."}aws_iam_role.${name}`,
        ...(module === "" ? {} : { module_address: module }),
        mode: "managed",
        type: "aws_iam_role",
        name,
        provider_name: "registry.terraform.io/hashicorp/aws",
        change: { actions: ["create"], before: null, after: { name, path: "/", assume_role_policy: TRUST, tags_all: {} }, after_unknown: { arn: true } },
      })),
      ...changes,
    ],
    configuration: {
      provider_config: Object.fromEntries(
        Object.entries(providers).map(([key, expressions]) => [key, { name: "aws", full_name: "registry.terraform.io/hashicorp/aws", expressions }]),
      ),
      root_module: { ...root, module_calls, resources: places.filter(({ module }) => module === "").map(resourceOf) },
    },
    complete: true,
    errored: false,
    ...more,
  });
}
