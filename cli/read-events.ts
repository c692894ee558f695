import { STDIN, takeStdin } from "../collectors/files/index.ts";
import { type EventsRead, readEventFiles } from "../collectors/index.ts";
import { number, plural, visible } from "../reporters/index.ts";
import type { Io } from "./io.ts";
import { progressOn } from "./progress.ts";
import { warn } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

const MAX_REASONS = 3;

/**
 * The records of files, folders and standard input that a user names with --events, with their progress and warnings printed. `outputs`: files that the
 * command writes. @throws UsageError where there is nothing to judge.
 */
export async function readEvents(paths: readonly string[], outputs: readonly string[], io: Io): Promise<EventsRead> {
  const taken = paths.filter((path) => path === STDIN).map(() => takeStdin(`--events ${STDIN}`));
  for (const refused of taken) if (refused) throw new UsageError(visible(refused.problem.message));
  const progress = progressOn(io);
  const read = await readEventFiles(paths, {
    stdin: process.stdin,
    outputs,
    onProgress: ({ filesRead, files, events, file }) =>
      progress.say(`Reading ${number(filesRead)} of ${plural(files, "file")}, ${plural(events, "record")}: ${file}`),
  }).finally(progress.done);
  refuseNoEvents(paths, read);
  await warn(read.warnings, io);
  return read;
}

/** Refuses files of events of which none held anything: to judge nothing would look like a pass. Says of each why. */
function refuseNoEvents(paths: readonly string[], { sources, ledger }: Pick<EventsRead, "sources" | "ledger">): void {
  if (sources.length > 0) return;
  const [only, ...others] = paths;
  const reasons = ledger.rows.map(({ path, message }) => (others.length === 0 && (path === only || only === "-") ? `${message}` : `${path}: ${message}`));
  const shown = reasons.slice(0, MAX_REASONS);
  if (reasons.length > shown.length) shown.push(plural(reasons.length - shown.length, "more file", "more files"));
  const why = shown.length > 0 ? shown.join("; ") : "no CloudTrail file is there";
  throw new UsageError(`--events ${paths.map(visible).join(" ")}: ${visible(why)}: nothing would be judged.`);
}
