import type { AccessAnswer, AccessContext, AccessLayer, AccessReason, LayerAnswer, StatementSource } from "../schemas/index.ts";
import { gapAdvice, gapTitle } from "./gap-text.ts";
import { wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

const LAYER_NAMES: Readonly<Record<AccessLayer, string>> = {
  rcp: "resource control policies",
  scp: "service control policies",
  resource: "the policy of the resource",
  trust: "the trust policy of the role",
  boundary: "the permissions boundary",
  session: "the session policy",
  identity: "identity policies",
};

const REASONS: Partial<Record<AccessReason, string>> = {
  "root-user": "The root user may do whatever no control policy and no policy of a resource denies.",
  "no-permission-needed": "The call needs no permission, and no policy can deny it.",
  "root-cannot-assume-roles": "The root user cannot assume roles.",
  "session-without-tokens": "Sessions of roles cannot call GetFederationToken or GetSessionToken.",
  "session-without-iam": "Sessions of GetFederationToken, and those of GetSessionToken without MFA, cannot call IAM, and of STS only what AWS lists.",
};

const ASSUMED: Readonly<Record<AccessAnswer["assumed"][number], string>> = {
  scps: "Service control policies were not read: they are taken to allow everything.",
  rcps: "Resource control policies were not read: they are taken to deny nothing.",
  "other-resources": "The call needs resources of other types too: they are taken to be allowed.",
  "resource-account": "The ARN of the resource names no account: it is taken to belong to this one.",
};

/** Whether a principal may make a request, for people: the verdict, what decides it, and what it rests on. */
export function accessText(answer: AccessAnswer, width: number, paint: Paint): string {
  const { verdict, principal, action, resource } = answer;
  const word = { allowed: paint.green("Yes"), denied: paint.red("No"), conditional: paint.yellow("It depends"), unknown: paint.yellow("Unknown") }[verdict];
  const on = resource === "*" ? "" : ` on ${short(resource, 300)}`;
  const lines = [
    ...wrap(
      `${paint.bold(word)}: ${answer.unread.length > 0 ? "by what was read, " : ""}${short(principal, 300)} ${VERBS[answer.read ?? verdict]} call ${visible(action)}${on}.`,
      width,
    ),
  ];
  const add = (title: string, texts: readonly string[]): void => {
    if (texts.length > 0) lines.push("", paint.bold(title), ...texts.flatMap((text) => wrap(text, width, "  ")));
  };
  add("Why", whyTexts(answer));
  if (answer.hangsOn.length > 0) {
    add("It depends on", answer.hangsOn.map(visible));
    add("Allowed with", contextTexts(answer.allowedWith));
    add("Denied with", contextTexts(answer.deniedWith));
  }
  add(
    "Not read",
    answer.unread.map((what) => `${short(what, 300)}; it could change the answer.`),
  );
  add(
    "What would make it known",
    answer.gaps.flatMap(({ gap }) => (gap.source.includes(":") ? [`${gapTitle(gap)}: ${short(gap.message, 400)}`, gapAdvice(gap)] : [short(gap.message, 400)])),
  );
  add(
    "Assumed",
    answer.assumed.map((what) => ASSUMED[what]),
  );
  return `${lines.join("\n")}\n`;
}

const VERBS: Readonly<Record<AccessAnswer["verdict"], string>> = {
  allowed: "may",
  denied: "may not",
  conditional: "may in some requests",
  unknown: "may or may not",
};

function whyTexts({ reason, verdict, layers, otherwise, decidedBy, read }: AccessAnswer): string[] {
  const special = REASONS[reason];
  const said = (all: readonly LayerAnswer[], outcome: LayerAnswer["outcome"], verb: string): string[] =>
    all.flatMap((layer) => (layer.outcome === outcome ? layer.statements.map((source) => `${statementText(source)} ${verb}.`) : []));
  const missing = decidedBy.map((layer) => `Nothing in ${LAYER_NAMES[layer]} allows it.`);
  const allows = said(layers, "allows", "allows it");
  if (verdict === "unknown") return [...allows, ...said(layers, "denies", "denies it"), ...said(layers, "unknown", "could decide")];
  if (verdict === "allowed" || read === "allowed") return [...(special ? [special] : []), ...allows];
  const isExplicit = reason === "explicit-deny";
  if (verdict === "denied") return special ? [special] : isExplicit ? said(layers, "denies", "denies it") : missing;
  const denials = isExplicit ? said(otherwise ?? layers, "denies", "denies it in the other requests") : missing;
  return [...(read === "denied" ? [] : allows), ...denials];
}

/** A statement by its policy, place and holder: `Statement 1 (Sid, line 3) of policy X of user Y`. */
export function statementText({ layer, policy, kind, holder, index, sid, line }: StatementSource): string {
  const of = holder !== null && layer !== "trust" ? ` of ${short(holder, 300)}` : "";
  const name =
    kind === "trust" ? `the trust policy of ${short(holder ?? "the role", 300)}` : `${kind === "inline" ? "the inline policy " : ""}${short(policy, 300)}${of}`;
  if (index === null) return `What was not read (${short(policy, 300)}${of})`;
  const details = [...(sid === null ? [] : [short(sid, 100)]), ...(line === null ? [] : [`line ${line}`])];
  return `Statement ${index + 1}${details.length > 0 ? ` (${details.join(", ")})` : ""} of ${name}`;
}

export const contextTexts = (context: AccessContext | null): string[] =>
  Object.entries(context ?? {}).map(([key, values]) => `${visible(key)}: ${values === null ? "absent" : values.map((value) => short(value, 200)).join(", ")}`);
