import type { ReeveResults } from "../schemas/index.ts";
import { number, plural, wrap } from "./layout.ts";
import { visible } from "./visible.ts";

const SHOWN = 3;

/** What lies in the folders given and is not read, in a sentence; none where all is. `all`: where no JSON has the rows. */
export function unreadLines({ unread = [] }: Pick<ReeveResults, "unread">, width: number, all?: "all"): string[] {
  if (unread.length === 0) return [];
  const shown = all ? unread.length : SHOWN;
  const named = unread.slice(0, shown).map(({ path, of }) => `${visible(path)} (${of})`);
  const more = unread.length > shown ? [`and ${number(unread.length - shown)} more (--format json lists all)`] : [];
  return wrap(`Not read: ${plural(unread.length, "entry", "entries")} of the folders given: ${[...named, ...more].join(", ")}`, width);
}
