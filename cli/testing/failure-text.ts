import type { CaseFailure, CaseReport, TestNode } from "../../engine/index.ts";
import { type Paint, short, visible, wrap } from "../../reporters/index.ts";
import { truthText } from "../truth-text.ts";
import { testsToMark, treesOf } from "./deciding.ts";
import type { Suite } from "./suites.ts";

/** A failing case: where it stands, which resource came out how, and the truth of each part of the conditions with the values it read. */
export function* failingCase(suite: Suite, one: CaseReport, at: number, width: number, paint: Paint): Iterable<string> {
  const place = suite.places[at];
  yield `\n${wrap(`${paint.red("failed")} ${paint.bold(visible(suite.rule.id))}: ${short(one.name, 300)}`, width).join("\n")}\n`;
  yield `  ${paint.dim(`${visible(suite.testFile)}${place ? `:${place.at.line}:${place.at.column}` : ""}`)}\n`;
  for (const { path, message } of one.problems) yield `${wrap(`${visible(path)}: ${short(message, 400)}`, width, "  ").join("\n")}\n`;
  for (const failure of one.failures) yield* failureText(failure, place?.expected.get(failure.resource)?.line ?? null, width, paint);
}

function* failureText(failure: CaseFailure, line: number | null, width: number, paint: Paint): Iterable<string> {
  const where = line === null ? "" : paint.dim(` (line ${line})`);
  yield `${wrap(`${paint.bold(short(failure.resource))}: ${said(failure, paint)}${where}`, width, "  ").join("\n")}\n`;
  const marked = testsToMark(failure);
  const mark = failure.code === "rests-on-default" ? "not given" : "decides";
  const noteOf = (node: TestNode): string => {
    const source = node.subject.source === null ? "" : ` ${paint.dim(`(${short(node.subject.source, 100)})`)}`;
    return `${source}${marked.has(node) ? ` ${paint.red(`← ${mark}`)}` : ""}`;
  };
  for (const { name, tree } of treesOf(failure)) {
    yield `    ${paint.dim(name)}\n`;
    yield* truthText(tree, width, paint, 3, noteOf);
  }
}

function said({ code, expected, got }: CaseFailure, paint: Paint): string {
  const [wanted, is] = [paint.green(expected ?? ""), paint.red(got ?? "")];
  switch (code) {
    case "wrong-status":
      return `expected ${wanted}, got ${is}`;
    case "wrong-severity":
      return `expected severity ${wanted}, got ${is}`;
    case "not-named":
      return `got ${is}, and the case does not name it`;
    case "not-judged":
      return `expected ${wanted}, and the rule judges no such resource`;
    case "rests-on-default":
      return `is ${is} as expected, but rests on a value that the case does not give`;
  }
}
