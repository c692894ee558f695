import type { UnreviewedChange } from "../../../schemas/index.ts";
import { isOfAws, isOfReviewedService } from "../reviewed-services.ts";
import { RUNNING_DATA } from "../reviewed-types.ts";
import { unreadType } from "../unread-types.ts";
import type { PlanResource } from "./plan-file.ts";
import { isAwsProvider, otherPublisher } from "./publishers.ts";
import { READERS } from "./readers.ts";
import type { References } from "./reference-types.ts";
import { unpredicted, unreviewed } from "./unpredicted.ts";

/** Actions that change nothing outside Terraform. */
export const IDLE: ReadonlySet<string> = new Set(["no-op", "read", "forget"]);

/** What a change may affect beside what its reader says of it, where it has one. */
export function doubtsOf(change: PlanResource, references: References): UnreviewedChange[] {
  const { address, type, mode, actions } = change;
  if (mode === "data") return actions.includes("read") && !isPlainRead(change) ? [{ address, type: `data.${type}`, concerns: { kind: "program" } }] : [];
  if (actions.every((action) => IDLE.has(action))) return [];
  const by = publisherOf(change);
  if (by !== null) return [{ address, type: `${type} of ${by}`, concerns: { kind: "unknown" } }];
  if (runsPrograms(change, references)) return [{ address, type, concerns: { kind: "program" } }];
  if (Object.hasOwn(READERS, type) || unpredicted(change) !== null) return [];
  const found = unreviewed(change, references);
  return found ? [found] : [];
}

/** The provider of a change, where its publisher is none of those whose types were reviewed. */
const publisherOf = ({ type, provider }: PlanResource): string | null =>
  otherPublisher(provider) ?? (isOfAws(type) && !isAwsProvider(provider) ? (provider.split("/").at(-1) ?? null) : null);

/** Whether a data source that is read at the apply does no more than read: those of AWS and of reviewed providers do. */
function isPlainRead(change: PlanResource): boolean {
  const { type } = change;
  if (RUNNING_DATA.has(type) || publisherOf(change) !== null) return false;
  if (isOfAws(type)) return true;
  return (type === "http" || isOfReviewedService(type)) && unreadType({ tool: "terraform", type, isNew: false, has: () => true }) === null;
}

/** Whether a change runs programs while it is applied: provisioners run where a resource is made or destroyed. Source: Terraform documentation, "Provisioners". */
const runsPrograms = ({ actions }: PlanResource, references: References): boolean =>
  references.runsPrograms && actions.some((action) => action === "create" || action === "delete");
