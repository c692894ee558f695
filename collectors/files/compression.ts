import { gunzipSync } from "node:zlib";
import { type Refused, refused, sizeText } from "./problem.ts";

/** gzip by its first two bytes, whatever the name says: some S3 clients unpack and keep the name. Source: RFC 1952, section 2.3.1. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What is wrong with compressed data, by zlib's error; null for an error of another kind. */
export function compressionReason(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return "the compressed data ends early";
  // A header is read where compressed data begins: a wrong one after the first is what follows the data.
  if (code === "Z_DATA_ERROR" && error instanceof Error && error.message === "incorrect header check") return "something follows the compressed data";
  return code.startsWith("Z_") ? "the compressed data is damaged" : null;
}

/** Unpacks gzip, several members included; other bytes come back as they are. */
export function unpacked(bytes: Buffer, name: string, mostBytes: number): { ok: true; bytes: Buffer } | Refused {
  if (!isGzip(bytes)) return { ok: true, bytes };
  try {
    return { ok: true, bytes: gunzipSync(bytes, { maxOutputLength: mostBytes }) };
  } catch (error) {
    const why = compressionReason(error);
    if (why === null) return refused("too-large", name, `cannot be read: unpacked it is larger than ${sizeText(mostBytes)}`, "Give less at once.");
    return refused("compression", name, `cannot be read: ${why}`, "Copy or download it again, or unpack it and give the plain file.");
  }
}
