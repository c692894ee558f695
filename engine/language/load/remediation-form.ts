import { formFault } from "../../../document/index.ts";
import { RECORD, type StringFormatName, TABLE, type ValueType } from "../../../schemas/index.ts";
import { rangeText, withinBounds } from "../condition/number-range.ts";
import type { StepValue } from "../rule.ts";
import { formsApart } from "./forms-apart.ts";
import { didYouMean } from "./nearest.ts";
import { declaredType } from "./record.ts";
import type { CheckScope } from "./scope.ts";
import { nodeAt, type SourceNode } from "./source.ts";
import { formText, notOne, textTypeOf } from "./text-form.ts";
import { typeName } from "./types.ts";

/** Names in calls of IAM. Source: IAM API Reference, AttachUserPolicy, AddUserToGroup and AttachRolePolicy, Request Parameters. */
const IAM_NAMES: Readonly<Record<string, StringFormatName>> = { userName: "iam-name", groupName: "iam-name", roleName: "iam-name" };

/** Members of calls of IAM that set the numbers of the account's password policy have its names and bounds. */
function boundsOf(service: string, member: string): ValueType | null {
  const policy = service === "iam" ? TABLE.kinds.account.fields.passwordPolicy?.value : undefined;
  const field = policy?.type === "object" && Object.hasOwn(policy.fields, member) ? policy.fields[member] : undefined;
  return field?.value.type === "integer" ? field.value : null;
}

/** Members that hold a policy as JSON. Source: IAM API Reference, PutUserPolicy, CreatePolicy and UpdateAssumeRolePolicy, Request Parameters. */
const POLICY = /^(?:policyDocument|assumeRolePolicyDocument)$/;

const REQUEST = "requestParameters";

/** The form of a member whose name says what it holds in every API, as in records, or of a name in IAM. */
function formatOf(service: string, member: string): StringFormatName | undefined {
  const request = declaredType(RECORD.fields[REQUEST]?.value ?? { type: "dynamic", nullable: true, unknown: true });
  const named = request.type === "object" && request.named && Object.hasOwn(request.named, member) ? request.named[member] : undefined;
  const type = named && declaredType(named);
  if (type) return type.type === "string" ? type.format : undefined;
  return service === "iam" && Object.hasOwn(IAM_NAMES, member) ? IAM_NAMES[member] : undefined;
}

/** Reports values of a step's call that AWS would refuse for their form: a name where an ARN belongs, a number that is too large, a policy that is no JSON. */
export function checkStepForms(call: string, parameters: SourceNode, members: Readonly<Record<string, StepValue>>, scope: CheckScope): void {
  const service = call.slice(0, call.indexOf(":"));
  for (const [name, value] of Object.entries(members)) {
    const node = nodeAt(parameters, name);
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    if (!node) continue;
    const fault = faultOf({ service, member, value });
    if (fault) scope.report.error("RV064", node.at, `\`${name}\` of ${call} ${fault.message}`, fault.meant);
  }
}

interface StepMember {
  service: string;
  member: string;
  value: StepValue;
}

interface StepFault {
  message: string;
  meant?: string | undefined;
}

function faultOf({ service, member, value }: StepMember): StepFault | null {
  const bounds = boundsOf(service, member);
  if (bounds?.type === "integer" && value.kind === "literal" && !withinBounds(bounds, value.value))
    return { message: `is ${rangeText(bounds)}, and ${value.value} is not.` };
  const text = textOf(value);
  if (service === "iam" && POLICY.test(member) && text !== null && !isObject(text)) return { message: "is a policy: an object, or its JSON." };
  const format = formatOf(service, member);
  if (format === undefined) return null;
  if (text !== null) {
    const fault = formFault(format, text);
    if (fault?.kind !== "never") return null;
    return { message: `is ${formText({ format })}${notOne([text])}.${didYouMean(fault.meant.slice(0, 3))}`, meant: fault.meant[0] };
  }
  const [only, second] = value.kind === "template" ? value.template : [];
  if (only === undefined || second !== undefined || typeof only === "string") return null;
  const type = declaredType(only.type);
  const isOther = type.type === "boolean" || type.type === "integer" || type.type === "list" || type.type === "timestamp";
  const own = isOther ? null : textTypeOf(type);
  if (!isOther && !(own && formsApart(own, { format }))) return null;
  return { message: `is ${formText({ format })}, and \`${only.kind === "path" ? only.text : "the value"}\` is ${own ? formText(own) : typeName(type)}.` };
}

/** A text without templates or what a person supplies; null for every other value. */
function textOf(value: StepValue): string | null {
  const [only, second] = value.kind === "template" ? value.template : [];
  const text = value.kind === "literal" ? value.value : second === undefined ? only : undefined;
  return typeof text === "string" && !/^<.+>$/.test(text) ? text : null;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
