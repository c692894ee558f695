import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { nameOf, parseArn } from "../arn.ts";
import type { ChangeParameter, Restriction } from "../calls/index.ts";
import { isUnreadable, policyContent, unknownContent } from "../policy/content.ts";
import type { CallOutcome } from "./outcome.ts";
import { replacedPolicy } from "./password-policy.ts";
import { type CallContext, NO_TARGET, targetOfKind } from "./target.ts";

type Change = document.Change;
type Text = string | null | Unknown;

const NO_CHANGE: Change = {
  kind: "none",
  target: NO_TARGET,
  userName: null,
  groupName: null,
  roleName: null,
  policyArn: null,
  inlineName: null,
  policyName: null,
  after: null,
  passwordPolicyAfter: null,
};

/** Which restriction a call touches. A call that touches none may still carry a policy, such as the one of CreatePolicy. */
export function changeOf(context: CallContext, outcome: CallOutcome): Change {
  const call = context.row?.restriction;
  if (!call || !mayChange(context, call, outcome)) return { ...NO_CHANGE, after: carried(context, outcome) };
  const name = (parameter: ChangeParameter): Text => (call.names.includes(parameter) ? named(context, call, parameter) : null);
  const policyArn = name("policyArn");
  const inlineName = name("policyName");
  return {
    kind: call.kind,
    target: targetOfKind(context, call.target),
    userName: name("userName"),
    groupName: name("groupName"),
    roleName: name("roleName"),
    policyArn,
    inlineName,
    policyName: policyNameOf(context, call, policyArn, inlineName),
    after: documentOf(context),
    passwordPolicyAfter: call.passwordPolicy === "replaced" ? replacedPolicy(context, outcome === "success") : null,
  };
}

/** What the policy concerned is called. The record of a call that removes a boundary does not tell. */
function policyNameOf({ reader }: CallContext, call: Restriction, policyArn: Text, inlineName: Text): Text {
  if (call.kind === "boundary" && policyArn === null) return reader.notInRecord("parameters");
  if (typeof policyArn !== "string") return policyArn ?? inlineName;
  const arn = parseArn(policyArn);
  return arn ? nameOf(arn) : policyArn;
}

/** Whether a call that changes something only with certain parameters has one of them, or may have. */
function mayChange({ reader }: CallContext, call: Restriction, outcome: CallOutcome): boolean {
  if (!call.onlyIfAny) return true;
  if ((reader.value("requestParameters") ?? null) === null && outcome !== "success") return true;
  return call.onlyIfAny.some((parameter) => {
    const path = `requestParameters.${parameter}`;
    const value = reader.value(path);
    const absent = value === undefined || value === null || value === false || value === "" || (typeof value === "string" && value.toLowerCase() === "false");
    return reader.unknownAt(path) !== null || !absent;
  });
}

/** A required parameter: from the request, else from the message of a denied call. */
function named({ reader, denied }: CallContext, call: Restriction, parameter: ChangeParameter): string | Unknown {
  const path = `requestParameters.${parameter === "policyArn" ? (call.policyPath ?? parameter) : parameter}`;
  const found = reader.text(path);
  if (typeof found === "string") return found;
  if (denied && parameter === `${denied.kind}Name`) return denied.name;
  if (denied?.kind === "policy" && parameter === "policyArn" && denied.arn && !call.policyPath) return denied.arn;
  return found ?? reader.required(path);
}

/** The policy of a call that touches no restriction. The record of a call that failed may lack its request, and is not missed then. */
function carried(context: CallContext, outcome: CallOutcome): Change["after"] {
  const { reader, row } = context;
  const hasFailed = outcome === "denied" || outcome === "error";
  return hasFailed && (reader.value(`requestParameters.${row?.document}`) ?? null) === null ? null : documentOf(context);
}

/** The policy document in the request, which CloudTrail writes as JSON text. Null where the call carries none. */
function documentOf({ reader, row }: CallContext): Change["after"] {
  if (!row?.document) return null;
  const path = `requestParameters.${row.document}`;
  const text = reader.required(path);
  if (isUnknown(text)) return text;
  const content = policyContent(text, "json", { $unknown: "" });
  return isUnreadable(content) ? unknownContent(reader.unparseable(path)) : content;
}
