import { isUtf8 } from "node:buffer";
import { type Refused, refused } from "./problem.ts";

/** UTF-32 is known, and not read. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "utf-32";

/** How many of the first bytes show the encoding. */
export const ENCODING_BYTES = 4;

/**
 * The encoding that the first bytes show, and how many of them are its byte order mark. Without a mark it is UTF-8; JSON in UTF-16 or UTF-32 without one
 * is known by the zero bytes of its first character, which is ASCII. Source: Unicode Standard, section 23.8; RFC 4627, section 3.
 *
 * @param isJson whether the text is JSON, or begins with an ASCII character as JSON does.
 */
export function encodingOf(head: Uint8Array, isJson: boolean): { encoding: Encoding; mark: 0 | 2 | 3 } {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return { encoding: "utf-32", mark: 0 };
  if (first === 0 && second === 0 && ((third === 0xfe && fourth === 0xff) || (isJson && third === 0 && fourth))) return { encoding: "utf-32", mark: 0 };
  if (isJson && first && second === 0 && third === 0 && fourth === 0) return { encoding: "utf-32", mark: 0 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", mark: 2 };
  if (isJson && second === 0 && first !== 0 && first !== undefined) return { encoding: "utf-16le", mark: 0 };
  if (isJson && first === 0 && second !== 0 && second !== undefined) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}

/** Text without its byte order mark. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

export interface DecodeOptions {
  isJson: boolean;
  /** Texts that authors write: UTF-8 only, and a byte order mark stays, so that the text holds every byte of the file. */
  authored: boolean;
  /** What to do about content that is no text, as a sentence. */
  next: string;
  /** The same for a ZIP archive; where it is empty, `next`. */
  archive: string;
}

/** Bytes as text. Bytes that are no text of their encoding are refused: a replaced character could make two names equal. */
export function decoded(bytes: Buffer, name: string, { isJson, authored, next, archive }: DecodeOptions): { ok: true; text: string } | Refused {
  const { encoding, mark } = encodingOf(bytes, isJson);
  if (encoding === "utf-32") return refused("encoding", name, "is written in UTF-32", "Save it as UTF-8.");
  if (authored && (encoding !== "utf-8" || isUtf16(bytes))) return refused("encoding", name, "is written in UTF-16", "Save it as UTF-8.");
  if (encoding === "utf-8") {
    if (isZip(bytes)) return refused("archive", name, "is a ZIP archive and not text", archive || next || "Unpack it first.");
    if (!isUtf8(bytes)) return refused("encoding", name, `is ${contentOf(bytes)}`, next || "Save it as UTF-8.");
    const zero = authored ? bytes.indexOf(0) : -1;
    if (zero >= 0) return refused("encoding", name, `holds a NUL byte in line ${lineOf(bytes, zero)}, which no text has`, "Remove it.");
    return { ok: true, text: bytes.toString("utf8", authored ? 0 : mark) };
  }
  const content = bytes.subarray(mark);
  if (content.length % 2 > 0) return refused("encoding", name, "ends in the middle of a character of UTF-16", "Copy it again, or save it as UTF-8.");
  return { ok: true, text: (encoding === "utf-16le" ? content : Buffer.from(content).swap16()).toString("utf16le") };
}

/** Whether text of authors without a byte order mark is UTF-16: its first two characters are ASCII, and each has a zero byte on the same side. */
function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  const isLittle = second === 0 && fourth === 0 && first !== 0 && third !== 0;
  const isBig = first === 0 && third === 0 && second !== 0 && fourth !== 0;
  return fourth !== undefined && (isLittle || isBig);
}

const lineOf = (bytes: Buffer, at: number): number => bytes.toString("latin1", 0, at).split("\n").length;

/** Source of the signature: PKWARE APPNOTE, section 4.3.7. */
const isZip = (bytes: Buffer): boolean => bytes.toString("latin1", 0, 4) === "PK\u0003\u0004";

/** What bytes that are no UTF-8 may be. */
const contentOf = (bytes: Buffer): string => (bytes.subarray(0, 4096).includes(0) ? "binary data and not text" : "not valid UTF-8");
