/**
 * Who publishes the providers whose types were reviewed, by the namespace of a provider's address. Another publisher's provider may call its types as it
 * likes, and do anything. Source: Terraform documentation, "Provider Requirements", source addresses; the providers' pages in the registry.
 */
const PUBLISHERS: ReadonlySet<string> = new Set([
  "builtin",
  "hashicorp",
  "opentofu",
  "cloudflare",
  "confluentinc",
  "cyrilgdn",
  "datadog",
  "digitalocean",
  "elastic",
  "fastly",
  "gitlabhq",
  "grafana",
  "hetznercloud",
  "honeycombio",
  "integrations",
  "jianyuan",
  "kreuzwerker",
  "launchdarkly",
  "linode",
  "mongodb",
  "netlify",
  "newrelic",
  "ns1-terraform",
  "opsgenie",
  "ovh",
  "pagerduty",
  "petoju",
  "snowflake-labs",
  "snowflakedb",
  "splunk",
  "statuscakedev",
  "uptimerobot",
  "vancluever",
  "vercel",
]);

/** Namespace and name of a provider that none of the known publishers publishes; null of one that they do, and where the plan does not name it. */
export function otherPublisher(provider: string): string | null {
  const [namespace, name] = provider.split("/").slice(-2);
  if (namespace === undefined || name === undefined || PUBLISHERS.has(namespace.toLowerCase())) return null;
  return `${namespace}/${name}`;
}

/** Whether a provider is one of AWS by HashiCorp, or the plan does not name it: types of AWS are read as those of that one. */
export const isAwsProvider = (provider: string): boolean => provider === "" || /(?:^|\/)hashicorp\/[^/]+$/.test(provider);
