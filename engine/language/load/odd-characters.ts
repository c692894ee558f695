/** A character that is not seen, or that is taken for another: where it stands, its code point with what it is, and what was meant. */
export interface OddCharacter {
  index: number;
  length: number;
  /** `U+00A0 (a no-break space)` */
  words: string;
  instead: string;
  kind: "invisible" | "sign" | "letter";
}

/** Spaces that YAML takes for text. */
const SPACES: Readonly<Record<string, string>> = {
  "\u00a0": "a no-break space",
  "\u202f": "a narrow no-break space",
  "\u2007": "a figure space",
  "\u3000": "an ideographic space",
  "\u0085": "a next-line character",
  "\u2028": "a line separator",
  "\u2029": "a paragraph separator",
};
const OTHER_SPACE = /[\u1680\u2000-\u200a\u205f]/;

/** Characters without width. */
const INVISIBLE: Readonly<Record<string, string>> = {
  "\u200b": "a zero-width space",
  "\u200c": "a zero-width non-joiner",
  "\u200d": "a zero-width joiner",
  "\u2060": "a word joiner",
  "\ufeff": "a byte order mark",
  "\u00ad": "a soft hyphen",
};
const OTHER_INVISIBLE = /[\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u2064\u2066-\u2069]/;

const SIGNS: Readonly<Record<string, string>> = {
  ":": "\u02d0\u02f8\u05c3\u2236\ua789\ufe55\uff1a",
  ",": "\u060c\u201a\u3001\uff0c",
  "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d",
  '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02",
  "'": "\u2018\u2019\u201b\u2032\u00b4\uff07",
  "*": "\u2217\u204e\u00d7\uff0a",
  ".": "\u2024\u3002\uff0e",
  "/": "\u2044\u2215\uff0f",
};

/** Letters of other scripts that look like Latin ones. Source: Unicode Technical Standard 39, confusables.txt. */
const LETTERS: Readonly<Record<string, string>> = {
  a: "\u0430\u03b1\u0251",
  c: "\u0441\u03f2",
  d: "\u0501",
  e: "\u0435",
  g: "\u0261",
  h: "\u04bb",
  i: "\u0456\u03b9\u0131",
  j: "\u0458\u03f3",
  k: "\u043a\u03ba",
  l: "\u04cf",
  n: "\u0578",
  o: "\u043e\u03bf\u0585",
  p: "\u0440\u03c1",
  q: "\u051b",
  s: "\u0455",
  u: "\u03c5\u057d",
  v: "\u03bd\u0475",
  w: "\u051d",
  x: "\u0445\u03c7",
  y: "\u0443\u03b3",
  A: "\u0410\u0391",
  B: "\u0412\u0392",
  C: "\u0421",
  E: "\u0415\u0395",
  H: "\u041d\u0397",
  I: "\u0406\u0399\u04c0",
  J: "\u0408",
  K: "\u041a\u039a",
  M: "\u041c\u039c",
  N: "\u039d",
  O: "\u041e\u039f",
  P: "\u0420\u03a1",
  S: "\u0405",
  T: "\u0422\u03a4",
  X: "\u0425\u03a7",
  Y: "\u0423\u03a5",
  Z: "\u0396",
};

const turned = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([plain, others]) => [...others].map((other) => [other, plain] as const)));

const SIGN_OF = turned(SIGNS);
const LETTER_OF = turned(LETTERS);

const NOT_ASCII = /[^\0-\x7f]/u;

/** The odd characters of a text. A letter is odd only in a word that is otherwise Latin: a word in another language is none. */
export function oddCharacters(text: string): OddCharacter[] {
  if (!NOT_ASCII.test(text)) return [];
  const found: OddCharacter[] = [];
  let index = 0;
  for (const sign of text) {
    const known = sign.charCodeAt(0) < 0x80 ? null : (invisible(sign) ?? mark(sign) ?? (isInLatinWord(text, index, sign.length) ? letter(sign) : null));
    if (known) found.push({ index, length: sign.length, words: `${codePoint(sign)} (${known.what})`, instead: known.instead, kind: known.kind });
    index += sign.length;
  }
  return found;
}

/** The text with what was meant in the place of each odd character. */
export function withoutOdd(text: string, odd: readonly OddCharacter[]): string {
  let out = "";
  let from = 0;
  for (const { index, length, instead } of odd) {
    out += text.slice(from, index) + instead;
    from = index + length;
  }
  return out + text.slice(from);
}

interface Known {
  what: string;
  instead: string;
  kind: OddCharacter["kind"];
}

function invisible(sign: string): Known | null {
  const space = SPACES[sign] ?? (OTHER_SPACE.test(sign) ? "a space of another width" : undefined);
  if (space !== undefined) return { what: space, instead: " ", kind: "invisible" };
  const none = INVISIBLE[sign] ?? (OTHER_INVISIBLE.test(sign) ? "a character without width" : undefined);
  return none === undefined ? null : { what: none, instead: "", kind: "invisible" };
}

function mark(sign: string): Known | null {
  const plain = SIGN_OF.get(sign) ?? (/[\uff01-\uff5e]/.test(sign) && !/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(sign) ? narrow(sign) : undefined);
  return plain === undefined ? null : { what: `it looks like \`${plain}\``, instead: plain, kind: "sign" };
}

function letter(sign: string): Known | null {
  const plain = LETTER_OF.get(sign) ?? narrow(sign);
  if (!/^[A-Za-z0-9]+$/.test(plain)) return null;
  const script = /\p{Script=Cyrillic}/u.test(sign) ? "a Cyrillic letter" : /\p{Script=Greek}/u.test(sign) ? "a Greek letter" : "a letter";
  return { what: `${script} that looks like \`${plain}\``, instead: plain, kind: "letter" };
}

/** Wide letters, ligatures and letters of mathematics as the plain ones. */
const narrow = (sign: string): string => sign.normalize("NFKC");

function isInLatinWord(text: string, index: number, length: number): boolean {
  const before = /[\p{L}\p{N}_.-]*$/u.exec(text.slice(0, index))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_.-]*/u.exec(text.slice(index + length))?.[0] ?? "";
  const others = [...before, ...after].filter((sign) => !LETTER_OF.has(sign) && sign.normalize("NFKC") === sign);
  return others.some((sign) => /[A-Za-z]/.test(sign)) && others.every((sign) => sign.charCodeAt(0) < 0x80);
}

const codePoint = (sign: string): string => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
