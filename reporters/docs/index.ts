/** Rules → Markdown pages. */
export { MARK as DOCS_MARK } from "./markdown.ts";
export { rulesPage } from "./one-page.ts";
export { docsPages } from "./pages.ts";
export type { PackDoc, Page, RemediationDoc, RuleDoc } from "./rule-doc.ts";
export { rulePage } from "./rule-page.ts";
