import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { isGzip, SIGNATURE_BYTES, unreadCompression, zstdStream } from "./compression.ts";
import { ENCODING_BYTES, encodingOf } from "./encoding.ts";
import { gunzipped } from "./gunzip.ts";

/**
 * The bytes of a file or stream as UTF-8: unpacked where they are gzip, and rewritten where they are UTF-16. For JSON that is too long to be read whole.
 * What was unpacked before a break is handed over before the error is thrown.
 */
export async function* plainBytes(source: Readable): AsyncGenerator<Buffer> {
  const packed = await begun(buffersOf(source), SIGNATURE_BYTES);
  const plain = isGzip(packed.head) ? await begun(gunzipped(packed.all()), ENCODING_BYTES) : await unzstd(packed);
  const { encoding, mark } = encodingOf(plain.head, true);
  if (encoding === "utf-32") throw new Error("it is written in UTF-32: save it as UTF-8");
  if (encoding === "utf-8") yield* plain.all();
  else yield* asUtf8(plain.all(), encoding, mark);
}

interface Begun {
  head: Buffer;
  all: () => AsyncGenerator<Buffer>;
}

/** Unpacked where the bytes are zstd and Node.js reads it. Another known compression is an error: its bytes would pass for broken text. */
async function unzstd(packed: Begun): Promise<Begun> {
  const other = unreadCompression(packed.head);
  if (other === null) return packed;
  const unpack = zstdStream(packed.head);
  if (unpack) return begun(buffersOf(Readable.from(packed.all()).pipe(unpack)), ENCODING_BYTES);
  throw new Error(`it ${other.why}. ${other.next.replace(/\.$/, "")}`);
}

/** The first bytes of a stream, and all of it. An error that comes before them is thrown where the whole is read. */
async function begun(chunks: AsyncGenerator<Buffer>, least: number): Promise<Begun> {
  let head: Buffer = Buffer.alloc(0);
  let failure: { error: unknown } | null = null;
  try {
    while (head.length < least) {
      const next = await chunks.next();
      if (next.done) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
  } catch (error) {
    failure = { error };
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      if (failure) throw failure.error;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
  }
  return { head, all };
}

async function* buffersOf(source: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
}

/** Characters of UTF-16 can be cut by the border of two chunks: the decoder keeps the half. */
async function* asUtf8(chunks: AsyncGenerator<Buffer>, encoding: "utf-16le" | "utf-16be", mark: number): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: mark === 0 });
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

export const openFile = (path: string): Readable => createReadStream(path, { highWaterMark: 262_144 });
