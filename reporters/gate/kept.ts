import { hasRun, type ReeveResults, type Result } from "../../schemas/index.ts";
import { padStart, plural, wrap } from "../layout.ts";
import { detailed, type ReportOptions } from "../options.ts";
import type { Paint } from "../paint.ts";
import { short, visible } from "../visible.ts";
import { messageOf, type NumberedResult, whereOf } from "./findings.ts";
import type { GateReport } from "./head.ts";

const MAX_ROWS = 8;

/** What the change fixes, by rule. */
export function curedText(fixed: readonly Result[], results: ReeveResults, width: number, paint: Paint): string[] {
  const ran = new Set(results.rules.filter(hasRun).flatMap(({ id, formerly }) => [id, ...(formerly ?? [])]));
  const lines = fixed.slice(0, MAX_ROWS).flatMap((result) => {
    const gone = ran.has(result.rule) ? "" : goneText(results.rules.find(({ id }) => id === result.rule));
    return wrap(
      `${messageOf(result, 200)}${paint.dim(` · ${[visible(result.rule), ...whereOf(result)].join(" · ")}${gone}`)}`,
      width,
      `    ${paint.green("✓")}  `,
    );
  });
  return [...lines, ...moreText(fixed.length, width, paint)];
}

function goneText(rule: ReeveResults["rules"][number] | undefined): string {
  if (!rule) return " (its rule is gone)";
  return rule.notConfigured === undefined ? " (its rule is switched off)" : " (its rule is not configured)";
}

/** Who accepted what, why and for how long. */
export function waivedText(waived: readonly NumberedResult[], options: ReportOptions, paint: Paint): string[] {
  const { width } = options;
  const lines = waived.slice(0, MAX_ROWS).flatMap(({ result, number }) => {
    const { waiver } = result;
    if (!waiver) return [];
    const left = waiver.daysLeft === 0 ? "its last day" : plural(waiver.daysLeft, "day left", "days left");
    const text = `${messageOf(detailed(result, options), 200)} ${paint.dim(`(${result.severity}${result.status === "unknown" ? ", unknown" : ""})`)}`;
    const why = `${waiver.kind}: ${short(waiver.reason, 200)} · ${short(waiver.owner, 80)}${waiver.ticket ? ` · ${short(waiver.ticket, 80)}` : ""} · until ${visible(waiver.expires)}, ${left}`;
    return [...wrap(text, width, `${padStart(String(number), 5)}  `), ...wrap(paint.dim(why), width, "       ")];
  });
  return [...lines, ...moreText(waived.length, width, paint)];
}

/** Waivers that do nothing, or not for long: somebody should look at them. */
export function waiversText({ waivers }: ReeveResults, width: number, paint: Paint): string[] {
  const odd = (waivers ?? []).filter(({ state }) => state !== "active");
  const lines = odd.slice(0, MAX_ROWS).flatMap(({ file, line, rule, state, detail, expires }) => {
    const why = detail ?? (state === "expiring" ? `until ${expires}` : "");
    return wrap(`${paint.yellow(state)} ${short(file, 120)}:${line} ${visible(rule)}${why === "" ? "" : `: ${short(why, 200)}`}`, width, "    -  ");
  });
  return [...lines, ...moreText(odd.length, width, paint)];
}

/** What of the planned changes could not be judged. */
export function problemsText({ problems }: GateReport, width: number, paint: Paint): string[] {
  const lines = problems
    .slice(0, MAX_ROWS)
    .flatMap(({ address, message }) =>
      wrap(
        address === null || message.includes(address) ? short(message, 300) : `${short(address, 120)}: ${short(message, 300)}`,
        width,
        `    ${paint.yellow("!")}  `,
      ),
    );
  return [...lines, ...moreText(problems.length, width, paint)];
}

/** Ways in which an edit enforces less, and what each needs. */
export function weakenedText({ weakenings = [] }: GateReport, width: number, paint: Paint): string[] {
  const lines = weakenings.slice(0, MAX_ROWS).flatMap(({ text, decision, why, waiver, fingerprint }) => {
    const state =
      decision === "blocks" ? `blocks: ${short(why ?? "", 200)}` : decision === "waived" ? `waived in ${short(waiver?.file ?? "", 120)}` : "does not block";
    return [
      ...wrap(`${short(text, 300)} ${paint.dim(`(${state})`)}`, width, `    ${paint.yellow("!")}  `),
      ...(decision === "blocks" ? [paint.dim(`       resource: ${visible(fingerprint)}`)] : []),
    ];
  });
  return [...lines, ...moreText(weakenings.length, width, paint)];
}

const moreText = (count: number, width: number, paint: Paint): string[] =>
  count > MAX_ROWS ? wrap(paint.dim(`… and ${count - MAX_ROWS} more: --format json lists them`), width, "       ") : [];
