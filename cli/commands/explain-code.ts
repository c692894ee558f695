import {
  CATALOGUE_CODES,
  CODE_PAGES,
  CODES,
  type Code,
  type CodePage,
  type Diagnostic,
  exampleFile,
  lintExample,
  loadEventCatalogue,
  loadRules,
} from "../../engine/index.ts";
import { type Paint, paintOf, short, wrap } from "../../reporters/index.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";

/** What a diagnostic code stands for: why, an example, the example corrected, and how to get there. */
export async function explainCode(what: string, io: Io): Promise<number> {
  const number = Number(what.slice(2));
  const code = `RV${String(number).padStart(3, "0")}`;
  if (!isCode(code)) throw new UsageError(`no diagnostic has the code ${short(what, 20)}. The nearest are ${nearestTo(number).join(", ")}.`);
  for (const line of pageText(code, await exampleOf(code), io.out.width, paintOf(io.out.color))) await io.out.write(`${line}\n`);
  return 0;
}

/** The events of AWS are loaded only for a lint that asks them. */
async function exampleOf(code: Code): Promise<Diagnostic | undefined> {
  const page = CODE_PAGES[code];
  const [loaded] = loadRules([exampleFile(page, "wrong")]).diagnostics;
  return loaded ?? lintExample(page, "wrong", CATALOGUE_CODES.includes(code) ? { events: await loadEventCatalogue([]) } : {})[0];
}

const isCode = (code: string): code is Code => Object.hasOwn(CODES, code);

function nearestTo(number: number): string[] {
  const away = (code: string): number => Math.abs(Number(code.slice(2)) - number);
  return Object.keys(CODES)
    .sort((one, other) => away(one) - away(other))
    .slice(0, 3)
    .sort();
}

function* pageText(code: Code, diagnostic: Diagnostic | undefined, width: number, paint: Paint): Iterable<string> {
  const { title, reason } = CODES[code];
  const page = CODE_PAGES[code];
  yield `${diagnostic?.severity === "warning" ? paint.yellow(code) : paint.red(code)} ${paint.bold(title)}`;
  yield* wrap(reason, width);
  if (page.beside !== undefined) {
    yield `\n${paint.bold("Given")}, in rules/another-rule.yaml`;
    yield* lines(page.beside).map((line) => `    ${line}`);
  }
  yield `\n${paint.bold("Wrong")}${page.whole ? ", in rules/example-rule.yaml" : page.packed ? ", in a pack" : ""}`;
  yield* example(page, diagnostic, paint);
  if (diagnostic) yield* wrap(diagnostic.message, width, "  ");
  yield `\n${paint.bold("Right")}`;
  yield* lines(page.right).map((line) => `    ${line}`);
  yield `\n${paint.bold("How to fix it")}`;
  yield* wrap(page.fix, width, "  ");
}

/** The example, with carets under the place that the diagnostic names. */
function* example(page: CodePage, diagnostic: Diagnostic | undefined, paint: Paint): Iterable<string> {
  const hidden = lines(exampleFile(page, "wrong").text).length - lines(page.wrong).length;
  for (const [index, line] of lines(page.wrong).entries()) {
    yield `    ${line}`;
    if (diagnostic?.line !== hidden + index + 1) continue;
    const end = diagnostic.endLine === diagnostic.line ? diagnostic.endColumn : line.length + 1;
    yield `    ${" ".repeat(diagnostic.column - 1)}${paint.red("^".repeat(Math.max(1, end - diagnostic.column)))}`;
  }
}

const lines = (text: string): string[] => text.trimEnd().split("\n");
