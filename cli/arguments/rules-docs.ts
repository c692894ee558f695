import type { SelectionFlags } from "../flags.ts";
import { type Declare, examples, selection } from "./shared.ts";

export const rulesDocsArguments: Declare = (rules, io, run) => {
  const docs = rules
    .command("docs")
    .description("write Markdown pages: one a rule and a pack, indexes by control, resource and severity")
    .requiredOption("--out <folder>", "where the pages go; pages that it did not write are left alone")
    .option("--check", "write nothing; exit code 1 when a page is not as the rules are")
    .action(run(async (flags: SelectionFlags & { out: string; check?: true }) => (await import("../commands/rules-docs.ts")).rulesDocs(flags, io)));
  selection(docs);
  examples(docs, io, [
    ["reeve rules docs --out docs/rules", "pages of all chosen rules"],
    ["reeve rules docs --out docs/rules --check", "in CI: are they as the rules are"],
  ]);
};
