import type { ReeveResults, Result } from "../../schemas/index.ts";
import { number, plural } from "../layout.ts";
import { detailed, type ReportOptions } from "../options.ts";
import { code, inert } from "./inert.ts";
import { placeText, type ReportItem } from "./parts.ts";

type WaiverState = NonNullable<ReeveResults["waivers"]>[number];
type Problem = NonNullable<ReeveResults["gate"]>["problems"][number];

/** Waived: what, why, who answers for it and how long it still holds. */
export const waivedItems = (list: readonly Result[], options: ReportOptions): ReportItem[] =>
  list.map((result) => one(result.severity, () => waivedText(detailed(result, options))));

function waivedText({ severity, status, message, waiver }: Result): string {
  const what = `- ${severity}${status === "unknown" ? ", unknown" : ""}: ${inert(message)}`;
  if (!waiver) return what;
  const { kind, reason, owner, ticket, expires, daysLeft } = waiver;
  return `${what}: ${kind}, ${inert(reason)} (${inert(owner, 100)}${ticket ? `, ${inert(ticket, 120)}` : ""}; until ${inert(expires, 20)}, ${daysText(daysLeft)})`;
}

const daysText = (days: number): string => (days < 0 ? `expired ${plural(-days, "day")} ago` : days === 0 ? "last day" : `${plural(days, "day")} left`);

/** Waivers that let nothing pass: their state and why. */
export const lapsedItems = (waivers: readonly WaiverState[]): ReportItem[] =>
  waivers
    .filter(({ state }) => state !== "active" && state !== "expiring")
    .map((waiver) =>
      one(
        "low",
        () =>
          `- ${waiver.state}: ${code(`${waiver.file}:${waiver.line}`)}, rule ${code(waiver.rule)}, ${inert(waiver.owner, 100)}${waiver.detail === null ? "" : `. ${inert(waiver.detail)}`}`,
      ),
    );

export const fixedItems = (list: readonly Result[]): ReportItem[] =>
  list.map((result) => one(result.severity, () => `- ${result.severity}: ${inert(result.message)} (${code(result.rule)})${placeText(result)}`));

/** Ways in which an edit enforces less; what blocks first. */
export const weakenedItems = (weakenings: NonNullable<NonNullable<ReeveResults["gate"]>["weakenings"]>): ReportItem[] =>
  weakenings.map(({ text, decision, why, waiver, fingerprint }) => {
    const state =
      decision === "blocks"
        ? `**blocks**: ${inert(why ?? "", 200)}, resource ${code(fingerprint)}`
        : decision === "waived"
          ? `waived in ${code(waiver?.file ?? "")}`
          : "does not block";
    return { ...one(decision === "blocks" ? "critical" : "low", () => `- ${inert(text, 300)} (${state})`), rank: decision === "blocks" ? 0 : 1 };
  });

export const attestedItems = (list: readonly Result[]): ReportItem[] =>
  list.map(({ severity, rule, attestation }) =>
    one(severity, () =>
      attestation
        ? `- ${code(rule)}: ${inert(attestation.by, 100)} on ${inert(attestation.at, 20)}, ${inert(attestation.evidence)} (until ${inert(attestation.expires, 20)}, ${daysText(attestation.daysLeft)})`
        : `- ${code(rule)}`,
    ),
  );

/** What of the plan could not be judged: as grave as what blocks, for nobody knows what it hides. */
export const problemItems = (problems: readonly Problem[]): ReportItem[] =>
  problems.map(({ code: kind, address, message }) => ({
    ...one("critical", () => `- ${address === null ? inert(kind) : code(address)}: ${inert(withoutAddress(message, address), 400)}`),
    rank: 1,
  }));

/** Messages begin with the address that stands before them already. */
function withoutAddress(message: string, address: string | null): string {
  if (address === null || !message.startsWith(address)) return message;
  const rest = message.slice(address.length);
  return /^:? /.test(rest) ? rest.replace(/^:? /, "") : message;
}

const one = (severity: Result["severity"], text: () => string): ReportItem => ({ severity, rank: 3, count: 1, full: text, brief: text });

/** Counts in a line: `2 introduced · 1 fixed`; what is none is left out. */
export const countsText = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${number(count)} ${word}`)
    .join(" · ");
