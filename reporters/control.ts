import { frameworksOf, type ReeveResults, type Result } from "../schemas/index.ts";
import { columns, padEnd, plural, ranges, wrap } from "./layout.ts";
import type { Numbered } from "./number.ts";
import type { ReportOptions } from "./options.ts";
import type { Paint } from "./paint.ts";
import { isActionable, isShownAsFinding } from "./standing.ts";
import type { RuleOf } from "./values.ts";
import { short, visible } from "./visible.ts";

type Control = ReeveResults["summary"]["controls"][number];

/** One line a control: status, id, the rules that answer it and the numbers of their findings and unknowns. */
export function* byControl(open: Numbered[], results: ReeveResults, ruleOf: RuleOf, options: ReportOptions, paint: Paint): Iterable<string> {
  const numbers = new Map<string, Numbered[]>();
  for (const each of open) numbers.set(each.result.rule, [...(numbers.get(each.result.rule) ?? []), each]);
  const frameworks = new Map<string, Control[]>();
  for (const control of results.summary.controls) frameworks.set(control.framework, [...(frameworks.get(control.framework) ?? []), control]);
  const sizes = new Map(frameworksOf(results.summary.controls).map((size) => [size.framework, size]));
  const statusWidth = results.summary.controls.some(({ status }) => status === "tailored") ? "tailored".length : "unknown".length;
  for (const [framework, controls] of frameworks) {
    const count = (status: Control["status"]): number => controls.filter((control) => control.status === status).length;
    const tally = [
      `${count("fail")} failed`,
      `${count("unknown")} unknown`,
      ...(count("tailored") > 0 ? [`${count("tailored")} tailored`] : []),
      `${count("pass")} passed`,
      `${count("not-applicable")} not applicable`,
      ...(count("not-covered") > 0 ? [`${count("not-covered")} not covered`] : []),
    ].join(", ");
    yield `\n${wrap(`${paint.bold(visible(framework))} ${paint.dim(`${plural(controls.length, "control")}: ${tally}`)}`, options.width).join("\n")}\n`;
    const size = sizes.get(framework);
    const rest =
      size === undefined || size.notListed === null || size.items === null
        ? "How many more items it has is not known here."
        : size.notListed === 0
          ? null
          : `${size.notListed} of its ${size.items} items are not listed: no rule that was run has to do with them.`;
    if (rest !== null) yield `${wrap(paint.dim(rest), options.width, "  ").join("\n")}\n`;
    const idWidth = Math.min(60, Math.max(...controls.map((control) => columns(visible(control.id)))));
    for (const control of [...controls].sort((a, b) => compareIds(a.id, b.id))) {
      const first = `  ${statusText(control.status, statusWidth, paint)}  ${padEnd(visible(control.id), idWidth)}  `;
      const rules = [
        ...control.rules.map((rule) => ruleText(rule, numbers.get(rule) ?? [], ruleOf, paint, control.tailored?.includes(rule) ? "weaker parameters" : null)),
        ...(control.informs ?? []).map((rule) => ruleText(rule, numbers.get(rule) ?? [], ruleOf, paint, "informs, does not decide")),
      ];
      if (columns(first) > options.width / 2) {
        yield `${first.trimEnd()}\n`;
        for (const rule of rules) yield `${wrap(rule, options.width, " ".repeat(statusWidth + 4)).join("\n")}\n`;
      } else {
        for (const [index, rule] of rules.entries()) yield `${wrap(rule, options.width, index === 0 ? first : " ".repeat(columns(first))).join("\n")}\n`;
      }
    }
  }
  const isRelated = (rule: string): boolean => {
    const { controls = {}, informs = {} } = ruleOf(rule) ?? {};
    return Object.keys(controls).length + Object.keys(informs).length > 0;
  };
  const without = open.filter(({ result }) => !isRelated(result.rule));
  if (without.length === 0) return;
  yield `\n${paint.bold("no control")} ${paint.dim(plural(without.length, "result"))}\n`;
  for (const rule of new Set(without.map(({ result }) => result.rule))) {
    yield `${wrap(ruleText(rule, numbers.get(rule) ?? [], ruleOf, paint), options.width, "  ").join("\n")}\n`;
  }
}

function ruleText(rule: string, open: Numbered[], ruleOf: RuleOf, paint: Paint, note: string | null = null): string {
  const title = short(ruleOf(rule)?.title ?? rule, 200);
  const part = (word: string, is: (result: Result) => boolean): string => {
    const members = open.filter(({ result }) => is(result)).map(({ number }) => number);
    return members.length === 0 ? "" : `${word} ${ranges(members)}`;
  };
  const found = [
    note ?? "",
    part("see", (result) => isShownAsFinding(result) && isActionable(result)),
    part("unknown", (result) => !isShownAsFinding(result) && isActionable(result)),
    part("waived", ({ waiver }) => waiver !== undefined),
    part("in baseline", ({ waiver, baseline }) => waiver === undefined && baseline !== undefined),
  ]
    .filter(Boolean)
    .join("; ");
  return `${title}${found ? ` ${paint.dim(`(${found})`)}` : ""}`;
}

function statusText(status: Control["status"], width: number, paint: Paint): string {
  const text = (word: string): string => word.padEnd(width);
  switch (status) {
    case "fail":
      return paint.red(text("fail"));
    case "unknown":
    case "tailored":
      return paint.yellow(text(status));
    case "pass":
      return paint.green(text("pass"));
    case "not-applicable":
      return paint.dim(text("n/a"));
    case "not-covered":
      return paint.dim(text("-"));
  }
}

/** 1.9 before 1.10. */
export function compareIds(a: string, b: string): number {
  const parts = (id: string): string[] => id.split(/(\d+)/);
  const left = parts(a);
  const right = parts(b);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const x = left[index] ?? "";
    const y = right[index] ?? "";
    if (x === y) continue;
    return index % 2 === 1 ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left.length - right.length;
}
