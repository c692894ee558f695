import { compareText, plainGap, textOf } from "../document/index.ts";
import type { Unknown } from "../schemas/index.ts";
import { requiredList } from "./aws/calls.ts";
import type { CollectContext } from "./context.ts";
import type { ReadOrMark } from "./normalize/root.ts";

const API = "account:ListRegions";

type Asker = Pick<CollectContext, "clients" | "pages" | "wants" | "notCollected">;

/** The regions enabled for the account, sorted; unknown where a page of them could not be read. */
export async function enabledRegions(context: Asker): Promise<ReadOrMark<string[]>> {
  if (!context.wants(API)) return { mark: context.notCollected(API) };
  const account = await context.clients.account();
  const pages = await context.pages(
    { api: API, scope: "account" },
    (token) =>
      account.listRegions({ MaxResults: 50, RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"], ...(token === undefined ? {} : { NextToken: token }) }),
    (page) => ({ items: requiredList(page, "Regions"), next: textOf(page, "NextToken") ?? undefined }),
  );
  if (pages.mark) return { mark: pages.mark };
  return { value: pages.items.flatMap((region) => textOf(region, "RegionName") ?? []).sort(compareText) };
}

/**
 * The regions to read: those chosen, or all enabled ones. Where it is not known which are enabled, the global region and the caller's own,
 * and a mark, for there may be more.
 */
export function regionsToRead(
  context: Pick<CollectContext, "identity" | "gaps">,
  enabled: ReadOrMark<string[]>,
  chosen: readonly string[] | undefined,
): { names: string[]; mark: Unknown | null } {
  const { globalRegion, region } = context.identity;
  if (chosen === undefined) {
    if ("value" in enabled) return { names: enabled.value, mark: null };
    return { names: [...new Set([globalRegion, region])].sort(compareText), mark: enabled.mark };
  }
  const names = [...new Set(chosen)].sort(compareText);
  if ("mark" in enabled) return { names, mark: enabled.mark };
  if (enabled.value.every((name) => names.includes(name))) return { names, mark: null };
  return {
    names,
    mark: context.gaps.mark(plainGap("account:ListRegions", "NotCollected", "regions not asked for", `Only ${names.join(", ")} were asked for.`)),
  };
}
