import { isReadCall } from "../../../document/index.ts";
import { givenOf, type ScaffoldGiven, treeOf } from "./given.ts";
import { parametersOf, sourceOf } from "./parameters.ts";
import type { Demands, RequiredValue } from "./required-values.ts";
import type { CaseWriter } from "./search.ts";
import { type RequiredPlace, type Spec, slotsOf } from "./slots.ts";

/**
 * A whole CloudTrail record for what a condition on events asks.
 * Shape: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element"; IAM User Guide, "Logging IAM and AWS STS API calls".
 */

const value = (of: unknown): Spec => ({ kind: "value", value: of });
const KNOWN_TEXT = { type: "string", nullable: true, unknown: false } as const;

/** Who calls: each a variant of userIdentity. */
const IDENTITIES = ["role", "role with MFA", "user", "user with MFA", "root", "root with MFA", "service"];
const OUTCOMES = [null, "AccessDenied", "NoSuchEntityException"];
/** What a record may leave out for its size: it carries `{ "omitted": true }` in its place. */
const OMITTED = ["requestParameters", "responseElements", "additionalEventData", "userIdentity"];

/** Slots of an event rule: the verbatim fields that it names, and what its derived names follow from. */
export function recordSlots(demands: Demands): RequiredPlace[] {
  const verbatim = slotsOf(new Map([...demands].filter(([root]) => root !== "actor" && root !== "outcome" && root !== "target" && root !== "change")));
  const actor = [...(demands.get("actor")?.members ?? [])].filter(([name]) => !["type", "isRoot", "mfa", "assumedRoot"].includes(name));
  const overlays = slotsOf(new Map([["actor", { ...(demands.get("actor") ?? EMPTY), members: new Map(actor) }]])).filter(({ path }) => path.length > 1);
  const named = verbatim.map((slot) => ({ ...slot, specs: [...slot.specs, ...(OTHERS[slot.path.join(".")] ?? [])] }));
  return [
    ...named,
    ...(demands.has("actor") || demands.get("event")?.members.has("userIdentity")
      ? [{ path: ["identity"], specs: IDENTITIES.map(value), type: KNOWN_TEXT, indirect: true as const }]
      : []),
    ...overlays.map((slot) => ({ ...slot, type: { ...slot.type, unknown: false } })),
    ...(demands.has("outcome") ? [{ path: ["errorCode"], specs: OUTCOMES.map(value), type: KNOWN_TEXT, indirect: true as const }] : []),
    { path: ["omitted"], specs: [value(null), ...[...OMITTED, "errorCode"].map(value)], type: KNOWN_TEXT, indirect: true },
  ];
}

/** What another record has where a condition names one: texts that AWS writes, whatever else is tried. */
const OTHERS: Readonly<Record<string, readonly Spec[] | undefined>> = {
  "event.eventName": [value("GetUser")],
  "event.eventSource": [value("sts.amazonaws.com")],
};

const EMPTY: RequiredValue = {
  type: { type: "object", fields: {}, nullable: false, unknown: false },
  tests: [],
  members: new Map(),
  element: null,
  counts: [],
  compared: false,
  via: null,
};

/** Writes a choice as one record, with what the rule reads of the account beside it. */
export function recordWriter(slots: readonly RequiredPlace[]): CaseWriter {
  return (choice) => {
    const chosen = (path: string): unknown => {
      const spec = choice[slots.findIndex((slot) => slot.path.join(".") === path)];
      return spec?.kind === "value" ? spec.value : undefined;
    };
    const event = plain({ kind: "object", members: treeOf(slots, choice, "event") }) as ScaffoldGiven;
    const actor = plain({ kind: "object", members: treeOf(slots, choice, "actor") }) as ScaffoldGiven;
    const eventName = text(event.eventName) ?? "GetUser";
    const eventSource = text(event.eventSource) ?? sourceOf(eventName);
    const code = chosen("errorCode");
    const isDenied = code === "AccessDenied";
    const caller = identity(text(chosen("identity")) ?? "role", actor);
    const refusal = `User: ${caller.arn ?? caller.invokedBy} is not authorized to perform: ${eventSource.split(".")[0]}:${eventName}`;
    const record: ScaffoldGiven = {
      eventVersion: "1.10",
      userIdentity: caller,
      eventTime: "2026-01-15T11:00:00Z",
      eventSource,
      eventName,
      awsRegion: eventSource === "iam.amazonaws.com" ? "us-east-1" : "eu-west-1",
      sourceIPAddress: text(actor.ip) ?? "192.0.2.10",
      userAgent: "aws-cli/2.22.0",
      ...(code ? { errorCode: code, errorMessage: isDenied ? refusal : "The call failed." } : {}),
      requestParameters: isDenied ? null : parametersOf(eventSource, eventName),
      responseElements: null,
      requestID: "00000000-0000-4000-8000-000000000001",
      eventID: "call-1",
      readOnly: isReadCall(eventName),
      eventType: eventSource === "signin.amazonaws.com" ? "AwsConsoleSignIn" : "AwsApiCall",
      managementEvent: true,
      recipientAccountId: "111122223333",
      eventCategory: "Management",
    };
    merge(record, event);
    const omitted = chosen("omitted");
    if (typeof omitted === "string") record[omitted] = { omitted: true };
    const { given } = givenOf(slots, choice, "event");
    return { given: { ...given, events: [record] }, judged: typeof record.eventID === "string" ? record.eventID : "" };
  };
}

function identity(who: string, actor: ScaffoldGiven): ScaffoldGiven {
  const accountId = text(actor.accountId) ?? "111122223333";
  const attributes = { creationDate: "2026-01-15T10:30:00Z", mfaAuthenticated: String(who.endsWith("with MFA")) };
  const via = text(actor.viaService) === null ? {} : { invokedBy: actor.viaService };
  if (who === "service") return { type: "AWSService", invokedBy: text(actor.viaService) ?? "cloudformation.amazonaws.com" };
  if (who.startsWith("root")) {
    const arn = `arn:aws:iam::${accountId}:root`;
    return { type: "Root", principalId: accountId, arn, accountId, accessKeyId: "ASIAEXAMPLE000000009", sessionContext: { attributes }, ...via };
  }
  if (who.startsWith("user")) {
    const userName = text(actor.name) ?? "ana";
    const arn = text(actor.arn) ?? `arn:aws:iam::${accountId}:user/${userName}`;
    const session = who.endsWith("with MFA") ? { sessionContext: { attributes } } : {};
    const accessKeyId = text(actor.accessKeyId) ?? text(actor.longTermKeyId) ?? (who.endsWith("with MFA") ? "ASIAEXAMPLE000000002" : "AKIAEXAMPLE000000001");
    return { type: "IAMUser", principalId: "AIDAEXAMPLE0000000001", arn, accountId, accessKeyId, userName, ...session, ...via };
  }
  const set = text(actor.permissionSet);
  const reserved = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${set}_0123456789abcdef`;
  const roleArn = text(actor.roleArn) ?? (set === null ? `arn:aws:iam::${accountId}:role/platform/${text(actor.name) ?? "PlatformDeploy"}` : reserved);
  const userName = text(actor.name) ?? roleArn.split("/").at(-1) ?? "";
  const sessionName = text(actor.sessionName) ?? "run-4711";
  const source = text(actor.sourceIdentity) === null ? {} : { sourceIdentity: actor.sourceIdentity };
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE0000000001:${sessionName}`,
    arn: text(actor.arn) ?? `arn:aws:sts::${accountId}:assumed-role/${userName}/${sessionName}`,
    accountId,
    accessKeyId: text(actor.accessKeyId) ?? "ASIAEXAMPLE000000001",
    sessionContext: {
      sessionIssuer: { type: "Role", principalId: "AROAEXAMPLE0000000001", arn: roleArn, accountId, userName },
      attributes,
      ...source,
    },
    ...via,
  };
}

const text = (of: unknown): string | null => (typeof of === "string" ? of : null);

/** A spec of verbatim JSON as it stands in the record. */
function plain(spec: Spec): unknown {
  if (spec.kind === "value") return spec.value;
  if (spec.kind === "list") return spec.items.map(plain);
  return Object.fromEntries(Object.entries(spec.members).map(([name, member]) => [name, plain(member)]));
}

/** Lays the chosen fields over the record; null takes one away. */
function merge(onto: ScaffoldGiven, fields: ScaffoldGiven): void {
  for (const [name, field] of Object.entries(fields)) {
    const here = Object.hasOwn(onto, name) ? onto[name] : undefined;
    if (isObject(field) && isObject(here)) merge(here, field);
    else if (field === null && name !== "requestParameters" && name !== "responseElements") delete onto[name];
    else Object.defineProperty(onto, name, { value: field, enumerable: true, writable: true, configurable: true });
  }
}

const isObject = (of: unknown): of is ScaffoldGiven => typeof of === "object" && of !== null && !Array.isArray(of);
