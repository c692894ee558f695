import { didYouMean } from "../../document/text/index.ts";
import {
  type Diagnostic,
  dayAfter,
  dayOf,
  loadWaivers,
  MAX_DAYS,
  parseDuration,
  type Severity,
  type WaiveContext,
  type WaiverEntry,
} from "../../engine/index.ts";
import { dayStartOf } from "../../schemas/index.ts";
import type { Asker } from "../ask.ts";
import { UsageError } from "../usage-error.ts";

/** What the author of a waiver gives, as it was typed; null where it is not given. */
export type GivenWaiver = Record<"kind" | "reason" | "owner" | "ticket" | "expires", string | null>;

export type WaiverAnswers = Pick<WaiverEntry, "kind" | "reason" | "owner" | "ticket" | "expires">;

type Checked<T> = { ok: true; value: T } | { ok: false; reason: string };

const KINDS = ["accepted-risk", "false-positive", "compensating-control", "in-progress"] as const;

/** Takes what is given and asks the rest; `asker` is null where there is no terminal, and then what is missing is a usage error. */
export async function answersOf(typed: GivenWaiver, severity: Severity, context: WaiveContext, asker: Asker | null): Promise<WaiverAnswers> {
  const latest = latestDay(severity, context);
  const missing = (["kind", "reason", "owner", "expires"] as const).filter((name) => typed[name] === null);
  if (!asker && missing.length > 0)
    throw new UsageError(
      `missing: ${missing.map((name) => `--${name}`).join(", ")}. On a terminal reeve waivers add asks for them; reeve waivers add --help shows an example.`,
    );
  const known = async <T>(
    given: string | null,
    name: string,
    text: string,
    check: (typed: string) => Checked<T>,
    fallback: string | null = null,
  ): Promise<T> => {
    const checked = given === null ? null : check(given);
    if (checked?.ok) return checked.value;
    if (checked) throw new UsageError(`--${name}: ${checked.reason}`);
    if (!asker) throw new UsageError(`--${name} is missing.`);
    return asker.ask({ text, fallback, check });
  };
  const kind = await known(typed.kind, "kind", `Kind: ${KINDS.join(", ")}`, kindOf, "accepted-risk");
  const reason = await known(typed.reason, "reason", "Why, for whoever reads it in a year", textOf);
  const owner = await known(typed.owner, "owner", "Who answers for it", textOf);
  const expires = await known(typed.expires, "expires", "Last day it holds, or for how long (30d)", (typed) => dayIn(typed, severity, context), latest);
  const ticket =
    typed.ticket ??
    (asker && missing.length > 0 ? await asker.ask({ text: "Ticket (none)", fallback: "", check: (typed) => ({ ok: true, value: typed }) }) : "");
  return { kind, reason, owner, expires, ...(ticket.trim() === "" ? {} : { ticket: ticket.trim() }) };
}

function kindOf(typed: string): Checked<(typeof KINDS)[number]> {
  const kind = KINDS.find((each) => each === typed);
  return kind
    ? { ok: true, value: kind }
    : { ok: false, reason: `${JSON.stringify(typed)} is no kind.${didYouMean(typed, KINDS)} Kinds: ${KINDS.join(", ")}.` };
}

const textOf = (typed: string): Checked<string> => (typed.trim() === "" ? { ok: false, reason: "type something." } : { ok: true, value: typed.trim() });

const latestDay = (severity: Severity, { now, maxDays }: WaiveContext): string => dayAfter(dayOf(now), maxDays?.[severity] ?? MAX_DAYS[severity]);

/** A day, or a duration from today in days; no later than the severity allows. */
function dayIn(typed: string, severity: Severity, context: WaiveContext): Checked<string> {
  const today = dayOf(context.now);
  const ms = /^\d+d$/.test(typed) ? parseDuration(typed) : null;
  const day = ms === null ? typed : dayAfter(today, Math.min(ms / 86_400_000, 100_000));
  if (dayStartOf(day) === null) return { ok: false, reason: `${JSON.stringify(typed)} is no day: write YYYY-MM-DD, or days from today such as 30d.` };
  if (day < today) return { ok: false, reason: `${day} is past.` };
  const latest = latestDay(severity, context);
  return day <= latest ? { ok: true, value: day } : { ok: false, reason: `a waiver of ${severity} findings holds until ${latest} at most.` };
}

/** What is wrong with a file of waivers as it would be written. */
export const faultsOf = (file: string, text: string, context: WaiveContext): Diagnostic[] => loadWaivers([{ file, text }], context).diagnostics;
