import { leftOutOfAsff, plural, REPORTERS, type ReportOptions, visible, wrap } from "../reporters/index.ts";
import type { ReeveResults } from "../schemas/index.ts";
import { writeFile } from "./files.ts";
import { projectOf, version } from "./folders.ts";
import type { Format } from "./formats.ts";
import type { Io, Stream } from "./io.ts";

type View = Pick<ReportOptions, "by" | "controls" | "all" | "remediationTextOf" | "ruleAt" | "detailOf" | "factsOf" | "numberFlags">;

/** Writes each format to its file or to stdout, piece by piece; stops when the reader has gone. */
export async function report(results: ReeveResults, formats: readonly Format[], view: View, io: Io): Promise<void> {
  for (const { name, file } of formats) {
    const place = file === null ? { width: io.out.width, color: io.out.color } : { width: 100, color: false };
    const options: ReportOptions = { ...view, ...place, version: version() };
    const pieces = REPORTERS[name](results, options);
    if (file === null) await writeAll(name === "text" ? io.out.write : io.out.writeExact, io.out, pieces);
    else await writeFile(file, pieces, { signal: io.signal });
    const leftOut = name === "asff" ? leftOutOfAsff(results) : 0;
    if (leftOut > 0) await io.err.write(`${wrap(leftOutText(leftOut), io.err.width).join("\n")}\n`);
  }
}

const leftOutText = (count: number): string =>
  `asff leaves out ${plural(count, "result")}, because nothing says of which account: Security Hub takes none without its 12 digits. Name the account (--plan <account>=<file>), set allowed_account_ids in the provider, or give a snapshot.`;

/** Writes pieces until they or the reader end. */
export async function writeAll(write: Stream["write"], stream: Pick<Stream, "closed">, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (stream.closed()) return;
    await write(piece);
  }
}

/** What a command takes to be about the same project as one that was given this reeve.yaml; empty where it finds it by itself. */
export const configFlag = (config: string | null): string => (config === null || projectOf(config) === projectOf(null) ? "" : flagText("--config", config));

/** A flag with its value as a shell takes it, behind a space. */
export const flagText = (flag: string, value: string): string =>
  ` ${flag} ${/^[\w./@+,:=-]+$/.test(value) ? value : `'${visible(value).replaceAll("'", "'\\''")}'`}`;
