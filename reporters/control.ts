import { frameworksOf, type ReeveResults, type Result } from "../schemas/index.ts";
import { columns, padEnd, plural, ranges, wrap } from "./layout.ts";
import type { Numbered } from "./number.ts";
import type { ReportOptions } from "./options.ts";
import type { Paint } from "./paint.ts";
import { isActionable, isShownAsFinding } from "./standing.ts";
import type { RuleOf } from "./values.ts";
import { short, visible } from "./visible.ts";

type Control = ReeveResults["summary"]["controls"][number];

/** The frameworks in a table, then a line for each control: status, id, the rules that answer it and the numbers of their findings and unknowns. */
export function* byControl(open: Numbered[], results: ReeveResults, ruleOf: RuleOf, options: ReportOptions, paint: Paint): Iterable<string> {
  const numbers = new Map<string, Numbered[]>();
  for (const each of open) numbers.set(each.result.rule, [...(numbers.get(each.result.rule) ?? []), each]);
  const frameworks = new Map<string, Control[]>();
  const shown = results.summary.controls.filter(isAskedFor(options.controls ?? []));
  for (const control of shown) frameworks.set(control.framework, [...(frameworks.get(control.framework) ?? []), control]);
  const sizes = new Map(frameworksOf(results.summary.controls).map((size) => [size.framework, size]));
  const statusWidth = Math.max("unknown".length, ...shown.map(({ status }) => statusWord(status).length));
  if (frameworks.size > 1) yield frameworkTable(frameworks, options, paint);
  for (const [framework, controls] of frameworks) {
    const count = countIn(controls);
    const tally = [
      `${count("fail")} failed`,
      `${count("unknown")} unknown`,
      ...(count("not-evaluated") > 0 ? [`${count("not-evaluated")} not evaluated`] : []),
      ...(count("tailored") > 0 ? [`${count("tailored")} tailored`] : []),
      `${count("pass")} passed`,
      `${count("not-applicable")} not applicable`,
      ...(count("not-covered") > 0 ? [`${count("not-covered")} not covered`] : []),
    ].join(", ");
    yield `\n${wrap(`${paint.bold(visible(framework))} ${paint.dim(`${plural(controls.length, "control")}: ${tally}`)}`, options.width).join("\n")}\n`;
    const size = sizes.get(framework);
    const rest =
      size === undefined || size.notListed === null || size.items === null
        ? "Items that no rule answers are not counted: Reeve has no list of the items of this framework."
        : size.notListed === 0
          ? null
          : `${size.notListed} of its ${size.items} items are not listed: no rule that was run has to do with them.`;
    if (rest !== null) yield `${wrap(paint.dim(rest), options.width, "  ").join("\n")}\n`;
    const idWidth = Math.min(60, Math.max(...controls.map((control) => columns(visible(control.id)))));
    for (const control of [...controls].sort((a, b) => compareIds(a.id, b.id))) {
      const first = `  ${statusText(control.status, statusWidth, paint)}  ${padEnd(visible(control.id), idWidth)}  `;
      const rules = [
        ...control.rules.map((rule) => ruleText(rule, numbers.get(rule) ?? [], ruleOf, paint, control.tailored?.includes(rule) ? "weaker parameters" : null)),
        ...notEvaluatedTexts(control),
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

type NotEvaluated = NonNullable<Control["notEvaluated"]>[number];

const NOT_EVALUATED: Record<NotEvaluated["why"], { one: string; many: string }> = {
  off: { one: "is off", many: "are off" },
  "not-configured": { one: "is not configured", many: "are not configured" },
  "not-selected": { one: "was left out by flags", many: "were left out by flags" },
  "not-fitting": { one: "needs evidence that was not given", many: "need evidence that was not given" },
};

/** Rules of a control that did not run, those of one reason together. */
function notEvaluatedTexts({ notEvaluated = [] }: Control): string[] {
  return (Object.keys(NOT_EVALUATED) as NotEvaluated["why"][]).flatMap((why) => {
    const rules = notEvaluated.filter((each) => each.why === why).map(({ rule }) => visible(rule));
    const { one, many } = NOT_EVALUATED[why];
    return rules.length === 0 ? [] : [`not evaluated: ${rules.length === 1 ? `rule ${rules.join("")} ${one}` : `rules ${rules.join(", ")} ${many}`}`];
  });
}

const STATUSES: Record<Control["status"], { word: string; column: string; paint: (paint: Paint) => (text: string) => string }> = {
  fail: { word: "fail", column: "failed", paint: ({ red }) => red },
  unknown: { word: "unknown", column: "unknown", paint: ({ yellow }) => yellow },
  "not-evaluated": { word: "not eval.", column: "not eval.", paint: ({ yellow }) => yellow },
  tailored: { word: "tailored", column: "tailored", paint: ({ yellow }) => yellow },
  pass: { word: "pass", column: "passed", paint: ({ green }) => green },
  "not-applicable": { word: "n/a", column: "n/a", paint: ({ dim }) => dim },
  "not-covered": { word: "-", column: "not cov.", paint: ({ dim }) => dim },
};

const statusWord = (status: Control["status"]): string => STATUSES[status].word;

const statusText = (status: Control["status"], width: number, paint: Paint): string => STATUSES[status].paint(paint)(statusWord(status).padEnd(width));

const countIn =
  (controls: readonly Control[]) =>
  (status: Control["status"]): number =>
    controls.filter((control) => control.status === status).length;

/** Every control, or those that were asked for: `framework:id`, or a whole framework. */
const isAskedFor = (asked: readonly string[]): ((control: Control) => boolean) => {
  const names = new Set(asked);
  return ({ framework, id }) => names.size === 0 || names.has(framework) || names.has(`${framework}:${id}`);
};

/** How many controls of each framework have each status; no column of a status that none has. */
function frameworkTable(frameworks: ReadonlyMap<string, Control[]>, { width }: ReportOptions, paint: Paint): string {
  const all = [...frameworks.values()].flat();
  const statuses = (Object.keys(STATUSES) as Control["status"][]).filter((status) => countIn(all)(status) > 0);
  const nameWidth = Math.min(30, Math.max("framework".length, ...[...frameworks.keys()].map((name) => columns(visible(name)))));
  const cell = (status: Control["status"], text: string): string => text.padStart(STATUSES[status].column.length + 2);
  const head = `${padEnd("framework", nameWidth)}${statuses.map((status) => cell(status, STATUSES[status].column)).join("")}`;
  const rows = [...frameworks].map(([framework, controls]) => {
    const count = countIn(controls);
    const cells = statuses.map((status) => STATUSES[status].paint(paint)(cell(status, count(status) === 0 ? "·" : String(count(status)))));
    return `${padEnd(short(framework, nameWidth), nameWidth)}${cells.join("")}`;
  });
  return `\n${[...wrap(paint.bold("CONTROLS"), width), `  ${paint.dim(head)}`, ...rows.map((row) => `  ${row}`)].join("\n")}\n`;
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
