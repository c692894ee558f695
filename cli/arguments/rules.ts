import { rulesDocsArguments } from "./rules-docs.ts";
import { rulesFixtureArguments } from "./rules-fixture.ts";
import { rulesFmtArguments } from "./rules-fmt.ts";
import { rulesListArguments } from "./rules-list.ts";
import { rulesNewArguments } from "./rules-new.ts";
import { rulesShowArguments } from "./rules-show.ts";
import { rulesTestArguments } from "./rules-test.ts";
import { rulesValidateArguments } from "./rules-validate.ts";
import { type Declare, examples } from "./shared.ts";

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
