import { compareIds } from "../control.ts";
import { plural } from "../layout.ts";
import { SEVERITY_ORDER } from "../number.ts";
import { code, link, page, prose, table } from "./markdown.ts";
import type { PackDoc, Page, RuleDoc } from "./rule-doc.ts";
import { RULE_HEAD, rulePage, ruleRow } from "./rule-page.ts";

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const fileOf = (pack: string): string => (pack === "-" ? "no-pack" : pack);

/** Every page of a set of rules: one a rule and a pack, and indexes by control, resource and severity. The same rules give the same pages. */
export function docsPages(rules: readonly RuleDoc[], packs: readonly PackDoc[]): Page[] {
  const sorted = [...rules].sort((a, b) => byText(a.id, b.id));
  const used = packs.filter(({ id }) => sorted.some(({ pack }) => pack === id)).sort((a, b) => byText(a.id, b.id));
  return [
    { path: "README.md", text: contents(sorted, used) },
    { path: "by-control.md", text: byControl(sorted) },
    { path: "by-resource.md", text: grouped("Rules by resource", sorted, ({ resource }) => resource, byText) },
    { path: "by-severity.md", text: grouped("Rules by severity", sorted, ({ severity }) => severity, bySeverity) },
    ...used.map((pack) => ({ path: `packs/${fileOf(pack.id)}.md`, text: packPage(pack, sorted) })),
    ...sorted.map((rule) => ({ path: `rules/${rule.id}.md`, text: rulePage(rule, `../packs/${fileOf(rule.pack)}.md`) })),
  ].sort((a, b) => byText(a.path, b.path));
}

function contents(rules: readonly RuleDoc[], packs: readonly PackDoc[]): string {
  const rows = packs.map((pack) => [
    link(pack.title, `packs/${fileOf(pack.id)}.md`),
    String(rules.filter((rule) => rule.pack === pack.id).length),
    prose(pack.description),
  ]);
  return page([
    ["# Rules"],
    [`${plural(rules.length, "rule")}: [by control](by-control.md), [by resource](by-resource.md), [by severity](by-severity.md).`],
    table(["pack", "rules", ""], rows),
  ]);
}

function packPage(pack: PackDoc, rules: readonly RuleDoc[]): string {
  const rows = rules.filter((rule) => rule.pack === pack.id).map((rule) => ruleRow(rule, `../rules/${rule.id}.md`));
  return page([[`# ${prose(pack.title)}`], [prose(pack.description)], table(RULE_HEAD, rows)]);
}

function grouped(title: string, rules: readonly RuleDoc[], keyOf: (rule: RuleDoc) => string, order: (a: string, b: string) => number): string {
  const keys = [...new Set(rules.map(keyOf))].sort(order);
  const parts = keys.flatMap((key) => [
    [`## ${prose(key)}`],
    table(
      RULE_HEAD,
      rules.filter((rule) => keyOf(rule) === key).map((rule) => ruleRow(rule, `rules/${rule.id}.md`)),
    ),
  ]);
  return page([[`# ${title}`], ...parts]);
}

const bySeverity = (left: string, right: string): number => rank(left) - rank(right);
const rank = (severity: string): number => (SEVERITY_ORDER as readonly string[]).indexOf(severity);

function byControl(rules: readonly RuleDoc[]): string {
  const related = rules.map(({ id, controls, informs = {} }) => ({ id, controls, informs }));
  const frameworks = [...new Set(related.flatMap(({ controls, informs }) => [...Object.keys(controls), ...Object.keys(informs)]))].sort(byText);
  const parts = frameworks.flatMap((framework) => {
    const idsOf = (all: Record<string, string[]>): string[] => all[framework] ?? [];
    const ids = [...new Set(related.flatMap(({ controls, informs }) => [...idsOf(controls), ...idsOf(informs)]))].sort(compareIds);
    const linked = (control: string, all: (rule: (typeof related)[number]) => Record<string, string[]>): string =>
      related
        .filter((rule) => idsOf(all(rule)).includes(control))
        .map(({ id }) => link(id, `rules/${id}.md`))
        .join("<br>");
    const rows = ids.map((id) => [code(id), linked(id, ({ controls }) => controls), linked(id, ({ informs }) => informs)]);
    return [[`## ${prose(framework)}`], table(["control", "decided by", "informed by"], rows)];
  });
  return page([["# Rules by control"], ...parts]);
}
