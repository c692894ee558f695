import type { ReeveDiff } from "../../schemas/index.ts";
import { code, inert } from "../markdown/inert.ts";
import { valueText } from "../values.ts";
import { changedText, changeText, incomparableText, sideText } from "./change.ts";
import { actorText, evidenceTurns, sectionsOf } from "./sections.ts";
import { totals } from "./text.ts";

/** Items of one list that are shown: a comment has room for no more. */
const MAX_ITEMS = 200;

/** What differs, for a comment or a ticket: untrusted text is neither markup nor mention. */
export function* diffMarkdown(diff: ReeveDiff): Iterable<string> {
  yield `${code(diff.before.file)} against ${code(diff.after.file)}: ${totals(diff)}\n`;
  if (diff.account) {
    const { changes, incomparable } = diff.account;
    yield* list(
      "Changes in the account",
      changes.map((change) => `**${inert(changedText(change))}**: ${inert(changeText(change), 400)}`),
    );
    yield* list(
      "Cannot be compared",
      incomparable.map((one) => `${inert(incomparableText(one))}: ${sideText(one)} (${inert(one.gap.source)}, ${inert(one.gap.reason)})`),
    );
  }
  if (!diff.results) return;
  for (const { title, items } of sectionsOf(diff.results)) {
    const lines = items.map(({ result, note, facts }) => {
      const pair = diff.results?.changed.find(({ after }) => after === result);
      const turns = pair ? evidenceTurns(pair).map(({ path, was, is }) => `${path} was ${valueText(was)}, is ${valueText(is)}`) : [];
      const about = [
        code(result.rule),
        ...(result.resource.arn ? [code(result.resource.arn)] : []),
        ...[actorText(result), note].flatMap((each) => (each === null ? [] : [inert(each)])),
        ...[...turns, ...facts].map((each) => inert(each)),
      ];
      return `**${result.severity}** ${inert(result.message)} · ${about.join(" · ")}`;
    });
    yield* list(title, lines);
  }
}

function* list(title: string, lines: readonly string[]): Iterable<string> {
  if (lines.length === 0) return;
  yield `\n### ${title} (${lines.length})\n\n`;
  for (const line of lines.slice(0, MAX_ITEMS)) yield `- ${line}\n`;
  if (lines.length > MAX_ITEMS) yield `- and ${lines.length - MAX_ITEMS} more\n`;
}
