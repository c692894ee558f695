import type { ReeveDocument, ReeveResults } from "../../../schemas/index.ts";
import type { EventCatalogue } from "./aws/events.ts";

/** What lints know beside the rules. Each part may be missing: then the lints that need it stay silent. */
export interface LintContext {
  /** Texts of the rule files, by the name that the rules bear. */
  sources?: ReadonlyMap<string, string>;
  /** Files of rules that have a test file beside them with a case in it. */
  tested?: ReadonlySet<string>;
  /** Files of rules that belong to a pack: they are handed to others, who need the remediation and the sources. */
  packed?: ReadonlySet<string>;
  /** Events that AWS records: `eventCatalogue`, which is long and loaded on demand. */
  events?: EventCatalogue;
  /** A document that the author named: rules that judge nothing in it are reported. Never the bundled sample. */
  document?: LintDocument;
}

/** A document, and what `judge` counted in it: the language does not know how rules are evaluated. */
export interface LintDocument {
  content: ReeveDocument;
  /** By rule; none where the document cannot be judged. */
  counts: ReeveResults["counts"];
}
