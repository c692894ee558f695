import { validateWaivers } from "../../../schemas/index.ts";
import {
  arnGlobFault,
  checkDay,
  type Diagnostic,
  entryOf,
  itemsOf,
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

/** A file of decisions: `name` is how results name it, where that differs from how the user does. */
export interface DecisionFile extends SourceFile {
  name?: string;
}

type Limits = Pick<WaiveContext, "now" | "maxDays">;

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
function checkWaiver(item: SourceNode, name: string, { now, maxDays }: Limits, report: Report): void {
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
  for (const { key, value } of subjects) checkSubject(key, value, name, report);
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

/** That something may have what a waiver names: an ARN is held to the form that rules hold it to. */
function checkSubject(key: string, node: SourceNode, name: string, report: Report): void {
  if (node.kind !== "scalar" || typeof node.value !== "string") return;
  const { value: text, at } = node;
  if (key !== "actor" && NAME.test(text)) {
    const others = key === "resource" ? ", a unique id or a fingerprint" : "";
    const says = `\`${name}.${key}\` is an ARN${others}: \`${text}\` is a name, which matches nothing. reeve waivers add NUMBER writes the right one.`;
    report.error("RV012", at, says);
    return;
  }
  const arn = text.replace(/^planned:(?=arn:)/, "");
  const fault = arn.includes(":") && !/^(?:v1|planned):/.test(arn) ? arnGlobFault(arn) : null;
  if (fault?.kind !== "never") return;
  const [meant] = fault.meant;
  const way = meant === undefined ? "Such a text is `arn:aws:iam::111122223333:user/ann`." : `Write \`${meant}\`.`;
  report.error("RV012", at, `\`${name}.${key}\` is an ARN or a glob of ARNs, and \`${text}\` matches none. ${way}`, meant);
}

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
