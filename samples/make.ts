/** Writes the bundled sample: `npm run samples`; `-- --check` fails when the files differ. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { snapshotText } from "../collectors/index.ts";
import { ACCOUNT } from "./clock.ts";
import { tideline } from "./tideline/document.ts";
import { afternoon, morning } from "./tideline/records.ts";

const byTime = (records: Record<string, unknown>[]): Record<string, unknown>[] => records.sort((a, b) => (String(a.eventTime) < String(b.eventTime) ? -1 : 1));
const logFile = (time: string, tail: string): string => `samples/events/${ACCOUNT}_CloudTrail_eu-west-1_${time}_${tail}.json.gz`;

const files: Record<string, string> = {
  "samples/tideline.snapshot.json.gz": snapshotText(tideline()).text,
  [logFile("20261116T1000Z", "tidelineMorning0")]: JSON.stringify({ Records: byTime(morning()) }),
  [logFile("20261116T1500Z", "tidelineAfternoo")]: JSON.stringify({ Records: byTime(afternoon()) }),
};

mkdirSync("samples/events", { recursive: true });
const stale = Object.entries(files).filter(([file, text]) => {
  try {
    return gunzipSync(readFileSync(file)).toString("utf8") !== text;
  } catch {
    return true;
  }
});
if (process.argv.includes("--check")) {
  if (stale.length > 0) {
    process.stderr.write(`Sample files differ from their source: ${stale.map(([file]) => file).join(", ")}\nRun: npm run samples\n`);
    process.exitCode = 1;
  }
} else for (const [file, text] of stale) writeFileSync(file, gzipSync(text, { level: 9 }));
process.stdout.write(`${Object.keys(files).length} sample files, ${stale.length} ${process.argv.includes("--check") ? "stale" : "written"}\n`);
