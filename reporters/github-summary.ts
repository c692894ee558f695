import { markdownReport } from "./markdown/report.ts";
import type { Reporter } from "./options.ts";

/** GitHub refuses a step's summary above 1,024 KiB whole. A tenth is left to whatever else the step writes. Source: GitHub Docs, "Adding a job summary". */
const ROOM_BYTES = 943_718;

/** Markdown for `$GITHUB_STEP_SUMMARY`. */
export const githubSummary: Reporter = function* (results, options) {
  yield markdownReport(results, options, ROOM_BYTES, bytes);
};

const encoder = new TextEncoder();
const bytes = (text: string): number => encoder.encode(text).length;
