import { MANAGED_POLICIES, type ManagedPolicy } from "./managed-policies.ts";

/** How far one of AWS's managed policies goes towards a set of actions. */
export interface PolicyCoverage {
  name: string;
  arn: string;
  version: string;
  /** Day of the version, from MANAGED_POLICIES_SOURCE: AWS may have changed it since. */
  updated: string;
  covered: string[];
  missing: string[];
}

/** The managed policies that allow at least one of the actions, the most useful first. `partition` as in ARNs. */
export function managedCoverage(actions: Iterable<string>, partition = "aws"): PolicyCoverage[] {
  const wanted = [...new Set(actions)].sort();
  return MANAGED_POLICIES.map((policy) => coverage(policy, wanted, partition))
    .filter((entry) => entry.covered.length > 0)
    .sort((left, right) => left.missing.length - right.missing.length);
}

function coverage({ name, path, version, updated, allows }: ManagedPolicy, wanted: readonly string[], partition: string): PolicyCoverage {
  const allowed = new Set(allows);
  const covered = wanted.filter((action) => allowed.has(action));
  const missing = wanted.filter((action) => !allowed.has(action));
  return { name, arn: `arn:${partition}:iam::aws:policy${path}${name}`, version, updated, covered, missing };
}
