import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { ROOT } from "../cli/reeve.ts";

/** What GitHub's own parser makes of an action.yml. */
export interface ParsedAction {
  errors: string[];
  action: {
    inputs: { id: string; description: string; default?: string }[];
    outputs: { id: string; value: string }[];
    steps: ActionStep[];
  };
}

export interface ActionStep {
  name: string;
  id?: string;
  shell: string;
  run: string;
  if?: string;
  workingDirectory?: string;
  env: Record<string, string>;
}

/** GitHub's parser and evaluator. */
export interface Github {
  parse: (text: string) => ParsedAction;
  /** What is wrong with a workflow, by its schema and by what its jobs and expressions say. `read` gives the workflows that it calls. */
  workflowErrors: (name: string, text: string, read: (path: string) => string) => Promise<string[]>;
  /** The value of an expression, such as `inputs.comment == 'true'`, in contexts of plain data. */
  evaluate: (expression: string, contexts: Readonly<Record<string, unknown>>) => unknown;
}

const ENTRY = `
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";
import { parse as yaml } from "yaml";

export function parse(text) {
  const { context } = parseAction({ name: "action.yml", content: text }, new NoOperationTraceWriter());
  const { inputs = {}, outputs = {}, runs = {} } = yaml(text);
  const withId = (map) => Object.entries(map).map(([id, value]) => ({ id, ...value }));
  const steps = (runs.steps ?? []).map(({ env = {}, "working-directory": workingDirectory, ...step }) => ({ ...step, workingDirectory, env }));
  return { errors: context.errors.getErrors().map(({ message }) => message), action: { inputs: withId(inputs), outputs: withId(outputs), steps } };
}

export async function workflowErrors(name, text, read) {
  const { context, value } = parseWorkflow({ name, content: text }, new NoOperationTraceWriter());
  const files = { getFileContent: async ({ path }) => ({ name: path, content: read(path) }) };
  if (value) await convertWorkflowTemplate(context, value, files, { fetchReusableWorkflowDepth: 1 });
  return context.errors.getErrors().map(({ message }) => message);
}

function dataOf(value) {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  return new data.Dictionary(...Object.entries(value).map(([key, each]) => ({ key, value: dataOf(each) })));
}

export function evaluate(expression, contexts) {
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), []);
  return new Evaluator(parser.parse(), dataOf(contexts)).evaluate().coerceString();
}
`;

/** Bundled: the packages import JSON in a way that only bundlers take. */
export function github(): Github {
  const folder = mkdtempSync(join(ROOT, "node_modules/.reeve-actions-"));
  try {
    const outfile = join(folder, "github.cjs");
    buildSync({ stdin: { contents: ENTRY, resolveDir: ROOT }, bundle: true, platform: "node", format: "cjs", outfile, logLevel: "error" });
    return createRequire(import.meta.url)(outfile) as Github;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
