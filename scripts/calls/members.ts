/**
 * Makes document/calls/generated/members.ts and members-near.ts: what the requests of every AWS service hold, and the answers of a few, at every depth, as
 * records spell it.
 * Source: the service models of botocore (Apache-2.0), of which only names are taken. EC2's are left out: its records name their members otherwise
 * (filterSet, instancesSet.items). Run with the pinned botocore on the path of python3: npx tsx scripts/calls/members.ts [--check]
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { NEAR_SERVICES } from "../../document/calls/members.ts";

const FOLDER = new URL("../../document/calls/generated/", import.meta.url);

const PYTHON = `
import json, sys, botocore, botocore.session
session = botocore.session.get_session()
low = lambda name: name[:1].lower() + name[1:]
services = []
for service in session.get_available_services():
    model = session.get_service_model(service)
    if model.metadata["protocol"] == "ec2":
        continue
    table, places = [], {}
    def place(shape):
        lists = ""
        while shape is not None and shape.type_name == "list":
            shape, lists = shape.member, lists + "*"
        if shape is None or shape.type_name != "structure":
            return lists + ("%" if shape is not None and shape.type_name == "map" else "")
        if shape.name not in places:
            places[shape.name] = len(table)
            table.append("")
            table[places[shape.name]] = " ".join(low(name) + place(member) for name, member in shape.members.items())
        return lists + ":" + str(places[shape.name])
    prefix = model.metadata["endpointPrefix"]
    sources = sorted({name.lower() for name in (prefix, prefix.split(".")[-1], model.metadata.get("signingName") or prefix)})
    answers = any(source in sys.argv[1].split(",") for source in sources)
    answer = lambda operation: ">" + place(operation.output_shape)[1:] if answers and operation.output_shape is not None else ""
    operations = [model.operation_model(name) for name in model.operation_names]
    calls = " ".join(one.name + place(one.input_shape) + answer(one) for one in operations)
    services.append([sources, calls + "|" + ";".join(table)])
print(json.dumps({"version": botocore.__version__, "services": services}))
`;

const answer = spawnSync("python3", ["-c", PYTHON, NEAR_SERVICES.join(",")], { encoding: "utf8", maxBuffer: 1e8 });
if (answer.status !== 0) throw new Error(`botocore is needed: pip install boto3\n${answer.stderr}`);
const { version, services } = JSON.parse(answer.stdout) as { version: string; services: [sources: string[], text: string][] };

const isNear = ([sources]: (typeof services)[number]): boolean => sources.some((source) => NEAR_SERVICES.includes(source));
const linesOf = (some: typeof services): string => some.map(([sources, text]) => `${sources.join(",")}|${text}`).join("\n");

const page = (name: string, content: string): string => `/**
 * Made by scripts/calls/members.ts from the service models of botocore ${version}. Do not edit: run npx tsx scripts/calls/members.ts. Names of members are
 * facts; no other part of the models is kept.
 */

/**
 * A line for each service: event sources | calls, each with the place of its input, and behind > of its answer | structures: members, each with the place of
 * its own structure; a * marks a list, a % a map.
 */
export const ${name} = \`
${content}
\`;
`;

const outputs: Record<string, string> = {
  "members.ts": page("MEMBERS", linesOf(services.filter((one) => !isNear(one)))),
  "members-near.ts": page("MEMBERS_NEAR", linesOf(services.filter(isNear))),
};

for (const [name, text] of Object.entries(outputs)) {
  const file = new URL(name, FOLDER);
  if (readFileOr(file) === text) continue;
  if (process.argv.includes("--check")) {
    process.stderr.write(`document/calls/generated/${name} is not what scripts/calls/members.ts makes of botocore ${version}\n`);
    process.exitCode = 1;
  } else writeFileSync(file, text);
}

function readFileOr(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
