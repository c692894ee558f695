import { columns, mainRelated, padEnd, paintOf, plural, severityPaint, short, unreadLines, visible, wrap } from "../../reporters/index.ts";
import { jsonText } from "../../schemas/index.ts";
import type { RulesListFlags } from "../flags.ts";
import { selectionInput } from "../input.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { choose, type SelectedRules } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";

const rulesListInput = ({ format, ...flags }: RulesListFlags): { selection: RuleSelection; format: "text" | "json" } => ({
  selection: selectionInput(flags),
  format,
});

/** The chosen rules, as a check with the same flags would run them. */
export async function rulesList(flags: RulesListFlags, io: Io): Promise<number> {
  const { selection, format } = rulesListInput(flags);
  const chosen = choose(selection);
  if (await refuse(chosen, io)) return 2;
  const lines = format === "json" ? json(chosen) : text(chosen, io);
  for (const line of lines) await io.out.write(line);
  return 0;
}

const packOf = (chosen: SelectedRules, id: string): string => chosen.packs.find(({ ruleIds }) => ruleIds.includes(id))?.id ?? "-";

function* json(chosen: SelectedRules): Iterable<string> {
  const rules = chosen.rules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    pack: packOf(chosen, rule.id),
    severity: chosen.severity[rule.id] ?? rule.severity,
    resource: rule.resource,
    controls: rule.controls,
    ...(rule.informs ? { informs: rule.informs } : {}),
    params: rule.params,
    file: rule.file,
    off: chosen.off[rule.id] ?? null,
  }));
  yield `${jsonText(rules, 2)}\n`;
}

function* text(chosen: SelectedRules, io: Io): Iterable<string> {
  const paint = paintOf(io.out.color);
  const idWidth = Math.max(...chosen.rules.map(({ id }) => id.length));
  for (const pack of chosen.packs) {
    const rules = chosen.rules.filter(({ id }) => pack.ruleIds.includes(id));
    if (rules.length === 0) continue;
    yield `${paint.bold(pack.id === "-" ? "rules of no pack" : visible(pack.id))} ${paint.dim(plural(rules.length, "rule"))}\n`;
    for (const rule of rules) {
      const severity = chosen.severity[rule.id] ?? rule.severity;
      const head = `  ${severityPaint(paint, severity)(severity.padEnd(8))}  ${padEnd(visible(rule.id), idWidth)}  `;
      const off = chosen.off[rule.id];
      const controls = mainRelated(rule);
      const rest = short(rule.title, 200) + (off === undefined ? "" : paint.dim(` (off: ${short(off)})`));
      if (columns(head) > io.out.width * 0.6) yield `${head.trimEnd()}\n${wrap(rest, io.out.width, "            ").join("\n")}\n`;
      else {
        const whole = columns(head) + columns(rest) + columns(controls) + 2 <= io.out.width;
        yield `${wrap(whole && controls ? `${rest}  ${paint.dim(controls)}` : rest, io.out.width, head).join("\n")}\n`;
      }
    }
    yield "\n";
  }
  yield `${plural(chosen.rules.length, "rule")}. reeve rules show <id> shows one.\n`;
  const unread = unreadLines(chosen, io.out.width, "all");
  if (unread.length > 0) yield `${unread.join("\n")}\n`;
}
