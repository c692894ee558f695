import { ANY, ANY_TEXT, type CharacterSet, inverted, type Part, rangeOf } from "./automaton.ts";

const DIGITS: CharacterSet = [rangeOf("0", "9")];
const WORD: CharacterSet = [...DIGITS, rangeOf("A", "Z"), rangeOf("a", "z"), rangeOf("_")];
/** RE2 and ECMAScript differ in what a blank is: \s takes in both, \S leaves out what both have. */
const BLANKS: CharacterSet = [
  rangeOf("\t", "\r"),
  rangeOf(" "),
  rangeOf("\u00a0"),
  rangeOf("\u1680"),
  rangeOf("\u2000", "\u200a"),
  rangeOf("\u2028", "\ufeff"),
];
const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: DIGITS,
  D: inverted(DIGITS),
  w: WORD,
  W: inverted(WORD),
  s: BLANKS,
  S: inverted([rangeOf("\t", "\n"), rangeOf("\f", "\r"), rangeOf(" ")]),
};
const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v" };
const NOTHING: Part = { kind: "sequence", parts: [] };
const MAX_TIMES = 1_000;

/**
 * All texts in which a regular expression is found, and perhaps more: assertions other than ^ and $ at the ends are taken to hold. Reads what RE2 and
 * ECMAScript share; null for anything else, of which nothing is said.
 */
export function regexPart(expression: string): Part | null {
  const [, flags = ""] = /^\(\?([is]+)\)/.exec(expression) ?? [];
  const text = flags === "" ? expression : expression.slice(flags.length + 3);
  const caseless = flags.includes("i");
  let at = 0;
  let isRead = true;
  const fail = (): Part => {
    isRead = false;
    at = text.length;
    return NOTHING;
  };
  const set = (characters: CharacterSet): Part => ({ kind: "set", set: caseless ? withBothCases(characters) : characters });

  const parts = alternatives(true);
  return isRead && at >= text.length ? parts : null;

  function alternatives(outermost: boolean): Part {
    const choices: Part[] = [];
    do {
      if (choices.length > 0) at += 1;
      choices.push(alternative(outermost));
    } while (text[at] === "|");
    const [only] = choices;
    return only && choices.length === 1 ? only : { kind: "choice", parts: choices };
  }

  function alternative(outermost: boolean): Part {
    const found: Part[] = [];
    const fromStart = text[at] === "^";
    let toEnd = false;
    while (at < text.length && text[at] !== "|" && text[at] !== ")") {
      toEnd = text[at] === "$";
      found.push(repeated(atom()));
    }
    if (!outermost) return { kind: "sequence", parts: found };
    return { kind: "sequence", parts: [...(fromStart ? [] : [ANY_TEXT]), ...found, ...(toEnd ? [] : [ANY_TEXT])] };
  }

  function atom(): Part {
    const sign = text[at] ?? "";
    at += 1;
    if (sign === "(") return group();
    if (sign === "[") return bracketed();
    if (sign === "\\") return escaped();
    if (sign === ".") return { kind: "set", set: ANY };
    if (sign === "^" || sign === "$") return { kind: "edge", edge: sign === "^" ? "start" : "end" };
    return /[*+?{}]/.test(sign) || sign.charCodeAt(0) > 0xd7ff ? fail() : set([rangeOf(sign)]);
  }

  function group(): Part {
    const [opening = "", kind = ""] = /^\?(:|!|=|<!|<=|P?<\w+>)/.exec(text.slice(at)) ?? [];
    if (text[at] === "?" && opening === "") return fail();
    at += opening.length;
    const inner = alternatives(false);
    if (text[at] !== ")") return fail();
    at += 1;
    return /^<?[!=]/.test(kind) ? NOTHING : inner;
  }

  function escaped(): Part {
    const sign = text[at] ?? "";
    at += 1;
    if (/[bBAz]/.test(sign)) return sign === "b" || sign === "B" ? NOTHING : fail();
    const characters = escapedSet(sign);
    return characters ? set(characters) : fail();
  }

  function escapedSet(sign: string): CharacterSet | null {
    if (Object.hasOwn(CLASSES, sign)) return CLASSES[sign] ?? null;
    if (Object.hasOwn(CONTROLS, sign)) return [rangeOf(CONTROLS[sign] ?? "")];
    const [hex] = sign === "x" ? (/^[0-9A-Fa-f]{2}/.exec(text.slice(at)) ?? []) : [];
    if (hex === undefined) return /[A-Za-z0-9]/.test(sign) || sign === "" ? null : [rangeOf(sign)];
    at += 2;
    return [rangeOf(String.fromCharCode(Number.parseInt(hex, 16)))];
  }

  function bracketed(): Part {
    const negated = text[at] === "^";
    if (negated) at += 1;
    const found: (readonly [number, number])[] = [];
    for (let first = true; first || text[at] !== "]"; first = false) {
      const from = member();
      const upTo = from?.length === 1 && text[at] === "-" && text[at + 1] !== "]" && text[at + 1] !== undefined;
      if (upTo) at += 1;
      const to = upTo ? member() : from;
      if (!from || !to) return fail();
      found.push(...(upTo ? [[from[0]?.[0] ?? 0, to[0]?.[1] ?? 0] as const] : from));
    }
    at += 1;
    const whole = caseless ? withBothCases(found) : found;
    return { kind: "set", set: negated ? inverted(whole) : whole };
  }

  function member(): CharacterSet | null {
    const sign = text[at] ?? "";
    at += 1;
    if (sign === "" || (sign === "[" && text[at] === ":") || sign.charCodeAt(0) > 0xd7ff) return null;
    if (sign !== "\\") return [rangeOf(sign)];
    at += 1;
    return escapedSet(text[at - 1] ?? "");
  }

  function repeated(part: Part): Part {
    const [written, least, comma, most] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(text.slice(at)) ?? [];
    if (written === undefined) return part;
    at += written.length;
    if (text[at] === "?") at += 1;
    if (least === undefined) return { kind: "repeat", part, least: written === "+" ? 1 : 0, most: written === "?" ? 1 : null };
    const bounds = { least: Number(least), most: comma === "" ? Number(least) : most === "" ? null : Number(most) };
    return Math.max(bounds.least, bounds.most ?? 0) > MAX_TIMES ? fail() : { kind: "repeat", part, ...bounds };
  }
}

const LOWER = rangeOf("a", "z");
const UPPER = rangeOf("A", "Z");
/** Where case does not count, RE2 takes these two for k and s. */
const FOLDED: CharacterSet = [rangeOf("\u212a"), rangeOf("\u017f")];

/** The characters and their other case, of ASCII letters. */
function withBothCases(set: CharacterSet): CharacterSet {
  const moved = (within: readonly [number, number], by: number): CharacterSet =>
    set.flatMap(([from, to]) => (from <= within[1] && to >= within[0] ? [[Math.max(from, within[0]) + by, Math.min(to, within[1]) + by] as const] : []));
  return [...set, ...moved(LOWER, -32), ...moved(UPPER, 32), ...FOLDED];
}
