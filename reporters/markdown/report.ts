import type { ReeveResults } from "../../schemas/index.ts";
import type { ReportOptions } from "../options.ts";
import { sectionsOf } from "../sections.ts";
import { rulesById } from "../values.ts";
import { fitted, type MarkdownSection } from "./fit.ts";
import { footText, headText } from "./head.ts";
import { attestedItems, fixedItems, lapsedItems, problemItems, waivedItems, weakenedItems } from "./kept.ts";
import { findingItems } from "./parts.ts";
import { unknownItems } from "./unknowns.ts";
import { unwatchedItems } from "./unwatched.ts";

/** The whole in Markdown, the decision first, in at most `room` of what `sizeOf` measures. */
export function markdownReport(results: ReeveResults, options: ReportOptions, room: number, sizeOf: (text: string) => number): string {
  const sections = sectionsOf(results);
  const ruleOf = rulesById(results);
  const findings = (list: typeof sections.findings): MarkdownSection["items"] => findingItems(list, results.gaps, sections.blocks, ruleOf, options);
  const head = headText(results, sections);
  const foot = footText(results);
  const body = fitted(
    [
      { title: "Introduced by the change", items: findings(sections.introduced) },
      { title: "Affected, though the change does not name them", items: findings(sections.affected) },
      { title: "Worse than before", items: findings(sections.worse) },
      { title: "Changed", items: findings(sections.changed) },
      { title: "Findings", items: findings(sections.findings) },
      { title: "Could not be judged in the plan", items: problemItems(results.gate?.problems ?? []) },
      { title: "Unknown", items: unknownItems(sections.unknown, results, sections.blocks) },
      { title: "Write calls that no rule watches", items: unwatchedItems(results) },
      { title: "Weakened by the edit", items: weakenedItems(results.gate?.weakenings ?? []) },
      { title: "Fixed by the change", items: fixedItems(sections.fixed) },
      { title: "Waived", items: waivedItems(sections.waived, options) },
      { title: "Waivers that let nothing pass", items: lapsedItems(results.waivers ?? []) },
      { title: "Passed on a person's word", items: attestedItems(sections.attested) },
    ],
    room - sizeOf(head) - sizeOf(foot) - 2,
    sizeOf,
  );
  return `${head}\n${body}\n${foot}`;
}
