import { policyContent } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";

/**
 * Policies of AWS whose content never changed since they were made, so that a plan that attaches them can be judged. All others are unknown until they are in
 * use and collected. Source: AWS Managed Policy Reference Guide, AdministratorAccess (creation and edited time February 06, 2015).
 */
const KNOWN_POLICIES: Readonly<Record<string, { createdAt: string; document: unknown }>> = {
  "/AdministratorAccess": {
    createdAt: "2015-02-06T18:39:46.000Z",
    document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  },
};

/** What AWS's documentation tells of a managed policy of this path and name; null for most. */
export function awsManagedPolicy(path: string, name: string): { createdAt: string; content: document.PolicyContent } | null {
  const key = `${path}${name}`;
  const found = Object.hasOwn(KNOWN_POLICIES, key) ? KNOWN_POLICIES[key] : undefined;
  return found ? { createdAt: found.createdAt, content: policyContent(found.document, "json", { $unknown: "" }) } : null;
}
