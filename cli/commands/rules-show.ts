import { type LogicLimits, ruleLogic, ruleLogicLimits } from "../../engine/index.ts";
import { paintOf, rulePage } from "../../reporters/index.ts";
import { jsonText } from "../../schemas/index.ts";
import type { RulesShowFlags } from "../flags.ts";
import { selectionInput } from "../input.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { ruleDoc } from "../rule-doc.ts";
import { CONDITION_KEYS, ruleText, sections } from "../rule-text.ts";
import { choose } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What is shown of a rule: a text for reading, the JsonLogic that its conditions lower to as JSON, or its Markdown page. */
interface RuleToShow {
  id: string;
  selection: RuleSelection;
  form: "text" | "logic" | "page";
}

function rulesShowInput(id: string, { docs, logic, ...flags }: RulesShowFlags): RuleToShow {
  if (docs && logic) throw new UsageError("--docs and --logic: choose one.");
  return { id, selection: selectionInput(flags), form: docs ? "page" : logic ? "logic" : "text" };
}

/** One rule, for reading or for programs. */
export const rulesShow = (id: string, flags: RulesShowFlags, io: Io): Promise<number> => showRule(rulesShowInput(id, flags), io);

/** The same, for `explain` too. */
export async function showRule({ id, selection, form }: RuleToShow, io: Io): Promise<number> {
  const chosen = choose({ ...selection, rule: [...selection.rule, id] });
  if (await refuse(chosen, io)) return 2;
  const rule = chosen.rules.find((each) => each.id === id || each.formerly.includes(id));
  if (!rule) throw new UsageError(`no rule is called ${id}`);
  if (form === "page") {
    await io.out.write(rulePage(ruleDoc(rule, chosen), null));
    return 0;
  }
  const values = chosen.params[rule.id] ?? {};
  if (form === "logic") {
    await io.out.write(`${jsonText(ruleLogic(rule, values), 2)}\n`);
    for (const notice of notices(ruleLogicLimits(rule, values))) await io.err.write(`reeve: ${notice}\n`);
    return 0;
  }
  const paint = paintOf(io.out.color);
  const pack = chosen.packs.find(({ ruleIds }) => ruleIds.includes(rule.id))?.id ?? "-";
  await io.out.write(ruleText(rule, { pack, severity: chosen.severity[rule.id] ?? rule.severity, values, width: io.out.width }, paint));
  const conditions = sections(chosen.sourceOf(rule.file) ?? "", CONDITION_KEYS);
  await io.out.write(`\n${conditions}\n`);
  const remediationText = sections(chosen.sourceOf(rule.file) ?? "", ["remediation"]);
  if (remediationText !== "") await io.out.write(`\n${remediationText}\n`);
  return 0;
}

/** What a reader of exported logic would else learn from results that are wrong. */
function notices({ outside, unset }: LogicLimits): string[] {
  const output: string[] = [];
  if (outside.length > 0)
    output.push(
      `${outside.join(" and ")} cannot run outside Reeve: a lookup, the state before an event or a path out of an element would be null there (docs/json-logic.md).`,
    );
  if (unset.length > 0) output.push(`${unset.join(", ")}: not set, and null in the logic. Set with --param or in reeve.yaml.`);
  return output;
}
