import { type ReeveResults, type Result, timeText } from "../schemas/index.ts";
import { short, visible } from "./visible.ts";

const MAX_VALUES_SHOWN = 5;

/** A value of evidence for people: lists by their first five, unknown as such. */
export function valueText(value: unknown, limit = 120): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "string") return short(timeText(value), limit) || '""';
  if (typeof value !== "object") return String(value);
  if (Object.hasOwn(value, "$unknown")) return markText(value);
  if (isSpan(value)) return markText({ atLeast: value.least, atMost: value.most });
  if (!Array.isArray(value)) return objectText(value, limit);
  const open = value.length > 0 && isMark(value.at(-1)) && value.at(-1).id === undefined;
  const known = open ? value.slice(0, -1) : value;
  if (known.length === 0) return open ? "unknown" : "empty";
  const head = known.slice(0, MAX_VALUES_SHOWN).map((each) => valueText(each, 60));
  const more = known.length - head.length;
  const tail = more > 0 || open ? ` and ${open ? "at least " : ""}${more} more` : "";
  return open && more === 0 ? `${head.join(", ")} and perhaps more` : head.join(", ") + tail;
}

/** What is known of a value that is not known in full: the address of what only the apply will name, the bounds of a number. */
function markText({ id, atLeast, atMost }: { id?: unknown; atLeast?: unknown; atMost?: unknown }): string {
  if (typeof atLeast === "number") return typeof atMost === "number" ? `${atLeast} to ${atMost}` : `at least ${atLeast}`;
  return typeof id === "string" && id.startsWith("planned:") ? short(id.slice("planned:".length), 120) : "unknown";
}

/** A count of a list that may hold more. */
const isSpan = (value: object): value is { least: number; most: unknown } => Object.keys(value).join() === "least,most";

function objectText(value: object, limit: number): string {
  const members = Object.entries(value);
  const head = members
    .slice(0, MAX_VALUES_SHOWN)
    .map(([key, each]) => `${short(key, 60)}: ${typeof each === "object" && each !== null ? "…" : valueText(each, 60)}`);
  return short(`{ ${head.join(", ")}${members.length > MAX_VALUES_SHOWN ? ", …" : ""} }`, limit * 2);
}

const isMark = (value: unknown): boolean => typeof value === "object" && value !== null && Object.hasOwn(value, "$unknown");

/** Kinds whose words are not those of their name. */
const KIND: Partial<Record<Result["resource"]["kind"], [string, string]>> = {
  root: ["root user", "root users"],
  mfaDevice: ["MFA device", "MFA devices"],
  policy: ["policy", "policies"],
  samlProvider: ["SAML provider", "SAML providers"],
  oidcProvider: ["OIDC provider", "OIDC providers"],
  event: ["record", "records"],
  none: ["target", "targets"],
};

/** `server certificate` of `serverCertificate`. */
function wordsOf(kind: string): [string, string] {
  const words = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return [words, `${words}s`];
}

/** A resource kind in words. */
export const kindText = (kind: Result["resource"]["kind"], count = 1): string => (KIND[kind] ?? wordsOf(kind))[count === 1 ? 0 : 1];

/** A resource in one phrase: its kind, name and ARN, as far as they say different things. */
export function resourceText({ resource, account, region, at }: Result): string {
  const parts: string[] = [];
  const name = resource.name === null ? null : short(resource.name);
  const arn = resource.arn === null ? null : short(resource.arn, 300);
  if (name === null && arn === null && resource.id === null) parts.push(wholeKind(resource.kind));
  else if (name !== null && !arn?.endsWith(name)) parts.push(`${kindText(resource.kind)} ${name}`);
  else parts.push(kindText(resource.kind));
  if (arn !== null) parts.push(arn);
  else if (resource.id !== null && resource.id !== resource.name) parts.push(short(resource.id));
  if (account !== null && !arn?.includes(account)) parts.push(`account ${visible(account)}`);
  if (region !== null && !arn?.includes(`:${region}:`)) parts.push(visible(region));
  if (at !== undefined) parts.push(`at ${timeText(visible(at))}`);
  return parts.join(", ");
}

/** The controls that a reader knows first: of each family its newest version, two families at most. */
function mainControls(controls: Record<string, string[]> | undefined): string {
  const families = new Map<string, [framework: string, ids: string[]]>();
  for (const [framework, ids] of Object.entries(controls ?? {})) {
    const family = framework.replace(/-\d+(\.\d+)*$/, "");
    const known = families.get(family);
    if (!known || framework.localeCompare(known[0], "en", { numeric: true }) > 0)
      families.set(family, [framework, ids.length > 2 ? [...ids.slice(0, 2), "…"] : ids]);
  }
  return controlsText(Object.fromEntries([...families.values()].slice(0, 2)));
}

type Related = Pick<ReeveResults["rules"][number], "controls" | "informs" | "tailored" | "partly">;

/** What a rule has to do with, in one line: what it answers, else what it only informs. */
export function mainRelated(rule: Partial<Pick<Related, "controls" | "informs">> | undefined): string {
  const answered = mainControls(rule?.controls);
  const informed = answered === "" ? mainControls(rule?.informs) : "";
  return informed === "" ? answered : `informs ${informed}`;
}

/**
 * Of a rule's controls those that a result of this status says something about: a pass decides none that demands more, or more rules, or a rule that did
 * not run.
 */
export function decidedControls(rule: Related | undefined, status: Result["status"], { summary }: Pick<ReeveResults, "summary">): Record<string, string[]> {
  const { controls = {}, tailored = {}, partly = {} } = rule ?? {};
  if (status === "fail" || status === "unknown") return controls;
  const isOpen = (framework: string, id: string): boolean =>
    summary.controls.some((control) => control.framework === framework && control.id === id && (control.notEvaluated ?? []).length > 0);
  const left = Object.entries(controls).map(([framework, ids]): [string, string[]] => [
    framework,
    ids.filter((id) => !tailored[framework]?.includes(id) && !partly[framework]?.includes(id) && !isOpen(framework, id)),
  ]);
  return Object.fromEntries(left.filter(([, ids]) => ids.length > 0));
}

/** What a result without a resource is about. */
function wholeKind(kind: Result["resource"]["kind"]): string {
  if (kind === "none") return "no target named";
  return kind === "account" || kind === "root" ? kindText(kind) : `all ${kindText(kind, 2)}`;
}

/** Controls of a rule or result in one line: `cis-aws-5.0 1.9, securityhub IAM.5`. */
export function controlsText(controls: Record<string, string[]> | undefined): string {
  return Object.entries(controls ?? {})
    .map(([framework, ids]) => `${visible(framework)} ${ids.map((id) => visible(id)).join(" ")}`)
    .join(", ");
}

export type RuleOf = (id: string) => ReeveResults["rules"][number] | undefined;

export function rulesById(results: ReeveResults): RuleOf {
  const map = new Map(results.rules.map((rule) => [rule.id, rule]));
  return (id) => map.get(id);
}
