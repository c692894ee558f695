import { plainGap, textOf } from "../../document/index.ts";
import type { document, Named, ReeveDocument, Unknown } from "../../schemas/index.ts";
import { requiredList } from "../aws/calls.ts";
import { type CollectContext, listOf } from "../context.ts";
import { normalizeAnalyzer } from "../normalize/provider.ts";
import { byText } from "./inventory.ts";

const API = "access-analyzer:ListAnalyzers";

/** The Access Analyzers of every region read; open where a region could not be. Never rejects. */
export async function readAnalyzers(context: CollectContext): Promise<ReeveDocument["analyzers"]> {
  if (!context.wants(API)) return context.notCollected(API);
  const regions = await Promise.all(context.regions.names.map(readRegion));
  const marks = [...regions.map((region) => region.mark), context.regions.mark].filter((mark) => mark !== null);
  const items = byText(
    regions.flatMap((region) => region.items),
    (analyzer) => analyzer.arn,
  );
  return listOf({ items, mark: marks[0] ?? null, begun: regions.some((region) => region.begun) });

  async function readRegion(region: string) {
    const client = await context.clients.accessAnalyzer(region);
    const pages = await context.pages(
      { api: API, scope: region },
      (token) => client.listAnalyzers(token === undefined ? {} : { nextToken: token }),
      (page) => ({ items: requiredList(page, "analyzers"), next: textOf(page, "nextToken") ?? undefined }),
    );
    const items: Named<document.Analyzer>[] = [];
    let mark: Unknown | null = pages.mark;
    for (const raw of pages.items) {
      const analyzer = normalizeAnalyzer(raw, region);
      if (analyzer) items.push(analyzer);
      else mark ??= context.gaps.mark(plainGap(API, "Unparseable", region, "An analyzer lacks its ARN, name, type, status or creation time."));
    }
    return { items, mark, begun: pages.begun };
  }
}
