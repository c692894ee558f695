const INSTEAD = Buffer.from("(session token)");

/** A shorter text is no token that AWS made, and would be found by chance. */
const MIN_CHARACTERS = 16;

/** The ways in which an answer may write a token: as it is, as JSON may escape it, and as addresses do. */
const formsOf = (token: string): Buffer[] => [...new Set([token, token.replaceAll("/", "\\/"), encodeURIComponent(token)])].map((form) => Buffer.from(form));

/**
 * The chunks of an answer without the session token that the request was signed with: an endpoint that repeats what it was sent must not bring it into an
 * error, a report or a snapshot. What could be the beginning of a token waits for the next chunk.
 */
export async function* withoutToken(chunks: AsyncIterable<Uint8Array>, token: string): AsyncGenerator<Uint8Array> {
  if (token.length < MIN_CHARACTERS) return yield* chunks as AsyncIterable<Uint8Array>;
  const forms = formsOf(token);
  const longest = Math.max(...forms.map(({ length }) => length));
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = replaced(held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]), forms);
    const ready = Math.max(0, held.length - longest + 1);
    if (ready > 0) yield held.subarray(0, ready);
    held = held.subarray(ready);
  }
  if (held.length > 0) yield held;
}

function replaced(bytes: Buffer, forms: readonly Buffer[]): Buffer {
  let whole = bytes;
  for (const form of forms) {
    for (let at = whole.indexOf(form); at >= 0; at = whole.indexOf(form, at + INSTEAD.length))
      whole = Buffer.concat([whole.subarray(0, at), INSTEAD, whole.subarray(at + form.length)]);
  }
  return whole;
}
