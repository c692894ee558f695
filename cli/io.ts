import { readReason } from "../collectors/files/index.ts";
import { printable } from "../reporters/index.ts";

/** The terminal as commands see it: results go to `out`, progress and diagnostics to `err`. */
export interface Io {
  out: Stream;
  err: Stream;
  /** Aborts at Ctrl-C. */
  signal: AbortSignal;
}

export interface Stream {
  /** Writes lines for people, as `printable` makes them. Waits where the reader is slow; after the reader has gone, does nothing. */
  write(text: string): Promise<void>;
  /** The same of text that is read by programs, or moves the cursor: whoever made it has seen to what it holds. */
  writeExact(text: string): Promise<void>;
  /** Columns to wrap at. */
  width: number;
  color: boolean;
  tty: boolean;
  /** Whether the reader has gone (`| head`). */
  closed(): boolean;
}

const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 40;
const WIDEST = 160;

/** Colour as users of other programs expect: off by --no-color, NO_COLOR, TERM=dumb; on by FORCE_COLOR; else on terminals. */
function wantsColor(stream: NodeJS.WriteStream, flag: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (!flag || (NO_COLOR !== undefined && NO_COLOR !== "")) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}

function widthOf(stream: NodeJS.WriteStream): number {
  const declaredColumns = Number.parseInt(process.env.COLUMNS ?? "", 10);
  const columns = stream.isTTY ? stream.columns || declaredColumns : declaredColumns;
  return columns > 0 ? Math.min(WIDEST, Math.max(LEAST_WIDTH, columns)) : DEFAULT_WIDTH;
}

/** Wraps one of the process's streams. */
export function streamOf(stream: NodeJS.WriteStream, colorFlag: boolean): Stream {
  let gone = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
    process.exitCode = 2;
    const { why, next } = readReason(error);
    if (stream === process.stdout) process.stderr.write(`reeve: cannot write to standard output: ${why}. ${next}`.trimEnd().concat("\n"));
  });
  const color = wantsColor(stream, colorFlag);
  let isLineStart = true;
  /** Settles once the reader takes more; one for all that wait, however many they are. */
  let drained: Promise<void> | null = null;
  const untilDrained = (): Promise<void> => {
    drained ??= new Promise((resolve) => {
      const done = (): void => {
        for (const event of ["drain", "close", "error"]) stream.off(event, done);
        drained = null;
        resolve();
      };
      for (const event of ["drain", "close", "error"]) stream.once(event, done);
    });
    return drained;
  };
  const writeExact = async (text: string): Promise<void> => {
    if (text !== "") isLineStart = text.endsWith("\n");
    if (!gone && !stream.destroyed && !stream.write(text)) await untilDrained();
  };
  return {
    width: widthOf(stream),
    color,
    tty: stream.isTTY === true,
    closed: () => gone,
    write: (text) => writeExact(printable(text, { color, isLineStart })),
    writeExact,
  };
}
