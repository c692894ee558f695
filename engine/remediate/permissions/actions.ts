/** Sorted, each once, grouped by service: what all renderers print. */
export function byService(actions: Iterable<string>): [service: string, actions: string[]][] {
  const services = new Map<string, string[]>();
  for (const action of [...new Set(actions)].sort()) {
    const service = action.slice(0, action.indexOf(":"));
    services.set(service, [...(services.get(service) ?? []), action]);
  }
  return [...services];
}

/** Sid of a service's statement: letters and digits only, as IAM demands. */
export function sidOf(service: string): string {
  return `ReeveReads${service
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}`;
}

/** Name under which the policy is made. */
export const POLICY_NAME = "ReeveRead";
