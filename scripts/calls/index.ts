/**
 * Makes document/calls/generated/: the operations of the SDK's models, and a row for each write call as document/calls/calls.yaml has it. `npm run
 * generate` runs it; with --check it fails when what is committed differs. It refuses a write call without a row and a row without a call.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { EXTRA_EVENTS } from "../../document/calls/extra-events.ts";
import { TYPE_MARKS } from "../../document/calls/operations.ts";
import { followsOf } from "./follows.ts";
import { CLIENTS, type ModelMembers, operations } from "./models.ts";
import { reviewed } from "./reviewed.ts";
import { hasField, rowOf } from "./rows.ts";

const BANNER = "// Made by scripts/calls. Do not edit: run `npm run generate`.\n";
/** Services whose sessions and sign-ins change nothing that the document holds: their calls need no row. */
const WITHOUT_ROWS = new Set(["sts"]);

const { reads, ownAccount, follows, calls } = reviewed();
const models = await operations();
const faults: string[] = [];

const extra = new Map(EXTRA_EVENTS.split("\n").flatMap((line) => (line.includes(": ") ? [line.split(": ") as [string, string]] : [])));
const isExtra = (service: string, call: string): boolean => (extra.get(service) ?? "").split(" ").includes(call);
const isRead = (call: string): boolean => reads.verbs.some((verb) => new RegExp(`^${verb}(?![a-z])`).test(call));

for (const [to, sources] of Object.entries(follows)) {
  for (const path of [to, ...sources.filter((source) => source.includes("."))]) {
    const dot = path.indexOf(".");
    if (!hasField(path.slice(0, dot), path.slice(dot + 1))) faults.push(`follows: no field ${path}`);
  }
}

const lines: string[] = [];
for (const [service, rows] of Object.entries(calls)) {
  for (const [call, written] of Object.entries(rows)) {
    const operation = models.find((model) => model.service === service && model.name === call) ?? null;
    if (!operation && !isExtra(service, call)) faults.push(`${service} ${call}: AWS has no such call`);
    const made = rowOf(written, operation, followsOf(follows));
    faults.push(...made.faults.map((fault) => `${service} ${call}: ${fault}`));
    lines.push(`${service} ${call} ${JSON.stringify(made.row, leftOut)}`);
  }
}
for (const { service, name } of models) {
  if (!isRead(name) && !WITHOUT_ROWS.has(service) && !Object.hasOwn(calls[service] ?? {}, name)) faults.push(`${service} ${name}: a write call without a row`);
}
if (faults.length > 0) throw new Error(`document/calls/calls.yaml:\n${faults.join("\n")}`);

/** What every row has unless it says otherwise is filled in where the row is read. */
function leftOut(key: string, value: unknown): unknown {
  if (key === "default") return value;
  return value === null || value === false || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

const typed = (of: ModelMembers): string => [...of].map(([name, { type, required }]) => `${name}${TYPE_MARKS[type]}${required ? "!" : ""}`).join(" ");
const operationLines = models.map(({ service, name, input, output }) =>
  `${service} ${name}: ${typed(input)} > ${[...output.keys()].join(" ")}`.replace(/ +/g, " ").trimEnd(),
);

const shapeLines = models.flatMap(({ service, name, shapes }) =>
  isRead(name)
    ? []
    : shapes.map(({ path, element, members }) => {
        const written = members.map((member) => `${member.name}${TYPE_MARKS[member.type]}${member.required ? "!" : ""}`).join(" ");
        return `${service} ${name} ${path}${element === null ? `: ${written}` : `=${element}`}`;
      }),
);

const outputs: Record<string, string> = {
  "document/calls/generated/input-shapes.ts": `${BANNER}
/**
 * Service, operation and a path below its input ([]: each element): behind a colon the members of the structure that is there, with marks as in
 * operations.ts and as the API spells them; behind = the type of elements that are no structures.
 */
export const INPUT_SHAPES = \`
${shapeLines.join("\n")}
\`;
`,
  "document/calls/generated/rows.ts": `${BANNER}
/** Verbs of calls that change nothing. */
export const READ_VERBS: readonly string[] = ${JSON.stringify(reads.verbs)};

/** Services whose calls change nothing outside the account of the record. */
export const OWN_ACCOUNT: readonly string[] = ${JSON.stringify(ownAccount)};

/** Service, call and row, as JSON: one line for each. */
export const ROWS = \`
${lines.join("\n")}
\`;
`,
  "document/calls/generated/operations.ts": `${BANNER}
/** Event sources (without .amazonaws.com) whose operations are below. */
export const MODELLED: readonly string[] = ${JSON.stringify(Object.keys(CLIENTS))};

/** Service and operation: members of its input, with a mark for their type (TYPE_MARKS) and ! after those that it requires, > members of its output, as records spell them. */
export const OPERATIONS = \`
${operationLines.join("\n")}
\`;
`,
};

const check = process.argv.includes("--check");
const stale = Object.entries(outputs).filter(([file, text]) => textOf(file) !== text);
for (const [file, text] of stale) {
  if (!check) writeFileSync(file, text);
  else process.stderr.write(`${file} is stale: run npm run generate\n`);
}
if (check && stale.length > 0) process.exitCode = 1;

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
