import { type CheckedRule, judge, loadRules, outline, tapeOf } from "../engine/index.ts";
import { wordFor } from "../reporters/index.ts";
import { fileKind, rulePath, testPath } from "./file-kind.ts";
import { rangeOf } from "./places.ts";
import type { CodeLens } from "./protocol.ts";
import { nodeAt } from "./spot.ts";
import type { Sample, Workspace } from "./workspace.ts";

/** Command that a lens sends back: its argument is the URI of the rule or of its test. */
export const RUN_TESTS = "reeve.runTests";

/** Above a rule: what it says of the sample, and "run tests" where it has any; above a test: "run tests". */
export function lenses(uri: string, path: string, text: string, workspace: Workspace): CodeLens[] {
  const kind = fileKind(path, text, workspace.inRules(path));
  if (kind !== "rule" && kind !== "test") return [];
  const root = outline(text);
  const place = nodeAt(root, [kind === "rule" ? "id" : "cases"]) ?? root;
  if (!place) return [];
  const range = rangeOf({ ...place.at, column: 1, endLine: place.at.line, endColumn: 1 });
  const run = (title: string): CodeLens => ({ range, command: { title, command: RUN_TESTS, arguments: [uri] } });
  if (kind === "test") return workspace.read(rulePath(path)) === null ? [] : [run("run tests")];
  const sampleVerdict = verdict(path, text, workspace.sample());
  return [
    ...(sampleVerdict === null ? [] : [{ range, command: { title: sampleVerdict, command: "" } }]),
    ...(workspace.read(testPath(path)) === null ? [] : [run("run tests")]),
  ];
}

/** `12 fail · 402 pass · 3 unknown on sample`; null while the rule has an error, and without a snapshot. */
function verdict(path: string, text: string, sample: Sample | null): string | null {
  if (!sample) return null;
  const { rules } = loadRules([{ file: path, text }]);
  const [rule] = rules;
  return rule ? counts(rule, sample) : null;
}

function counts(rule: CheckedRule, { document, name }: Sample): string | null {
  const outcome = judge(document, tapeOf(document), [rule], { documentHash: false });
  if (!outcome.ok) return null;
  const [count] = outcome.results.counts;
  if (!count) return null;
  const isEvent = rule.body.kind === "event";
  const parts: [number, string][] = isEvent
    ? [
        [count.fail, wordFor(count.fail, "finding")],
        [count.excused, "excused"],
        [count.noMatch, "no match"],
        [count.unknown, "unknown"],
      ]
    : [
        [count.fail, "fail"],
        [count.pass, "pass"],
        [count.unknown, "unknown"],
        [count["not-applicable"], "not applicable"],
      ];
  const shown = parts.filter(([number], index) => number > 0 || index === 0).map(([number, what]) => `${number} ${what}`);
  return `${shown.join(" · ")} on ${name}`;
}
