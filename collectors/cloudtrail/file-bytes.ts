import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/**
 * The bytes of a file or stream, unpacked where they are gzip whatever the name says: some S3 clients unpack and keep the name.
 * What was unpacked before a break is handed over before the error is thrown.
 */
export async function* plainBytes(source: Readable): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>;
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  while (head.length < 2 && !ended) {
    const next = await chunks.next();
    ended = next.done === true;
    if (!ended) head = Buffer.concat([head, Buffer.from(next.value as Buffer)]);
  }
  async function* rest(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield Buffer.from(next.value as Buffer);
  }
  if (head[0] === 0x1f && head[1] === 0x8b) yield* unpacked(rest());
  else yield* rest();
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
