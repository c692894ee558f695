import { crc32, createInflateRaw } from "node:zlib";

/** Bytes of a member before its compressed data, without the parts that flags add; its end: checksum and length. Source: RFC 1952, section 2.3. */
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const [HEADER_CHECKSUM, EXTRA, NAME, COMMENT] = [2, 4, 8, 16] as const;
/** Packed bytes that are unpacked at once: what they unpack to is held in memory, at most some thousand times as much. */
const PIECE_BYTES = 65_536;
const OUT_BYTES = 262_144;

/** An error as zlib throws it. */
const zlibError = (code: string, message: string): Error => Object.assign(new Error(message), { code });
const endsEarly = (): Error => zlibError("Z_BUF_ERROR", "unexpected end of file");
const damaged = (message: string): Error => zlibError("Z_DATA_ERROR", message);
/** What zlib says where a member should begin and something else does. */
const somethingFollows = (): Error => damaged("incorrect header check");

/**
 * Unpacks gzip, several members included. Unlike zlib's own stream, which drops what it holds at an error, this hands over all that a member unpacks to
 * before it looks at what follows the member. Zero bytes after the last member are padding. Throws errors with zlib's codes.
 */
export async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = packedInput(packed);
  try {
    for (let isFirst = true; ; isFirst = false) {
      if (!isFirst && !(await input.skipPadding())) return;
      if (!(await skipHeader(input))) throw isFirst ? endsEarly() : somethingFollows();
      yield* member(input);
    }
  } finally {
    await input.close();
  }
}

interface PackedInput {
  /** At least so many bytes from here on, fewer at the end. */
  held: (least: number) => Promise<Buffer>;
  skip: (bytes: number) => void;
  /** False at the end of the input. */
  skipPadding: () => Promise<boolean>;
  close: () => Promise<void>;
}

function packedInput(packed: AsyncIterable<Buffer>): PackedInput {
  const chunks = packed[Symbol.asyncIterator]();
  let bytes: Buffer = Buffer.alloc(0);
  let ended = false;
  const held = async (least: number): Promise<Buffer> => {
    while (!ended && bytes.length < least) {
      const next = await chunks.next();
      if (next.done) ended = true;
      else bytes = bytes.length === 0 ? next.value : Buffer.concat([bytes, next.value]);
    }
    return bytes;
  };
  const skip = (count: number): void => {
    bytes = bytes.subarray(count);
  };
  return {
    held,
    skip,
    skipPadding: async () => {
      let wasPadded = false;
      while ((await held(1)).length > 0) {
        const end = bytes.findIndex((byte) => byte !== 0);
        if (end === 0) {
          if (wasPadded) throw somethingFollows();
          return true;
        }
        wasPadded = true;
        skip(end < 0 ? bytes.length : end);
      }
      return false;
    },
    close: async () => {
      await chunks.return?.();
    },
  };
}

/** Skips the header of a member; false where none begins here. */
async function skipHeader(input: PackedInput): Promise<boolean> {
  const head = await input.held(HEADER_BYTES);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return false;
  if (head.length < HEADER_BYTES) throw endsEarly();
  if (head[2] !== 8) throw damaged("unknown compression method");
  const flags = head[3] ?? 0;
  input.skip(HEADER_BYTES);
  if (flags & EXTRA) {
    const [low = 0, high = 0] = await whole(input, 2);
    input.skip(2);
    await whole(input, low + high * 256);
    input.skip(low + high * 256);
  }
  for (const text of [NAME, COMMENT]) if (flags & text) await skipText(input);
  if (flags & HEADER_CHECKSUM) {
    await whole(input, 2);
    input.skip(2);
  }
  return true;
}

async function whole(input: PackedInput, count: number): Promise<Buffer> {
  const bytes = await input.held(count);
  if (bytes.length < count) throw endsEarly();
  return bytes;
}

async function skipText(input: PackedInput): Promise<void> {
  for (let end = -1; end < 0; ) {
    const bytes = await whole(input, 1);
    end = bytes.indexOf(0);
    input.skip(end < 0 ? bytes.length : end + 1);
  }
}

/** Unpacks the data of one member and checks it by its end. */
async function* member(input: PackedInput): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: OUT_BYTES });
  let out: Buffer[] = [];
  let failure: unknown = null;
  inflater.on("data", (chunk: Buffer) => out.push(chunk));
  inflater.on("error", (error) => {
    failure ??= error;
  });
  let checksum = 0;
  let length = 0;
  let fed = 0;
  try {
    for (let isEnded = false; !isEnded; ) {
      const piece = (await input.held(1)).subarray(0, PIECE_BYTES);
      if (piece.length === 0) failure = endsEarly();
      else {
        await written(inflater, piece);
        const used = inflater.bytesWritten - fed;
        fed += used;
        input.skip(used);
        // The inflater leaves what lies behind the end of the data.
        isEnded = failure === null && used < piece.length;
      }
      for (const chunk of out) {
        checksum = crc32(chunk, checksum);
        length += chunk.length;
        yield chunk;
      }
      out = [];
      if (failure !== null) throw failure;
    }
  } finally {
    inflater.destroy();
  }
  const end = await whole(input, TRAILER_BYTES);
  if (end.readUInt32LE(0) !== checksum) throw damaged("incorrect data check");
  if (end.readUInt32LE(4) !== length % 4_294_967_296) throw damaged("incorrect length check");
  input.skip(TRAILER_BYTES);
}

/** Gives a piece to the inflater, and waits until it is unpacked, or until the inflater fails. */
const written = (inflater: ReturnType<typeof createInflateRaw>, piece: Buffer): Promise<void> =>
  new Promise((done) => {
    const finish = (): void => {
      inflater.off("error", finish);
      done();
    };
    inflater.once("error", finish);
    inflater.write(piece, finish);
  });
