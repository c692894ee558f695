import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { type Refused, refused, sizeText } from "./problem.ts";

/** gzip by its first two bytes, whatever the name says: some S3 clients unpack and keep the name. Source: RFC 1952, section 2.3.1. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** How many of the first bytes show the format. */
export const SIGNATURE_BYTES = 10;

interface OtherFormat {
  /** As in "is packed with zstd" and "is an Avro file". */
  what: string;
  /** What to do, as a sentence without its full stop. */
  next: string;
  isIn: (head: Uint8Array) => boolean;
}

const packedWith = (name: string, unpack: string, isIn: OtherFormat["isIn"]): OtherFormat => ({
  what: `packed with ${name}`,
  next: `Unpack it first: ${unpack} FILE`,
  isIn,
});

/** A file of tables: its rows are behind a signature of letters, after which comes no text. */
const tables = (what: string, signature: string): OtherFormat => ({
  what,
  next: "Write its rows as JSON first, one to a line",
  isIn: (head) => [...signature].every((letter, at) => head[at] === letter.charCodeAt(0)) && isNoText(head[signature.length]),
});

const isNoText = (byte = 0): boolean => byte < 0x20 || byte > 0x7e;

const begins =
  (...signature: number[]) =>
  (head: Uint8Array): boolean =>
    signature.every((byte, at) => head[at] === byte);

/** First bytes of a block of bzip2, and of its end: the digits of pi, and of its square root. */
const [BLOCK, END] = [
  [0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd] as const;

/**
 * Formats that are known by their first bytes and not read. Sources: RFC 8878, section 3.1.1; the bzip2 format (`BZh`, a digit, and the first bytes
 * of pi or of its end mark); The .xz File Format, section 2.1.1.1; LZ4 Frame Format; Snappy framing format, section 4.1; RFC 1950, section 2.2 (zlib);
 * Apache Parquet, File Format (`PAR1`); Apache ORC, ORC Specification v1 (`ORC`); Apache Avro Specification, Object Container Files (`Obj` and 1); the others
 * as file(1) knows them.
 */
const OTHER_FORMATS: readonly OtherFormat[] = [
  packedWith("zstd", "zstd -d", begins(...ZSTD)),
  packedWith("bzip2", "bunzip2", (head) => begins(0x42, 0x5a, 0x68)(head) && [BLOCK, END].some((mark) => mark.every((byte, at) => head[4 + at] === byte))),
  packedWith("xz", "unxz", begins(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00)),
  packedWith("lzma", "unlzma", begins(0x5d, 0x00, 0x00)),
  packedWith("lz4", "unlz4", begins(0x04, 0x22, 0x4d, 0x18)),
  packedWith("snappy", "snzip -d", begins(0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59)),
  packedWith("zlib", "pigz -dz", (head) => head[0] === 0x78 && [0x01, 0x9c, 0xda].includes(head[1] ?? 0)),
  packedWith("compress", "uncompress", begins(0x1f, 0x9d)),
  packedWith("7-Zip", "7z x", begins(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)),
  packedWith("RAR", "unrar x", begins(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07)),
  tables("a Parquet file", "PAR1"),
  tables("an ORC file", "ORC"),
  tables("an Avro file", "Obj"),
];

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

const isZstd = begins(...ZSTD);

/** The zstd of Node.js 22.15 and later, which the types of earlier ones do not name. */
const ZSTD_OF_NODE = zlib as unknown as { zstdDecompressSync?: Unpack; createZstdDecompress?: () => Transform };

/** Unpacks a stream of zstd; null where Node.js has no zstd, and for other bytes. */
export const zstdStream = (head: Uint8Array): Transform | null => (isZstd(head) ? (ZSTD_OF_NODE.createZstdDecompress?.() ?? null) : null);

/** Bytes in a compression that is known and not read here: what is wrong, and what to do. Null for all other bytes. */
export function unreadCompression(head: Uint8Array): { why: string; next: string } | null {
  const format = OTHER_FORMATS.find(({ isIn }) => isIn(head));
  if (!format) return null;
  return { why: `is ${format.what}, which is not read here`, next: `${format.next}.` };
}

const isZip = (head: Uint8Array): boolean => begins(0x50, 0x4b, 0x03, 0x04)(head) || begins(0x50, 0x4b, 0x05, 0x06)(head);

/** Where the header of a tar archive has its format's name. Source: POSIX.1-2017, pax, "ustar Interchange Format". */
const TAR_NAME = 257;
const isTar = (head: Uint8Array): boolean => [..."ustar"].every((letter, at) => head[TAR_NAME + at] === letter.charCodeAt(0));

/** Source: RFC 7464, section 2.2. */
const RECORD_SEPARATOR = 0x1e;

/** What unpacked bytes still are: packed a second time, or an archive (PKWARE APPNOTE, section 4.3.7). Null for all other bytes. */
export function stillPacked(head: Uint8Array): string | null {
  if (isGzip(head)) return "it is packed with gzip twice. Unpack it once: gunzip FILE";
  if (isZip(head)) return "it is a ZIP archive, which is not read here. Unpack it first: unzip FILE";
  if (isTar(head)) return "it is a tar archive, which is not read here. Unpack it first: tar -xf FILE";
  if (head[0] === RECORD_SEPARATOR)
    return "it is a sequence of JSON texts, each behind the byte 1E (RFC 7464), which is not read here. Remove that byte first: tr -d '\\036' < FILE";
  const other = unreadCompression(head);
  return other === null ? null : `it ${other.why}. ${other.next.replace(/\.$/, "")}`;
}

/** What is wrong with compressed data, by zlib's error; null for an error of another kind. */
export function compressionReason(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return "the compressed data ends early";
  // A header is read where compressed data begins: a wrong one after the first is what follows the data.
  if (code === "Z_DATA_ERROR" && error instanceof Error && error.message === "incorrect header check") return "something follows the compressed data";
  return code.startsWith("Z_") || code.startsWith("ZSTD_") ? "the compressed data is damaged" : null;
}

type Plain = { ok: true; bytes: Buffer } | Refused;

/** Unpacks gzip, several members included, and zstd where Node.js has it; other bytes come back as they are, unless they are in a known compression. */
export function unpacked(bytes: Buffer, name: string, mostBytes: number): Plain {
  if (isGzip(bytes)) return unpackedBy(zlib.gunzipSync, bytes, name, mostBytes);
  const other = unreadCompression(bytes.subarray(0, SIGNATURE_BYTES));
  if (other === null) return { ok: true, bytes };
  const zstd = isZstd(bytes) ? ZSTD_OF_NODE.zstdDecompressSync : undefined;
  return zstd ? unpackedBy(zstd, bytes, name, mostBytes) : refused("compression", name, other.why, other.next);
}

function unpackedBy(unpack: Unpack, bytes: Buffer, name: string, mostBytes: number): Plain {
  try {
    const plain = unpack(bytes, { maxOutputLength: mostBytes });
    const still = stillPacked(plain);
    return still === null ? { ok: true, bytes: plain } : refused("compression", name, `cannot be read: ${still}`, "");
  } catch (error) {
    const why = compressionReason(error);
    if (why === null) return refused("too-large", name, `cannot be read: unpacked it is larger than ${sizeText(mostBytes)}`, "Give less at once.");
    return refused("compression", name, `cannot be read: ${why}`, "Copy or download it again, or unpack it and give the plain file.");
  }
}
