/** One step of a pattern: a character of a set, once, or as often as wanted. */
export interface Token {
  /** Whether the set holds a UTF-16 unit. */
  has: (unit: string) => boolean;
  repeated: boolean;
  /** The characters that the set distinguishes from others; empty for a set of all. */
  signs: string;
}

/** A pattern over a whole text: its tokens in order. */
export type Pattern = readonly Token[];

const everything = (): boolean => true;

/** Any run of characters. */
export const ANY: Token = { has: everything, repeated: true, signs: "" };

/** Any one character. */
export const ONE: Token = { has: everything, repeated: false, signs: "" };

/** One of these characters, or a run of them. */
export const among = (signs: string, repeated = false): Token => ({ has: (unit) => signs.includes(unit), repeated, signs });

/** A text that stands for itself. */
export const literal = (text: string): Pattern => [...units(text)].map((unit) => among(unit));

/** A text that stands for itself in either case. */
export const caseless = (text: string): Pattern => [...units(text)].map((unit) => among(unit.toLowerCase() + unit.toUpperCase()));

const globOf = (text: string, sign: (unit: string) => Token): Pattern => [...units(text)].map((unit) => (unit === "*" ? ANY : unit === "?" ? ONE : sign(unit)));

/** `*` is any run of characters, `?` one. */
export const glob = (text: string): Pattern => globOf(text, (unit) => among(unit));

/** The same for texts in either case. */
export const caselessGlob = (text: string): Pattern => globOf(text, (unit) => among(unit.toLowerCase() + unit.toUpperCase()));

const NOT_COLON = { has: (unit: string) => unit !== ":", signs: ":" };

/**
 * A pattern for an ARN, compared part by part: in the first five parts a wildcard does not reach across a colon.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", ARN: each of the six components is checked separately, and each may have wildcards.
 */
export function arnPattern(pattern: Pattern): Pattern | null {
  let colons = 0;
  const made = pattern.map((token): Token => {
    if (colons < 5 && token.signs === ":" && !token.repeated) colons += 1;
    return colons < 5 && token.signs === "" ? { ...NOT_COLON, repeated: token.repeated } : token;
  });
  return colons < 5 ? null : made;
}

/**
 * A pattern for an ARN in which a wildcard reaches across a colon only where it is a star that ends its segment: what AWS documents of Resource.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", using wildcards in resource ARNs.
 */
export const withinSegments = (pattern: Pattern): Pattern =>
  pattern.map((token, at): Token => {
    const next = pattern[at + 1];
    const endsSegment = token.repeated && (next === undefined || next.signs === ":");
    return token.signs === "" && !endsSegment ? { ...NOT_COLON, repeated: token.repeated } : token;
  });

/** Whether a pattern matches a text. Never exponential: the set of places reached is kept. */
export function matches(pattern: Pattern, text: string): boolean {
  let places = closure(pattern, [0]);
  for (const unit of units(text)) {
    places = step(pattern, places, unit);
    if (places.length === 0) return false;
  }
  return places.includes(pattern.length);
}

/** The places of a pattern that are reached from others by one character. */
export function step(pattern: Pattern, places: readonly number[], unit: string): readonly number[] {
  const reached: number[] = [];
  for (const place of places) {
    const token = pattern[place];
    if (token?.has(unit)) reached.push(token.repeated ? place : place + 1);
  }
  return closure(pattern, reached);
}

/** Places with those that follow without a character, in ascending order. */
export function closure(pattern: Pattern, places: readonly number[]): readonly number[] {
  if (places.length === 0 || (places.length === 1 && !pattern[places[0] ?? 0]?.repeated)) return places;
  const all = new Set(places);
  for (const place of all) if (pattern[place]?.repeated) all.add(place + 1);
  return [...all].sort((one, other) => one - other);
}

const units = (text: string): string[] => text.split("");
