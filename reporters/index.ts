/** Results → text. One file a format. */
import { asff } from "./asff.ts";
import { csv } from "./csv.ts";
import { github } from "./github.ts";
import { githubComment } from "./github-comment.ts";
import { githubSummary } from "./github-summary.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { ocsf } from "./ocsf.ts";
import { naming, open, type Reporter } from "./options.ts";
import { githubSarif, sarif } from "./sarif.ts";
import { text } from "./text.ts";

export { accessText } from "./access.ts";
export { comparisonText } from "./access-comparison.ts";
export { limitsText } from "./access-limits.ts";
export { pathsText } from "./access-paths.ts";
export { whoText } from "./access-who.ts";
export { leftOutOfAsff } from "./asff.ts";
export { keptText } from "./cause.ts";
export { stateText } from "./decision-states.ts";
export { diagnosticsGithub } from "./diagnostics/github.ts";
export { diagnosticsJson } from "./diagnostics/json.ts";
export { diagnosticsSarif } from "./diagnostics/sarif.ts";
export { diagnosticText, tally } from "./diagnostics/text.ts";
export { DIFF_REPORTERS } from "./diff/index.ts";
export { DOCS_MARK, docsPages, type PackDoc, type Page, type RemediationDoc, type RuleDoc, rulePage, rulesPage } from "./docs/index.ts";
export { duration, evidenceText, sourceText } from "./evidence.ts";
export { gapAdvice, gapTitle, reasonText } from "./gap-text.ts";
export { columns, number, padEnd, padStart, plural, wordFor, wrap } from "./layout.ts";
export { type Numbered, numbered } from "./number.ts";
export type { Reporter, ReportOptions, RulePlace } from "./options.ts";
export { type Paint, paintOf, severityPaint } from "./paint.ts";
export { acceptanceText } from "./unknowns.ts";
export { unreadLines } from "./unread.ts";
export { controlsText, kindText, mainRelated, resourceText, valueText } from "./values.ts";
export { printable, short, visible } from "./visible.ts";

/** `open`: needs findings and unknowns alone, so that other results need not be made. */
const reporters = {
  text: open(text),
  json: naming(json),
  sarif: open(naming(sarif)),
  junit,
  github: open(github),
  "github-summary": open(githubSummary),
  "github-comment": open(githubComment),
  "github-sarif": open(naming(githubSarif)),
  gitlab: open(gitlab),
  csv,
  ocsf: naming(ocsf),
  asff: open(asff),
} satisfies Record<string, Reporter>;

/** By the name that `--format` takes. */
export const REPORTERS: Readonly<Record<keyof typeof reporters, Reporter>> = reporters;
