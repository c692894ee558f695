/** The known names most like what was typed: at most three, nearest first. */
export function nearest(typed: string, known: Iterable<string>): string[] {
  const limit = Math.max(2, Math.floor(typed.length / 3));
  const scored: { name: string; distance: number }[] = [];
  for (const name of known) {
    const distance = name.includes(typed) && typed.length >= 3 ? 1 : editDistance(typed.toLowerCase(), name.toLowerCase(), limit);
    if (distance <= limit) scored.push({ name, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return scored.slice(0, 3).map(({ name }) => name);
}

/** ` Did you mean a or b?`, or what there is where nothing is near. */
export function didYouMean(typed: string, known: Iterable<string>, elsewhere = ""): string {
  const names = nearest(typed, known);
  return names.length > 0 ? ` Did you mean ${names.join(" or ")}?` : elsewhere;
}

/** Levenshtein distance with transpositions, given up above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, (before[j - 2] ?? 0) + 1);
      row.push(value);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
}
