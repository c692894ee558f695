import type { CheckedRule } from "../engine/index.ts";
import { controlsText, kindText, type Paint, severityPaint, short, valueText, visible, wrap } from "../reporters/index.ts";

/** What a rule asks and why, for `rules show` and `explain <rule>`. */
export function ruleText(
  rule: CheckedRule,
  view: { pack: string; severity: CheckedRule["severity"]; values: Record<string, unknown>; width: number },
  paint: Paint,
): string {
  const label = (name: string): string => `  ${paint.dim(name.padEnd(11))}`;
  const lines = [`${severityPaint(paint, view.severity)(view.severity)} ${paint.bold(visible(rule.id))}`, ...wrap(visible(rule.title), view.width), ""];
  const add = (name: string, text: string): void => {
    if (text !== "") lines.push(...wrap(text, view.width, label(name)));
  };
  add(
    "judges",
    `${rule.body.kind === "event" ? "CloudTrail records" : `each ${kindText(rule.resource)}`}${view.pack === "-" ? "" : `, in ${visible(view.pack)}`}`,
  );
  add("why", short(rule.rationale, 2000));
  add("controls", controlsText(rule.controls));
  add("informs", controlsText(rule.informs));
  for (const { when: _when, to } of rule.raise) add("raised", `to ${to} under a condition of its own`);
  for (const [index, param] of rule.params.entries()) {
    const value = Object.hasOwn(view.values, param.name) ? view.values[param.name] : param.default;
    const defaultText = value === undefined ? paint.yellow("not set: its results are unknown") : valueText(value);
    add(index === 0 ? "parameters" : "", `${visible(param.name)} = ${defaultText} ${paint.dim(`(${param.type}: ${short(param.description, 300)})`)}`);
  }
  for (const [index, reference] of rule.references.entries()) add(index === 0 ? "see" : "", visible(reference));
  add("file", visible(rule.file));
  return `${lines.join("\n")}\n`;
}

/** The part of a rule's file from one of its keys to the next: how its author wrote a condition. */
export function sections(source: string, keys: readonly string[]): string {
  const lines = source.split(/\r?\n/);
  const out: string[] = [];
  let inside = false;
  for (const line of lines) {
    const key = /^([A-Za-z]+):/.exec(line)?.[1];
    if (key !== undefined) inside = keys.includes(key);
    if (inside) out.push(line);
  }
  while (out.at(-1)?.trim() === "") out.pop();
  return out.map((line) => visible(line)).join("\n");
}

export const CONDITION_KEYS = ["let", "applies", "require", "match", "unless", "raise", "manual"];
