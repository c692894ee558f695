import { markdownReport } from "./markdown/report.ts";
import type { Reporter } from "./options.ts";

/**
 * GitHub's message says 65,536 characters; measured are code points for pull requests and 262,144 bytes for comments. Counted in UTF-16 units, of which none
 * makes more than one code point or three bytes, a text below it is below all of them. Source: dead-claudia/github-limits.
 */
const ROOM = 65_535;

/** What `reeve comment` finds its own comment by. The reader does not see it. */
const MARKER = "<!-- reeve:gate -->";

/** Markdown for one comment in a pull or merge request, which the next run replaces. */
export const githubComment: Reporter = function* (results, options) {
  yield `${MARKER}\n${markdownReport(results, options, ROOM - MARKER.length - 1, (text) => text.length)}`;
};
