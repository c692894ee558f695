import { type ApiOperation, apiOperation, apiOperations, type InputType, modelledServices, scoredNames, slips } from "../../../document/index.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { checkValue } from "./remediation-value.ts";
import type { CheckScope } from "./scope.ts";
import { nodeAt, type ScalarNode, type SourceNode } from "./source.ts";

/**
 * Reports a step whose call AWS does not have, a member that the call does not take, and a member that it requires and the step lacks. Calls of
 * services without a model here are accepted as they are.
 */
export function checkCall(step: SourceNode, scope: CheckScope): void {
  const call = nodeAt(step, "call");
  if (call?.kind !== "scalar") return;
  // The form of the text is the schema's to check.
  const [, service = "", name = ""] = FORM.exec(String(call.value)) ?? [];
  if (name === "") return;
  const operation = apiOperation(service, name);
  if (operation) checkMembers(step, call, operation, scope);
  else if (modelledServices.includes(service)) checkName(service, name, call, scope);
  else checkService(service, name, call, scope);
}

/** The calls that a text of another form was meant to be: `IAM:AttachUserPolicy`, `iam.attachUserPolicy`, or the name without its service. At most three. */
export function callsMeant(text: string): string[] {
  const [, service = "", name = ""] = /^(?:([\w-]+)[:.])?(\w+)$/.exec(text.trim()) ?? [];
  if (name === "") return [];
  const named = apiOperations().filter((each) => service === "" || each.service === service.toLowerCase());
  const names = new Set(named.map((each) => each.name));
  const spelt = names.has(name) ? [name] : slips(name, [...names]);
  const close = spelt.length > 0 || service === "" ? spelt : nearest(name, names);
  return close
    .flatMap((found) => named.filter((each) => each.name === found))
    .slice(0, 3)
    .map((each) => `${each.service}:${each.name}`);
}

function checkName(service: string, name: string, call: ScalarNode, scope: CheckScope): void {
  const names = apiOperations().flatMap((each) => (each.service === service ? [each.name] : []));
  const meant = correction(name, names, (best) => `${service}:${best}`);
  scope.report.error("RV064", call.at, `${service} has no call \`${name}\`.${didYouMean(nearest(name, names))}`, meant);
}

const FORM = /^([a-z0-9-]+):([A-Z]\w*)$/;
const STEP_FIELDS: ReadonlySet<string> = new Set(["call", "with", "when", "human", "forEach", "keeps", "region"]);

/** A service that has no model here may be any of AWS's two hundred; one edit from a modelled service that has the call it is a slip. */
function checkService(service: string, name: string, call: ScalarNode, scope: CheckScope): void {
  const having = modelledServices.filter((each) => apiOperation(each, name) !== null);
  const [best] = scoredNames(service, having);
  if (!best) return;
  const text = `${best.candidate}:${name}`;
  scope.report.error("RV064", call.at, `The call \`${name}\` is of ${best.candidate}, not of \`${service}\`.`, text);
}

function checkMembers(step: SourceNode, call: ScalarNode, operation: ApiOperation, scope: CheckScope): void {
  const { service, name } = operation;
  const parameters = nodeAt(step, "with");
  const entries = parameters?.kind === "map" ? parameters.entries : [];
  const { types, required } = spelledMembers(operation);
  for (const { key, keyAt, value } of entries) {
    const type = types.get(key);
    if (type !== undefined) {
      checkValue({ call: operation, path: key, type }, value, scope);
      continue;
    }
    const members = [...types.keys()];
    const near = nearest(key, members);
    const choices = didYouMean(near, members) || (members.length === 0 ? " It takes none." : "");
    scope.report.error("RV064", keyAt, `${service}:${name} has no member \`${key}\`.${choices}`, correction(key, members));
  }
  if (parameters && parameters.kind !== "map") return;
  const missing = required.filter((member) => !entries.some(({ key }) => key === member || key.toLowerCase() === member.toLowerCase()));
  if (missing.length === 0) return;
  // A misspelt member, or a misspelt `with`, is reported as such, and not a second time as missing.
  const isMisspelt = entries.some(({ key }) => !types.has(key)) || (step.kind === "map" && step.entries.some(({ key }) => !STEP_FIELDS.has(key)));
  if (!isMisspelt)
    scope.report.error(
      "RV064",
      call.at,
      `${service}:${name} requires ${missing.map((member) => `\`${member}\``).join(" and ")}: add ${missing.length === 1 ? "it" : "them"} under \`with\`.`,
    );
}

interface SpelledMembers {
  types: ReadonlyMap<string, InputType>;
  required: readonly string[];
}

/** Many rules have steps of few calls. */
const SPELLED = new WeakMap<ApiOperation, SpelledMembers>();

function spelledMembers(operation: ApiOperation): SpelledMembers {
  const known = SPELLED.get(operation);
  if (known) return known;
  const spell = (member: string): string => asInApi(operation, member);
  const spelled = { types: new Map(operation.input.map((member) => [spell(member), operation.typeOf(member)])), required: operation.required.map(spell) };
  SPELLED.set(operation, spelled);
  return spelled;
}

/**
 * A member as the API spells it: with a capital first letter, but in the calls below. Records write all with a small one.
 * Source: the service models of botocore 1.43.11.
 */
function asInApi({ service, name }: ApiOperation, member: string): string {
  const small = service === "access-analyzer" || (service === "cloudtrail" && name === "DescribeTrails");
  return small ? member : `${member.charAt(0).toUpperCase()}${member.slice(1)}`;
}
