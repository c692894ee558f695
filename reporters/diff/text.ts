import { type AccountChange, type DiffedAccount, type DiffedResults, type ReeveDiff, timeText } from "../../schemas/index.ts";
import { plural, wrap } from "../layout.ts";
import { type Paint, paintOf, severityPaint } from "../paint.ts";
import { valueText } from "../values.ts";
import { short, visible } from "../visible.ts";
import { changedText, changeText, incomparableText, sideText } from "./change.ts";
import { actorText, evidenceTurns, sectionsOf } from "./sections.ts";

export interface DiffView {
  width: number;
  color: boolean;
}

/** What differs, for people. Ends with the totals. */
export function* diffText(diff: ReeveDiff, { width, color }: DiffView): Iterable<string> {
  const paint = paintOf(color);
  yield* lines(wrap(`${sideName(diff.before)} against ${sideName(diff.after)}`, width));
  if (diff.account) yield* accountText(diff.account, width, paint);
  if (diff.results) yield* resultsText(diff.results, width, paint);
  yield "\n";
  yield* lines(wrap(totals(diff), width));
}

const lines = (text: readonly string[]): Iterable<string> => text.map((line) => `${line}\n`);
const sideName = ({ file, collectedAt }: ReeveDiff["before"]): string => `${visible(file)} (${timeText(short(collectedAt, 40))})`;

function* accountText({ changes, incomparable }: DiffedAccount, width: number, paint: Paint): Iterable<string> {
  yield "\n";
  yield `${paint.bold(changes.length === 0 ? "Nothing changed in the account" : `${plural(changes.length, "change")} in the account`)}\n`;
  for (const change of changes) yield* lines(wrap(`${changedText(change)}: ${changeText(change)}`, width, `  ${markOf(change, paint)} `));
  if (incomparable.length === 0) return;
  yield `\n${paint.bold("Cannot be compared")}\n`;
  for (const one of incomparable) {
    const { source, reason } = one.gap;
    yield* lines(wrap(`${incomparableText(one)}: ${sideText(one)} (${short(source, 80)}, ${short(reason, 40)})`, width, `  ${paint.yellow("?")} `));
  }
}

const BAD: ReadonlySet<AccountChange["code"]> = new Set([
  "mfa-lost",
  "trail-stopped",
  "trail-restarted",
  "password-policy-deleted",
  "boundary-removed",
  "root-keys-made",
]);

function markOf({ code }: AccountChange, paint: Paint): string {
  if (BAD.has(code)) return paint.red("!");
  if (/(made|added|attached|set|assigned|gained|started|activated)$/.test(code) && code !== "key-deactivated") return paint.green("+");
  return /(deleted|removed|detached|unassigned|deactivated)$/.test(code) ? paint.red("-") : "~";
}

function* resultsText(results: DiffedResults, width: number, paint: Paint): Iterable<string> {
  for (const { title, items, mark } of sectionsOf(results)) {
    yield `\n${paint.bold(`${title} (${items.length})`)}\n`;
    for (const { result, note, facts } of items) {
      const severity = severityPaint(paint, result.severity)(result.severity.padEnd(8));
      yield* lines(wrap(visible(result.message) || visible(result.rule), width, `  ${mark} ${severity} `));
      const by = actorText(result);
      const about = [
        visible(result.rule),
        ...(result.resource.arn ? [visible(result.resource.arn)] : []),
        ...(by === null ? [] : [visible(by)]),
        ...(note === null ? [] : [note]),
      ];
      yield* lines(wrap(paint.dim(about.join(" · ")), width, " ".repeat(13)));
      const pair = mark === "~" ? results.changed.find(({ after }) => after === result) : undefined;
      for (const { path, was, is } of pair ? evidenceTurns(pair) : []) {
        yield* lines(wrap(`${short(path, 100)} was ${valueText(was)}, is ${valueText(is)}`, width, " ".repeat(13)));
      }
      for (const fact of facts) yield* lines(wrap(fact, width, " ".repeat(13)));
    }
  }
}

/** `2 new, 1 fixed, 40 unchanged; 3 changes in the account`. */
export function totals({ results, account }: ReeveDiff): string {
  const parts: string[] = [];
  if (results) {
    const summaryParts = sectionsOf(results).map(({ word, items }) => `${items.length} ${word}`);
    const other = results.facts.filter(({ result }) => results.unchanged.includes(result.fingerprint)).length;
    parts.push([...summaryParts, `${results.unchanged.length - other} unchanged`].join(", "));
  }
  if (account) {
    const open = account.incomparable.length;
    parts.push(`${plural(account.changes.length, "change")} in the account${open > 0 ? `, ${plural(open, "part")} that cannot be compared` : ""}`);
  }
  return `${parts.join("; ")}.`;
}
