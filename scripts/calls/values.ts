/**
 * Makes document/calls/generated/input-values.ts: the values that members of the write calls' requests take, where the model lists them.
 * Source: the service models of botocore (Apache-2.0), of which only names and values are taken. Run with the pinned botocore on the path of python3:
 * npx tsx scripts/calls/values.ts [--check]
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { isReadCall } from "../../document/calls/table.ts";
import { CLIENTS } from "./models.ts";

const FILE = new URL("../../document/calls/generated/input-values.ts", import.meta.url);
/** Structures may hold themselves: as deep as an author goes. */
const MAX_DEPTH = 5;

const PYTHON = `
import json, sys, botocore, botocore.session
session = botocore.session.get_session()
found = []
def visit(shape, path, emit, depth):
    if depth > ${MAX_DEPTH}: return
    if shape.type_name == "list": visit(shape.member, path + "[]", emit, depth + 1)
    elif shape.type_name == "structure":
        for name, member in shape.members.items(): visit(member, path + "." + name if path else name, emit, depth + 1)
    elif shape.type_name == "string" and shape.enum: emit(path, shape.enum)
for source, service in json.loads(sys.argv[1]).items():
    model = session.get_service_model(service)
    for name in model.operation_names:
        shape = model.operation_model(name).input_shape
        if shape is not None: visit(shape, "", lambda path, values: found.append([source, name, path, values]), 0)
print(json.dumps({"version": botocore.__version__, "found": found}))
`;

const answer = spawnSync("python3", ["-c", PYTHON, JSON.stringify(CLIENTS)], { encoding: "utf8", maxBuffer: 1e8 });
if (answer.status !== 0) throw new Error(`botocore is needed: pip install boto3\n${answer.stderr}`);
const { version, found } = JSON.parse(answer.stdout) as { version: string; found: [source: string, name: string, path: string, values: string[]][] };

const byValues = new Map<string, string[]>();
for (const [source, name, path, values] of found) {
  if (isReadCall(name)) continue;
  const key = values.join("|");
  byValues.set(key, [...(byValues.get(key) ?? []), `${source} ${name} ${path}`]);
}
const lines = [...byValues].map(([values, places]) => `${places.join(",")}: ${values}`).sort();

const text = `/**
 * Made by scripts/calls/values.ts from the service models of botocore ${version}. Do not edit: run npx tsx scripts/calls/values.ts. Names and values are
 * facts; no other part of the models is kept.
 */

/** Places in the requests of write calls ([]: each element), and behind a colon the values that the model lists there. */
export const INPUT_VALUES = \`
${lines.join("\n")}
\`;
`;

if (textOf() !== text) {
  if (process.argv.includes("--check")) {
    process.stderr.write(`document/calls/generated/input-values.ts is not what scripts/calls/values.ts makes of botocore ${version}\n`);
    process.exitCode = 1;
  } else writeFileSync(FILE, text);
}

function textOf(): string {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return "";
  }
}
