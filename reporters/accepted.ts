import type { Result } from "../schemas/index.ts";
import { keptText } from "./cause.ts";
import { number, padStart, plural, ranges, wrap } from "./layout.ts";
import type { Numbered } from "./number.ts";
import { detailed, type ReportOptions } from "./options.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

type AcceptedOptions = Pick<ReportOptions, "width" | "all" | "detailOf">;

/** What does not count and is shown all the same: waived results with reason, owner and days left, then the baseline, then passes on a person's word. */
export function* acceptedResults(open: readonly Numbered[], attested: readonly Result[], options: AcceptedOptions, paint: Paint): Iterable<string> {
  const waived = open.filter(({ result }) => result.waiver !== undefined);
  if (waived.length > 0) yield heading("WAIVED", plural(waived.length, "result"), options, paint);
  for (const { number: at, result } of waived) {
    yield entry(detailed(result, options), padStart(String(at), 3), whereOf(result.waiver), options, paint);
  }
  const known = open.filter(({ result }) => result.waiver === undefined && result.baseline !== undefined);
  if (known.length > 0) yield `${heading("BASELINE", `${plural(known.length, "finding")} known before`, options, paint)}${baselineText(known, options, paint)}`;
  if (attested.length > 0) yield heading("ATTESTED", plural(attested.length, "pass", "passes"), options, paint);
  for (const result of attested) yield entry(detailed(result, options), "   ", whereOf(result.attestation), options, paint);
}

const heading = (name: string, what: string, { width }: AcceptedOptions, paint: Paint): string =>
  `\n${wrap(`${paint.bold(name)} ${paint.dim(what)}`, width).join("\n")}\n`;

const whereOf = (written: { file: string; line: number } | undefined): string => (written ? `${visible(written.file)}:${written.line}` : "");

function entry(result: Result, mark: string, where: string, { width }: AcceptedOptions, paint: Paint): string {
  const name = result.resource.name;
  const message = short(result.message, 300);
  const nameSuffix = name !== null && result.attestation === undefined && !result.message.includes(name) ? `${short(name, 80)}: ${message}` : message;
  return [
    "",
    ...wrap(nameSuffix, width, `${mark}  `),
    ...wrap(short(keptText(result) ?? "", 500), width, "     "),
    ...wrap(paint.dim(`${visible(result.rule)} · ${where}`), width, "     "),
    "",
  ].join("\n");
}

/** By rule, in number; each by its message where all are asked for. */
function baselineText(known: readonly Numbered[], options: AcceptedOptions, paint: Paint): string {
  const { width, all } = options;
  const byRule = new Map<string, Numbered[]>();
  for (const member of known) byRule.set(member.result.rule, [...(byRule.get(member.result.rule) ?? []), member]);
  const lines: string[] = [""];
  for (const [rule, members] of byRule) {
    const dates = members.map(({ result }) => result.baseline?.since ?? "").sort();
    const [first, last] = [dates[0] ?? "", dates.at(-1) ?? ""];
    const since = paint.dim(`since ${visible(first)}${first === last ? "" : ` to ${visible(last)}`}`);
    if (all) {
      for (const { number: at, result } of members)
        lines.push(...wrap(`${short(detailed(result, options).message, 300)} ${since}`, width, `${padStart(String(at), 3)}  `));
      lines.push(...wrap(paint.dim(visible(rule)), width, "     "));
    } else lines.push(...wrap(`${visible(rule)}: ${number(members.length)} (${ranges(members.map((member) => member.number))}) ${since}`, width, "     "));
  }
  return `${lines.join("\n")}\n`;
}
