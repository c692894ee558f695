import { plainGap } from "../document/index.ts";
import type { ListName, ReeveDocument } from "../schemas/index.ts";
import { iamPage, requiredList } from "./aws/calls.ts";
import { type CollectContext, listOf, type PageContent, type Pages } from "./context.ts";
import { byText } from "./iam/inventory.ts";
import { LISTED } from "./kinds.ts";
import type { ListedKind } from "./listed-kind.ts";

type Listed = (typeof LISTED)[number]["list"];

/** The lists of the kinds that one listing gives whole; never rejects. */
export async function readListedKinds(context: CollectContext): Promise<Pick<ReeveDocument, Listed>> {
  const lists = await Promise.all(LISTED.map(async (kind) => [kind.list, await readListed(context, kind)] as const));
  return Object.fromEntries(lists) as Pick<ReeveDocument, Listed>;
}

async function readListed<List extends ListName>(context: CollectContext, { api, send, items, paged, normalize }: ListedKind<List>) {
  if (!context.wants(api)) return context.notCollected(api);
  const read = (page: unknown): PageContent<unknown> => (paged ? iamPage(page, items) : { items: requiredList(page, items), next: undefined });
  return listOf(namedItems(context, api, await context.pages({ api, scope: "account" }, (marker) => send(context.clients, marker), read), normalize));
}

/** The entries that can be named, by ARN; one that cannot leaves the list open. */
export function namedItems<T extends { arn: string }>(
  context: CollectContext,
  api: string,
  pages: Pages<unknown>,
  normalize: (raw: unknown) => T | null,
): Pages<T> {
  const items: T[] = [];
  let { mark } = pages;
  for (const raw of pages.items) {
    const item = normalize(raw);
    if (item) items.push(item);
    else mark ??= context.gaps.mark(plainGap(api, "Unparseable", "account", "An entry lacks its ARN or name."));
  }
  return { items: byText(items, (item) => item.arn), mark, begun: pages.begun };
}
