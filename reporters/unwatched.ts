import { type ReeveResults, timeText } from "../schemas/index.ts";
import { number, plural, wrap } from "./layout.ts";
import type { ReportOptions } from "./options.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

type UnwatchedCall = NonNullable<ReeveResults["unwatched"]>[number];

const SHOWN = 20;

/** Write calls that no rule watches, in one sentence; null where there are none. */
function unwatchedTitle(calls: readonly UnwatchedCall[]): string | null {
  if (calls.length === 0) return null;
  const records = calls.reduce((sum, { count }) => sum + count, 0);
  return `No rule watches ${plural(calls.length, "kind of write call", "kinds of write calls")} (${plural(records, "record")})`;
}

/** A call with the number of its records and the earliest of them. A source in another partition keeps its domain, so that two rows of one service differ. */
export function unwatchedText({ source, name, count, first }: UnwatchedCall): string {
  const service = short(source.replace(/\.amazonaws\.com$/, ""), 80);
  return `${service} ${short(name, 80)}: ${plural(count, "record")}, first ${timeText(visible(first.at))}, ${short(first.id, 80)}`;
}

/** Each call in a line; of many the first, unless all are to be listed. */
function unwatchedTexts(calls: readonly UnwatchedCall[], all: boolean): string[] {
  const more = all ? 0 : calls.length - SHOWN;
  const texts = (more > 0 ? calls.slice(0, SHOWN) : calls).map(unwatchedText);
  return more > 0 ? [...texts, `and ${number(more)} more: --all lists them`] : texts;
}

/** Stands beside the evidence, which it is no part of. */
export function unwatchedLines({ unwatched = [] }: ReeveResults, { width, all }: Pick<ReportOptions, "width" | "all">, paint: Paint): string[] {
  const title = unwatchedTitle(unwatched);
  if (title === null) return [];
  return [...wrap(paint.yellow(`${title}:`), width), ...unwatchedTexts(unwatched, all).flatMap((text) => wrap(text, width, "    "))];
}
