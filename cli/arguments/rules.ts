import { Option } from "commander";
import type { RulesDocsFlags, RulesFmtFlags, RulesListFlags, RulesShowFlags } from "../flags.ts";
import { rulesFixtureArguments } from "./rules-fixture.ts";
import { rulesNewArguments } from "./rules-new.ts";
import { rulesTestArguments } from "./rules-test.ts";
import { rulesValidateArguments } from "./rules-validate.ts";
import { type Declare, examples, selection } from "./shared.ts";

const rulesFmtArguments: Declare = (rules, io, run) => {
  const fmt = rules
    .command("fmt")
    .description("write rules and their tests in one layout: block style, fields in order, comments kept")
    .argument("[path...]", "rule files or folders; without paths, those of reeve.yaml")
    .option("--check", "change nothing; exit code 1 where a file would change")
    .option("--config <file>", "this reeve.yaml instead of the one found upward")
    .action(run(async (paths: string[], flags: RulesFmtFlags) => (await import("../commands/rules-fmt.ts")).rulesFmt(paths, flags, io)));
  examples(fmt, io, [
    ["reeve rules fmt", "the rules of reeve.yaml"],
    ["reeve rules fmt rules/user-mfa.yaml", "one file"],
    ["reeve rules fmt --check", "for a pipeline"],
  ]);
};

const rulesDocsArguments: Declare = (rules, io, run) => {
  const docs = rules
    .command("docs")
    .description("write Markdown pages: one a rule and a pack, indexes by control, resource and severity")
    .requiredOption("--out <folder>", "where the pages go; pages that it did not write are left alone")
    .option("--check", "write nothing; exit code 1 when a page is not as the rules are")
    .action(run(async (flags: RulesDocsFlags) => (await import("../commands/rules-docs.ts")).rulesDocs(flags, io)));
  selection(docs);
  examples(docs, io, [
    ["reeve rules docs --out docs/rules", "pages of all chosen rules"],
    ["reeve rules docs --out docs/rules --check", "in CI: are they as the rules are"],
  ]);
};

const rulesShowArguments: Declare = (rules, io, run) => {
  const show = rules
    .command("show")
    .description("show one rule: what it asks, its parameters, controls and remediation")
    .argument("<rule>", "rule id")
    .option("--logic", "the JsonLogic that its conditions lower to")
    .option("--docs", "its Markdown page")
    .action(run(async (id: string, flags: RulesShowFlags) => (await import("../commands/rules-show.ts")).rulesShow(id, flags, io)));
  selection(show);
  examples(show, io, [
    ["reeve rules show root-mfa", "read it"],
    ["reeve rules show root-mfa --logic", "its conditions as JsonLogic"],
    ["reeve rules show root-mfa --docs > root-mfa.md", "its Markdown page"],
  ]);
};

const rulesListArguments: Declare = (rules, io, run) => {
  const ruleList = rules
    .command("list")
    .description("list the chosen rules")
    .addOption(new Option("--format <name>", "form of the list").choices(["text", "json"]).default("text"))
    .action(run(async (flags: RulesListFlags) => (await import("../commands/rules-list.ts")).rulesList(flags, io)));
  selection(ruleList);
  examples(ruleList, io, [
    ["reeve rules list", "all rules that a check would run"],
    ["reeve rules list --pack iam-baseline --severity critical,high", "some of them"],
  ]);
};

/** Commands under `reeve rules`, in the order of its help. */
const COMMANDS: readonly Declare[] = [
  rulesNewArguments,
  rulesListArguments,
  rulesShowArguments,
  rulesDocsArguments,
  rulesValidateArguments,
  rulesFmtArguments,
  rulesTestArguments,
  rulesFixtureArguments,
];

export const rulesArguments: Declare = (program, io, run) => {
  const rules = program.command("rules").description("list, show, validate and test rules");
  examples(rules, io, [
    ["reeve rules list --control cis-aws-5.0:1.4", "rules that answer a control"],
    ["reeve rules validate rules/", "every mistake with file, line and column"],
  ]);
  for (const declare of COMMANDS) declare(rules, io, run);
};
