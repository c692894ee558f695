import { STRING_FORMATS, type StringFormatName, TABLE, validateWaivers } from "../../../schemas/index.ts";
import {
  arnGlobFault,
  type CheckedRule,
  checkDay,
  type Diagnostic,
  entryOf,
  itemsOf,
  mayGlobMeet,
  nodeAt,
  type Report,
  readFile,
  SEVERITIES,
  type Severity,
  type SourceFile,
  type SourceNode,
} from "../../language/index.ts";
import { dayAfter, dayOf, daysBetween } from "./days.ts";
import { isGlob, MAX_DAYS, type WaiveContext, type Waiver } from "./kept.ts";
import { ruleTest } from "./match.ts";
import { noSuchRule } from "./waivers.ts";

/** A file of decisions: `name` is how results name it, where that differs from how the user does. */
export interface DecisionFile extends SourceFile {
  name?: string;
}

/** `checkedRules`: those whose resources waivers are compared with. `namesRules`: they are all that there are, and a name that none has is a warning. */
interface Limits extends Pick<WaiveContext, "now" | "maxDays"> {
  checkedRules?: readonly CheckedRule[];
  namesRules?: boolean;
}

/** Reads files of waivers: all with an error are named with line and column, and none may then be used in silence. An empty list is fine. */
export function loadWaivers(sources: readonly DecisionFile[], limits: Limits): { waivers: Waiver[]; diagnostics: Diagnostic[] } {
  const read = sources.map((source) => waiversOf(source, limits));
  return { waivers: read.flatMap(({ waivers }) => waivers), diagnostics: read.flatMap(({ diagnostics }) => diagnostics) };
}

function waiversOf(source: DecisionFile, limits: Limits): { waivers: Waiver[]; diagnostics: Diagnostic[] } {
  let lines: number[] = [];
  const { value, diagnostics } = readFile(source, "waivers", validateWaivers, (root, report) => {
    const items = itemsOf(nodeAt(root, "waivers"));
    lines = items.map(({ at }) => at.line);
    for (const [at, item] of items.entries()) checkWaiver(item, `waivers[${at}]`, limits, report);
  });
  const waivers = (value?.waivers ?? []).map((entry, at): Waiver => {
    const { rule, resource, target, actor, account, ou, kind, reason, owner, ticket, expires, severity, evidence, facts, ruleSha256, max, unknown } = entry;
    const by = resource !== undefined ? "resource" : target !== undefined ? "target" : "actor";
    return {
      file: source.name ?? source.file,
      line: lines[at] ?? 1,
      rule,
      subject: { by, pattern: resource ?? target ?? actor ?? "" },
      account: account ?? null,
      ou: ou ?? null,
      kind,
      reason,
      owner,
      ticket: ticket ?? null,
      expires,
      severity: severity ?? null,
      evidence: evidence ?? null,
      facts: facts ?? null,
      ruleSha256: ruleSha256 ?? null,
      max: max ?? 1,
      unknown: unknown ?? false,
    };
  });
  return { waivers, diagnostics };
}

/** What a schema cannot say: one subject, one place, how many, and until when. */
function checkWaiver(item: SourceNode, name: string, { now, maxDays, checkedRules: rules = [], namesRules }: Limits, report: Report): void {
  if (item.kind !== "map") return;
  const subjects = ["resource", "target", "actor"].flatMap((field) => entryOf(item, field) ?? []);
  if (subjects.length === 0) report.error("RV010", startOf(item), `\`${name}\` lacks \`resource\` (or, for events, \`target\` or \`actor\`).`);
  onlyOne(subjects, report);
  onlyOne(
    ["account", "ou"].flatMap((field) => entryOf(item, field) ?? []),
    report,
  );
  const wide = [entryOf(item, "rule"), ...subjects].find((entry) => entry?.value.kind === "scalar" && isGlob(String(entry.value.value)));
  if (wide && !entryOf(item, "max"))
    report.error("RV010", wide.keyAt, `\`${name}\` lacks \`max\`: \`${wide.key}\` is a glob, so say how many results it may match at most.`);
  const fingerprint = nodeAt(item, "resource");
  if (fingerprint?.kind === "scalar" && /^v1:/.test(String(fingerprint.value)) && !/^v1:[0-9a-f]{64}$/.test(String(fingerprint.value)))
    report.error("RV012", fingerprint.at, `A fingerprint is \`v1:\` and 64 hexadecimal digits; reeve explain prints the whole.`);
  const rule = nodeAt(item, "rule");
  const ofRules = rule?.kind === "scalar" && typeof rule.value === "string" ? rules.filter(ruleTest(rule.value)) : [];
  if (rule?.kind === "scalar" && namesRules && ofRules.length === 0) report.warning("RV012", rule.at, sentence(noSuchRule(String(rule.value), rules)));
  for (const { key, value } of subjects) if (checkSubject(key, value, name, report)) checkKind(key, value, { name, rules: ofRules }, report);
  const expires = nodeAt(item, "expires");
  if (!checkDay(expires, report)) return;
  const written = scalarAt(item, "severity");
  const severity = SEVERITIES.find((each) => each === written) ?? null;
  const limit = longest(severity, { ...MAX_DAYS, ...maxDays });
  const today = dayOf(now);
  if (daysBetween(today, expires.value) <= limit) return;
  const what = severity === null ? "a waiver" : `a waiver of ${severity} findings`;
  const latest = dayAfter(today, limit);
  report.error("RV012", expires.at, `\`${name}.expires\` is too late: ${what} holds ${limit} days at most, until ${latest} if it is written today.`, latest);
}

/** That something may have what a waiver names: an ARN is held to the form that rules hold it to. False where nothing may. */
function checkSubject(key: string, node: SourceNode, name: string, report: Report): boolean {
  if (node.kind !== "scalar" || typeof node.value !== "string") return false;
  const { value: text, at } = node;
  if (key !== "actor" && NAME.test(text)) {
    const others = key === "resource" ? ", a unique id or a fingerprint" : "";
    const says = `\`${name}.${key}\` is an ARN${others}: \`${text}\` is a name, which matches nothing. reeve waivers add NUMBER writes the right one.`;
    report.error("RV012", at, says);
    return false;
  }
  const arn = text.replace(/^planned:(?=arn:)/, "");
  const fault = arn.includes(":") && !/^(?:v1|planned):/.test(arn) ? arnGlobFault(arn) : null;
  if (fault?.kind !== "never") return true;
  const [meant] = fault.meant;
  const way = meant === undefined ? "Such a text is `arn:aws:iam::111122223333:user/ann`." : `Write \`${meant}\`.`;
  report.error("RV012", at, `\`${name}.${key}\` is an ARN or a glob of ARNs, and \`${text}\` matches none. ${way}`, meant);
  return false;
}

/** That a rule which the waiver names may be about what it names: a result on state is about one kind of resource, one on events names whatever a call is made on. */
function checkKind(key: string, node: SourceNode, { name, rules }: { name: string; rules: readonly CheckedRule[] }, report: Report): void {
  const state = rules.filter(({ resource }) => resource !== "event");
  const [first, ...others] = state;
  if (!first || state.length < rules.length || node.kind !== "scalar" || typeof node.value !== "string") return;
  const called = others.length === 0 ? `rule ${first.id} judges` : `rules ${first.id} and ${others.length} more judge`;
  if (key !== "resource") {
    report.error("RV012", node.at, `\`${name}.${key}\` is of an event, and ${called} no events: write \`resource\`.`);
    return;
  }
  const text = node.value.replace(/^planned:(?=arn:)/, "");
  // Unique ids say nothing of a kind that is documented for all of them.
  if (!text.includes(":") || /^(?:v1|planned):/.test(text)) return;
  const formats = [...new Set(state.flatMap(({ resource }) => namesOfKind(resource)))];
  if (formats.length === 0 || formats.some((format) => mayGlobMeet(format, text))) return;
  const kinds = [...new Set(state.map(({ resource }) => (resource === "account" || resource === "root" ? resource : TABLE.kinds[resource].list)))].join(", ");
  const examples = formats.map((format) => `\`${STRING_FORMATS[format].example}\``);
  report.error(
    "RV012",
    node.at,
    `\`${name}.${key}\` names a resource of another kind: ${called} ${kinds}, and \`${text}\` matches none of them. Such a text is ${examples.join(" or ")}.`,
  );
}

/** The formats of what results name a resource of a kind by. */
function namesOfKind(kind: CheckedRule["resource"]): StringFormatName[] {
  const { arn, id } = TABLE.kinds[kind].fields;
  return [arn, id].flatMap((field) => (field?.value.type === "string" && field.value.format ? [field.value.format] : []));
}

/** A detail of a state as a sentence. */
export const sentence = (detail: string): string => `${detail.charAt(0).toUpperCase()}${detail.slice(1)}${/[.?]$/.test(detail) ? "" : "."}`;

/** A name of IAM with a small letter, and no glob. Unique ids begin with four capitals; serial numbers of devices have capitals and digits only. */
const NAME = /^(?![A-Z]{4})(?=[^a-z]*[a-z])[\w+=,.@/-]+$/;

const longest = (severity: Severity | null, days: Record<Severity, number>): number => (severity ? days[severity] : Math.max(...Object.values(days)));

export const startOf = ({ at }: SourceNode): SourceNode["at"] => ({ ...at, endLine: at.line, endColumn: at.column });

function scalarAt(item: SourceNode, field: string): unknown {
  const node = nodeAt(item, field);
  return node?.kind === "scalar" ? node.value : undefined;
}

/** Two fields of which one alone may be written. */
export function onlyOne(entries: { key: string; keyAt: SourceNode["at"] }[], report: Report): void {
  const [first, second] = entries;
  if (first && second) report.error("RV012", second.keyAt, `\`${second.key}\` stands beside \`${first.key}\`: write one of the two.`);
}
