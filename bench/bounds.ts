/**
 * What the bounds on input files cost: a snapshot and event files are read and judged as `check` does it, and with the bounds off. Off means: the limits are
 * infinite where they can be given, and the bytes come from Node's own calls and streams (readFile, gunzip), which compare no size, count nothing and unpack
 * without regard to what is held. All else is the same code on the same bytes: parsing, normalizing, judging. The two take turns in one process, and CPU time is
 * compared, so that other work on the machine counts less. Exits 1 above the bar. `npm run bench:bounds`.
 */
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip, gunzipSync, gzipSync } from "node:zlib";
import { textOfBytes } from "../collectors/files/index.ts";
import { documentOfEvents, parseSnapshot, readEventFiles, readSnapshot, type SnapshotResult, snapshotText } from "../collectors/index.ts";
import { judge, tapeOf } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { largeDocument } from "./large-document.ts";
import { shippedRules } from "./rules.ts";

const BAR = 1.03;
const ROUNDS = 11;
const FILES = 8;
const RECORDS_PER_FILE = 500;

interface Contest {
  what: string;
  bounded: () => Promise<number>;
  unbounded: () => Promise<number>;
}

const rules = shippedRules();

/** The number of results, to which both ways must come. */
function judged(document: ReeveDocument): number {
  const outcome = judge(document, tapeOf(document), rules, { documentHash: false });
  if (!outcome.ok) throw new Error("the document is refused");
  return outcome.results.results.length;
}

function documentIn(read: SnapshotResult): ReeveDocument {
  if (!read.ok) throw new Error(read.problem.sentence);
  return read.document;
}

/** The text of a packed file, its encoding looked at as everywhere. */
function textOf(path: string): string {
  const read = textOfBytes(gunzipSync(readFileSync(path)), { name: path, isJson: true, mostBytes: Infinity });
  if (!read.ok) throw new Error(read.problem.message);
  return read.text;
}

function snapshotContest(folder: string): Contest {
  const path = join(folder, "large.snapshot.json.gz");
  writeFileSync(path, gzipSync(snapshotText(largeDocument(4_000, 2_000) as ReeveDocument).text));
  return {
    what: "snapshot",
    bounded: async () => judged(documentIn(await readSnapshot(path))),
    unbounded: async () => judged(documentIn(await parseSnapshot(textOf(path), path))),
  };
}

/** Log files of the sample's records, each record of its own id. */
function eventsContest(folder: string): Contest {
  const sample = readdirSync("samples/events", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json.gz"))
    .flatMap(({ parentPath, name }) => (JSON.parse(gunzipSync(readFileSync(join(parentPath, name))).toString("utf8")) as { Records: object[] }).Records);
  const files = Array.from({ length: FILES }, (_, file) => {
    const Records = Array.from({ length: RECORDS_PER_FILE }, (__, at) => ({ ...sample[at % sample.length], eventID: `${file}-${at}` }));
    const path = join(folder, `${String(file).padStart(3, "0")}.json.gz`);
    writeFileSync(path, gzipSync(JSON.stringify({ Records })));
    return path;
  });
  const unbounded = { recordBytes: Infinity, fileBytes: Infinity, barrenBytes: Infinity, heldBytes: Infinity };
  async function* plain(): AsyncGenerator<Buffer> {
    for (const path of files) yield* createReadStream(path, { highWaterMark: 262_144 }).pipe(createGunzip({ chunkSize: 262_144 }));
  }
  return {
    what: "events",
    bounded: async () => judged(documentOfEvents(await readEventFiles(files), "bench")),
    unbounded: async () => judged(documentOfEvents(await readEventFiles(["-"], { stdin: Readable.from(plain()), limits: unbounded }), "bench")),
  };
}

async function cpuSeconds(run: () => Promise<number>, wanted: number | null): Promise<{ seconds: number; results: number }> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const results = await run();
  const { user, system } = process.cpuUsage(before);
  if (wanted !== null && results !== wanted) throw new Error(`${results} results, and ${wanted} the other way`);
  return { seconds: (user + system) / 1e6, results };
}

/** The quickest rounds are compared: other work on the machine only adds to a round. Who comes first alternates. */
async function ratioOf({ what, bounded, unbounded }: Contest): Promise<number> {
  const { results } = await cpuSeconds(bounded, null);
  await cpuSeconds(unbounded, results);
  const pairs: { on: number; off: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const first = await cpuSeconds(round % 2 === 0 ? bounded : unbounded, results);
    const second = await cpuSeconds(round % 2 === 0 ? unbounded : bounded, results);
    pairs.push(round % 2 === 0 ? { on: first.seconds, off: second.seconds } : { on: second.seconds, off: first.seconds });
  }
  const [on, off] = [Math.min(...pairs.map((pair) => pair.on)), Math.min(...pairs.map((pair) => pair.off))];
  const ratio = on / off;
  process.stdout.write(
    `${what.padEnd(9)} ${on.toFixed(3)} s with the bounds, ${off.toFixed(3)} s without, CPU, ${results.toLocaleString("en")} results; ratio ${ratio.toFixed(3)} (at most ${BAR}): ${ratio > BAR ? "MISSED" : "within"}\n`,
  );
  return ratio;
}

const folder = mkdtempSync(join(tmpdir(), "reeve-bench-"));
try {
  for (const contest of [snapshotContest(folder), eventsContest(folder)]) if ((await ratioOf(contest)) > BAR) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
