import { compareText, plainGap } from "../../document/index.ts";
import type { document, Named, ReeveDocument, Unknown } from "../../schemas/index.ts";
import { requiredList } from "../aws/calls.ts";
import { type CollectContext, listOf } from "../context.ts";
import { type DescribedTrail, describedTrail, recordedBy, trailStatus, unknownStatus } from "../normalize/cloudtrail/index.ts";

type Trail = Named<document.Trail>;
type Selected = Pick<Trail, "managementEvents" | "allManagementEvents" | "dataEvents">;

const DESCRIBE = "cloudtrail:DescribeTrails";
const STATUS = "cloudtrail:GetTrailStatus";
const SELECTORS = "cloudtrail:GetEventSelectors";

/**
 * The trails that record this account, each once: a trail of all regions answers in each of them, and its shadow has the same ARN.
 * Status and selectors are asked of the home region, by full ARN. Open where a region could not be read. Never rejects.
 * Source: CloudTrail API Reference, DescribeTrails, GetTrailStatus, GetEventSelectors.
 */
export async function readTrails(context: CollectContext): Promise<ReeveDocument["trails"]> {
  if (!context.wants(DESCRIBE)) return context.notCollected(DESCRIBE);
  const regions = await Promise.all(context.regions.names.map((region) => describe(context, region)));
  const byArn = new Map<string, DescribedTrail>();
  for (const { trails } of regions) for (const trail of trails) if (!byArn.has(trail.arn)) byArn.set(trail.arn, trail);
  const described = [...byArn.values()].sort((a, b) => compareText(a.arn, b.arn));
  const marks = [...regions.map(({ mark }) => mark), context.regions.mark].filter((mark) => mark !== null);
  const items = await Promise.all(described.map((trail) => inFull(context, trail)));
  return listOf({ items, mark: marks[0] ?? null, begun: regions.some(({ begun }) => begun) });
}

async function describe(context: CollectContext, region: string): Promise<{ trails: DescribedTrail[]; mark: Unknown | null; begun: boolean }> {
  const client = await context.clients.cloudTrail(region);
  const pages = await context.pages(
    { api: DESCRIBE, scope: region },
    () => client.describeTrails({ includeShadowTrails: true }),
    (answer) => ({ items: requiredList(answer, "trailList"), next: undefined }),
  );
  const trails = pages.items.map((raw) => describedTrail(raw, context.identity.accountId));
  const complete = trails.filter((trail) => trail !== null);
  const faulty =
    complete.length < trails.length ? context.gaps.mark(plainGap(DESCRIBE, "Unparseable", region, "A trail lacks its ARN, name or home region.")) : null;
  return { trails: complete, mark: pages.mark ?? faulty, begun: pages.begun };
}

async function inFull(context: CollectContext, trail: DescribedTrail): Promise<Trail> {
  const client = await context.clients.cloudTrail(trail.homeRegion);
  const [status, selected] = await Promise.all([readStatus(), readSelectors()]);
  return { ...trail, ...status, ...selected };

  async function readStatus() {
    if (!context.wants(STATUS)) return unknownStatus(context.notCollected(STATUS));
    const answer = await context.call({ api: STATUS, scope: trail.arn }, () => client.getTrailStatus({ Name: trail.arn }));
    if (answer.kind === "failed") return unknownStatus(answer.mark);
    const status = answer.kind === "value" ? trailStatus(answer.value) : null;
    return status ?? unknownStatus(notVisibleValue(STATUS, "The answer does not say whether the trail is logging."));
  }

  async function readSelectors(): Promise<Selected> {
    if (!context.wants(SELECTORS)) return unselected(context.notCollected(SELECTORS));
    if (!trail.ownedByAccount) return unselected(notVisible());
    const answer = await context.call({ api: SELECTORS, scope: trail.arn }, () => client.getEventSelectors({ TrailName: trail.arn }));
    if (answer.kind === "failed") return unselected(answer.mark);
    const recorded = answer.kind === "value" ? recordedBy(answer.value) : null;
    return recorded ?? unselected(notVisibleValue(SELECTORS, "The answer holds no event selectors that Reeve understands."));
  }

  function notVisibleValue(api: string, message: string): Unknown {
    return context.gaps.mark(plainGap(api, "Unparseable", trail.arn, message));
  }

  /** An organization's trail belongs to the management account; members see that it is there, not what it selects. */
  function notVisible(): Unknown {
    const message = "An organization's trail: its selectors can be read in the management account only. Collect that account too.";
    return context.gaps.mark(plainGap(SELECTORS, "NotVisible", trail.arn, message));
  }
}

const unselected = (mark: Unknown): Selected => ({ managementEvents: mark, allManagementEvents: mark, dataEvents: mark });
