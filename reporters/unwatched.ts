import { type ReeveResults, timeText } from "../schemas/index.ts";
import { number, plural, wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

type UnwatchedCall = NonNullable<ReeveResults["unwatched"]>[number];

const SHOWN = 20;

/** Write calls that no rule watches, in one sentence; null where there are none. */
function unwatchedTitle(calls: readonly UnwatchedCall[] = []): string | null {
  if (calls.length === 0) return null;
  const records = calls.reduce((sum, { count }) => sum + count, 0);
  return `No rule watches ${plural(calls.length, "kind of write call", "kinds of write calls")} (${plural(records, "record")})`;
}

/** Each call with its number and its earliest record; of many the first. */
export function unwatchedTexts(calls: readonly UnwatchedCall[] = []): string[] {
  const more = calls.length - SHOWN;
  const texts = calls.slice(0, SHOWN).map(({ source, name, count, first }) => {
    const service = short(source.replace(/\.amazonaws\.com(\.cn)?$/, ""), 80);
    return `${service} ${short(name, 80)}: ${plural(count, "record")}, first ${timeText(visible(first.at))}, ${short(first.id, 80)}`;
  });
  return more > 0 ? [...texts, `and ${number(more)} more: --format json lists all`] : texts;
}

/** Stands beside the evidence, which it is no part of. */
export function unwatchedLines({ unwatched }: ReeveResults, width: number, paint: Paint): string[] {
  const title = unwatchedTitle(unwatched);
  if (title === null) return [];
  return [...wrap(paint.yellow(`${title}:`), width), ...unwatchedTexts(unwatched).flatMap((text) => wrap(text, width, "    "))];
}
