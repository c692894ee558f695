import type { ReeveResults, Result } from "../../schemas/index.ts";
import { number, plural } from "../layout.ts";
import { causesOf } from "../unknowns.ts";
import { code, inert, inertHtml } from "./inert.ts";
import { folded, groupsBy, placeText, type ReportItem, worst } from "./parts.ts";

const RULES = 20;
const NAMED = 5;

/** What could not be told, by what is missing: the permission, the file, the attribute that is known after apply. */
export function unknownItems(list: readonly Result[], results: ReeveResults, blocks: (result: Result) => boolean): ReportItem[] {
  const causes = causesOf(
    list.map((result, index) => ({ number: index + 1, result })),
    results,
  );
  return causes.map(({ title, detail, advice, accepted, members }) => {
    const of = members.map(({ result }) => result);
    const blocking = of.some(blocks);
    const severity = worst(of);
    const count = plural(of.length, "result");
    const lines = (): string[] => {
      const byRule = groupsBy(of, ({ rule }) => rule);
      return [
        ...(accepted === null ? [] : [`- ${inert(accepted)}`]),
        ...detail.map((scope) => `- Scope: ${inert(scope)}`),
        ...byRule.slice(0, RULES).map(ruleText),
        ...(byRule.length > RULES ? [`- and ${plural(byRule.length - RULES, "more rule", "more rules")}`] : []),
        ...(accepted === null ? [`- Fix: ${inert(advice)}`] : []),
      ];
    };
    return {
      severity,
      rank: blocking ? 0 : 2,
      count: of.length,
      full: () => folded(`${inertHtml(title)} · ${count}, could be ${severity}${blocking ? " · <b>blocks</b>" : ""}`, lines()),
      brief: () => `- ${inert(title)}: ${count}, could be ${severity}`,
    };
  });
}

function ruleText(members: readonly Result[]): string {
  const named = members.slice(0, NAMED).map((result) => {
    const { arn, id, name } = result.resource;
    const what = arn ?? name ?? id;
    return `${what === null ? result.resource.kind : code(what)}${placeText(result)}`;
  });
  const more = members.length - NAMED;
  return `- ${code(members[0]?.rule ?? "")}: ${named.join("; ")}${more > 0 ? ` and ${number(more)} more` : ""}`;
}
