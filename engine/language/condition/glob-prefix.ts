/** What is known of a text of which only the beginning is known. */
export interface TextBeginning {
  startsWith: string;
  /** Characters that the rest does not hold. */
  restWithout: string;
}

/** What a glob says of such a text: true where it matches whatever follows, false where it matches no such text, else null. */
export function globOnBeginning(pattern: string, { startsWith, restWithout }: TextBeginning): boolean | null {
  let places = skippingStars(pattern, new Set([0]));
  for (const character of startsWith) {
    const next = new Set<number>();
    for (const at of places) {
      if (pattern[at] === "*") next.add(at);
      else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === character)) next.add(at + 1);
    }
    places = skippingStars(pattern, next);
    if (places.size === 0) return false;
  }
  const rests = [...places].map((at) => pattern.slice(at));
  if (rests.some((rest) => /^\*+$/.test(rest))) return true;
  return rests.some((rest) => ![...restWithout].some((character) => rest.includes(character))) ? null : false;
}

/** A star may stand for nothing. */
function skippingStars(pattern: string, places: Set<number>): Set<number> {
  for (const at of places) if (pattern[at] === "*") places.add(at + 1);
  return places;
}

/** Whether a text that begins so is surely another than a value. */
export const surelyDiffers = ({ startsWith, restWithout }: TextBeginning, other: unknown): boolean =>
  typeof other !== "string" || !other.startsWith(startsWith) || [...restWithout].some((character) => other.includes(character, startsWith.length));
