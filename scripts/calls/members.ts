/**
 * Makes document/calls/generated/members.ts and members-near.ts: what the requests of every AWS service hold, and the answers of a few, at every depth, as
 * records spell it, with types and values.
 * Source: the service models of botocore (Apache-2.0), of which only names are taken. EC2's records name some members otherwise (filterSet,
 * instancesSet.items) and some as the query does, so that those names are taken too. A type or list of values is left out where records do not keep to it:
 * numbers and flags of requests in XML, whatever stands in a URL or a header (public records of appsync:GetIntrospectionSchema have format json, the model
 * JSON; servicecatalog-appregistry:ListApplications has maxResults "100"), numbers of EC2 (ec2:CreateVolume has size "80"), and what AWS hides.
 * Run with the pinned botocore on the path of python3: npx tsx scripts/calls/members.ts [--check]
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
    protocol = model.metadata["protocol"]
    table, places, enums = [], {}, {}
    def names(name, member):
        yield low(name)
        if protocol == "ec2":
            for key in ("name", "queryName"):
                if key in member.serialization and low(member.serialization[key]) != low(name):
                    yield low(member.serialization[key])
    def scalar(shape):
        kind = shape.type_name
        if kind == "map":
            return "%"
        if shape.metadata.get("sensitive") or shape.serialization.get("location") in ("uri", "querystring", "header", "headers") or shape.serialization.get("jsonvalue"):
            return "" if kind == "string" and not shape.serialization.get("jsonvalue") else "~"
        if kind == "boolean":
            return "~" if protocol == "rest-xml" else "?"
        if kind in ("integer", "long", "float", "double"):
            return "~" if protocol in ("rest-xml", "ec2") else "#" if kind in ("integer", "long") else "^"
        if kind != "string":
            return "~"
        # A public record of CreateRole has Policy, and the model lists PermissionsBoundaryPolicy only.
        values = [] if shape.name == "PermissionsBoundaryAttachmentType" else list(shape.enum or [])
        if not values or len(values) > 100 or any(not set(value).isdisjoint(" ,;|\\$" + chr(92) + chr(96)) or value == "" for value in values):
            return ""
        return "=" + str(enums.setdefault(",".join(values), len(enums)))
    def place(shape):
        lists = ""
        while shape is not None and shape.type_name == "list":
            shape, lists = shape.member, lists + "*"
        if shape is None:
            return lists
        if shape.type_name != "structure":
            return lists + scalar(shape)
        if shape.name not in places:
            places[shape.name] = len(table)
            table.append("")
            table[places[shape.name]] = " ".join(dict.fromkeys(one + place(member) for name, member in shape.members.items() for one in names(name, member)))
        return lists + ":" + str(places[shape.name])
    prefix = model.metadata["endpointPrefix"]
    sources = sorted({name.lower() for name in (prefix, prefix.split(".")[-1], model.metadata.get("signingName") or prefix)})
    answers = any(source in sys.argv[1].split(",") for source in sources)
    answer = lambda operation: ">" + place(operation.output_shape)[1:] if answers and operation.output_shape is not None else ""
    operations = [model.operation_model(name) for name in model.operation_names]
    calls = " ".join(one.name + place(one.input_shape) + answer(one) for one in operations)
    services.append([sources, calls + "|" + ";".join(table) + "|" + ";".join(enums)])
print(json.dumps({"version": botocore.__version__, "services": services}))
`;

const answer = spawnSync("python3", ["-c", PYTHON, NEAR_SERVICES.join(",")], { encoding: "utf8", maxBuffer: 1e8 });
if (answer.status !== 0) throw new Error(`botocore is needed: pip install boto3\n${answer.stderr}`);
const { version, services } = JSON.parse(answer.stdout) as { version: string; services: [sources: string[], text: string][] };

const isNear = ([sources]: (typeof services)[number]): boolean => sources.some((source) => NEAR_SERVICES.includes(source));
const linesOf = (some: typeof services): string => some.map(([sources, text]) => `${sources.join(",")}|${text}`).join("\n");

const page = (name: string, content: string): string => `/**
 * Made by scripts/calls/members.ts from the service models of botocore ${version}. Do not edit: run npx tsx scripts/calls/members.ts. Names and values are
 * facts; no other part of the models is kept.
 */

/**
 * A line for each service: event sources | calls, each with the place of its input, and behind > of its answer | structures: members, each with the place of
 * its own structure; a * marks a list, a % a map, # a whole number, ^ a number, ? true or false, ~ what may be of any type, = the place of its values | values.
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
