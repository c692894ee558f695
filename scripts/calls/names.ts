/**
 * Makes document/calls/generated/names.ts: the API operations of every AWS service whose client the SDK's part (index.ts) does not read, by CloudTrail
 * event source, and the fields that the records of a few of them can hold. Source: the service models of botocore (Apache-2.0), of which only names are
 * taken. The event source of a service is its endpoint prefix or its signing name: of 339 pairs of source and name in public sample records, 316 are
 * found so; the rest stand in extra-events.ts. Run with the pinned botocore on the path of python3: npx tsx scripts/calls/names.ts [--check]
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { CLIENTS } from "./models.ts";

const FILE = new URL("../../document/calls/generated/names.ts", import.meta.url);

/** Services whose records were seen to hold their members' names with a small first letter, and nothing else. */
const WITH_FIELDS = ["kms"];

const PYTHON = `
import json, sys, botocore, botocore.session
session = botocore.session.get_session()
services = []
fields = {}
low = lambda name: name[:1].lower() + name[1:]
members = lambda shape: sorted(low(name) for name in shape.members) if shape is not None and hasattr(shape, "members") else []
for service in session.get_available_services():
    if service in sys.argv[1].split(","):
        continue
    model = session.get_service_model(service)
    prefix = model.metadata["endpointPrefix"]
    sources = {prefix, prefix.split(".")[-1], model.metadata.get("signingName") or prefix}
    services.append([sorted(sources), list(model.operation_names)])
    if service in sys.argv[2:]:
        operations = [model.operation_model(name) for name in model.operation_names]
        fields[service] = [[one.name, members(one.input_shape), members(one.output_shape)] for one in operations]
print(json.dumps({"version": botocore.__version__, "services": services, "fields": fields}))
`;

interface Answer {
  version: string;
  services: [sources: string[], operations: string[]][];
  fields: Record<string, [operation: string, input: string[], output: string[]][]>;
}

const answer = spawnSync("python3", ["-c", PYTHON, Object.values(CLIENTS).join(","), ...WITH_FIELDS], { encoding: "utf8", maxBuffer: 1e8 });
if (answer.status !== 0) throw new Error(`botocore is needed: pip install boto3\n${answer.stderr}`);
const { version, services, fields } = JSON.parse(answer.stdout) as Answer;

const bySources = new Map<string, Set<string>>();
for (const [sources, operations] of services) {
  const key = sources.map((source) => source.toLowerCase()).join(",");
  const names = bySources.get(key) ?? new Set();
  for (const operation of operations) names.add(operation);
  bySources.set(key, names);
}
const nameLines = [...bySources].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, names]) => `${key}: ${[...names].sort().join(" ")}`);
const fieldLines = Object.entries(fields).flatMap(([service, operations]) =>
  operations.map(([name, input, output]) => `${service} ${name}: ${input.join(" ")} > ${output.join(" ")}`.trimEnd()),
);

const present = readFileOr(FILE);
const body = `
/** One line for each set of event sources (without .amazonaws.com): the operations of the services behind them. */
export const NAMES = \`
${nameLines.join("\n")}
\`;

/** Event source and operation: members of its input > members of its output, as records spell them. */
export const FIELDS = \`
${fieldLines.join("\n")}
\`;
`;
const day = /made on (\d{4}-\d\d-\d\d)/.exec(present)?.[1];
const text = (on: string): string => `/**
 * Made by scripts/calls/names.ts from the service models of botocore ${version}, made on ${on}. Do not edit: run npx tsx scripts/calls/names.ts.
 * Names of operations and fields are facts; no other part of the models is kept.
 */
export const EVENT_NAMES_SOURCE = { botocore: "${version}", madeOn: "${on}" };
${body}`;

const isCurrent = day !== undefined && present === text(day);
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    process.stderr.write(`document/calls/generated/names.ts is not what scripts/calls/names.ts makes of botocore ${version}\n`);
    process.exitCode = 1;
  }
} else if (!isCurrent) writeFileSync(FILE, text(new Date().toISOString().slice(0, 10)));

function readFileOr(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
