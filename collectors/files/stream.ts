import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isGzip } from "./compression.ts";
import { encodingOf } from "./encoding.ts";

/**
 * The bytes of a file or stream as UTF-8: unpacked where they are gzip, and rewritten where they are UTF-16. For JSON that is too long to be read whole.
 * What was unpacked before a break is handed over before the error is thrown.
 */
export async function* plainBytes(source: Readable): AsyncGenerator<Buffer> {
  const packed = await begun(buffersOf(source));
  const plain = isGzip(packed.head) ? await begun(unpacked(packed.all())) : packed;
  const { encoding, mark } = encodingOf(plain.head, true);
  if (encoding === "utf-8") yield* plain.all();
  else yield* asUtf8(plain.all(), encoding, mark);
}

/** Bytes that show compression and encoding. */
const HEAD_BYTES = 3;

/** The first bytes of a stream, and all of it. An error that comes before them is thrown where the whole is read. */
async function begun(chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; all: () => AsyncGenerator<Buffer> }> {
  let head: Buffer = Buffer.alloc(0);
  let failure: { error: unknown } | null = null;
  try {
    while (head.length < HEAD_BYTES) {
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

/** Unpacks gzip, several members included; hands over all that came out before an error. */
async function* unpacked(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const out: Buffer[] = [];
  let failure: unknown = null;
  let finished = false;
  let wake = (): void => {};
  const woken = (): Promise<void> => new Promise((done) => (wake = done));
  gunzip.on("data", (chunk: Buffer) => {
    out.push(chunk);
    gunzip.pause();
    wake();
  });
  gunzip.on("error", (error) => {
    failure = error;
    wake();
  });
  gunzip.on("end", () => {
    finished = true;
    wake();
  });
  const feeding = feed(packed, gunzip, () => failure !== null).catch((error: unknown) => {
    failure ??= error;
    wake();
  });
  try {
    for (;;) {
      const waiting = woken();
      while (out.length > 0) yield out.shift() as Buffer;
      if (failure !== null) throw failure;
      if (finished) return;
      gunzip.resume();
      await waiting;
    }
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

async function feed(packed: AsyncGenerator<Buffer>, gunzip: ReturnType<typeof createGunzip>, stopped: () => boolean): Promise<void> {
  for await (const chunk of packed) {
    if (stopped() || gunzip.destroyed) return;
    if (!gunzip.write(chunk)) {
      await new Promise<void>((done) => {
        gunzip.once("drain", done);
        gunzip.once("close", done);
        gunzip.once("error", () => done());
      });
    }
  }
  if (!gunzip.destroyed) gunzip.end();
}

export const openFile = (path: string): Readable => createReadStream(path, { highWaterMark: 262_144 });
