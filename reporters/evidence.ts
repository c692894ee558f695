import type { Result } from "../schemas/index.ts";
import { valueText } from "./values.ts";
import { short, visible } from "./visible.ts";

type Evidence = Result["evidence"][number];

/** Evidence as people read it: of the elements that name themselves, one line a list. */
export interface PrintedEvidence extends Evidence {
  /** Set where `value` holds elements of the list at `path`: how many it has in all, null where evidence does not show the whole list. */
  elementsOf?: number | null;
}

/**
 * `account.regions[us-east-1]` is "us-east-1": the name and the value say the same. All such elements of a list become one entry, which replaces the whole
 * list too where evidence holds that, so that no value is printed twice.
 */
export function printedEvidence(evidence: readonly Evidence[]): PrintedEvidence[] {
  const printed = new Map<string, PrintedEvidence>();
  const wholeLists = new Map(evidence.map(({ path, value }): [string, readonly unknown[]] => [path, listIn(value)]));
  for (const each of evidence) {
    const list = listOf(each);
    if (list === null) {
      const known = printed.get(each.path);
      if (known?.elementsOf === undefined) printed.set(each.path, each);
      continue;
    }
    const known = printed.get(list);
    const elements = known?.elementsOf === undefined ? [] : listIn(known.value);
    const value = [...elements, each.value] as unknown as Evidence["value"];
    printed.set(list, { ...each, path: list, value, elementsOf: sizeOf(wholeLists.get(list)) });
  }
  return [...printed.values()];
}

/**
 * Evidence with what the change made worse or what may be worse first, and the elements that a list was counted by last: they are those that a rule wants.
 * The rest stays in the order of the rule's text.
 */
export function decisiveFirst({ evidence, compared }: Pick<Result, "evidence" | "compared">): Evidence[] {
  const turned = (compared?.facts ?? []).filter(({ verdict }) => verdict === "worse" || verdict === "open");
  const names = new Set(turned.flatMap(({ element, name }) => [element, name].flatMap((each) => each?.split(NESTED) ?? [])));
  const isNamed = (value: Evidence["value"]): boolean => typeof value === "string" && names.has(value);
  // Where a value is the name of an element, all that is said of that element.
  const elements = evidence.flatMap(({ path, value }) => (isNamed(value) ? [path.slice(0, path.lastIndexOf("]") + 1)] : []));
  const turnedPaths = elements.filter((path) => path !== "");
  const counted = evidence.flatMap(({ path }) => (path.startsWith(COUNT) ? [`${path.slice(COUNT.length)}[`] : []));
  const rank = ({ path, value }: Evidence): number => {
    if (isNamed(value) || turnedPaths.some((element) => path.startsWith(element))) return 0;
    return counted.some((list) => path.startsWith(list)) ? 2 : 1;
  };
  return [...evidence].sort((one, other) => rank(one) - rank(other));
}

const COUNT = "count of ";
/** Stands between the name of an element and that of one within it. */
export const NESTED = " > ";

/** The path of the list of which an element names itself, null for all other evidence. */
function listOf({ path, value }: Evidence): string | null {
  const text: unknown = value;
  return typeof text === "string" && path.endsWith(`[${text}]`) ? path.slice(0, -text.length - 2) : null;
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isMark = (value: unknown): boolean => typeof value === "object" && value !== null && Object.hasOwn(value, "$unknown");

/** Of a list that may hold more it is not known. */
const sizeOf = (list: readonly unknown[] | undefined): number | null => (list === undefined || list.length === 0 || list.some(isMark) ? null : list.length);

/** `user.mfaActive = false`, `account.regions includes eu-central-1, us-east-1 (2 of 3)`. */
export function evidenceText({ path, value, elementsOf }: PrintedEvidence, limit?: number): string {
  if (elementsOf === undefined) return `${visible(path)} = ${valueText(value, limit)}`;
  const elements = listIn(value);
  if (elements.length === elementsOf) return `${visible(path)} = ${valueText(elements, limit)}`;
  return `${visible(path)} includes ${elements.map((each) => valueText(each, limit)).join(", ")}${elementsOf === null ? "" : ` (${elements.length} of ${elementsOf})`}`;
}

/**
 * Where evidence comes from and how old it was at the rule's clock: `iam:GetCredentialReport, 2 h old`. That clock is the collection, of event rules the
 * record: what has no age by it was read at the collection, however long ago that is now.
 */
export function sourceText(evidence: Pick<Evidence, "source" | "ageMs">): string {
  if (!evidence.source) return "";
  const source = short(evidence.source, 80);
  if (evidence.ageMs === null) return source;
  return evidence.ageMs < 60_000 ? `${source}, at collection` : `${source}, ${duration(evidence.ageMs)} old`;
}

/** Two digits' worth of a duration: 45 s, 12 min, 3 h, 9 d. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** Where evidence comes from, without the field: `iam:GetCredentialReport, 2 h old`, `CloudTrail record`. */
export function briefSource(evidence: Pick<Evidence, "source" | "ageMs">): string {
  const source = evidence.source === null ? null : (/^([a-z0-9-]+:[A-Za-z0-9]+|CloudTrail record)/.exec(evidence.source)?.[0] ?? evidence.source);
  return sourceText({ source, ageMs: evidence.ageMs });
}

/** The same as evidenceText in a report: ARNs of the account judged lose what they share. */
export function briefEvidence(evidence: PrintedEvidence, account: string | null): string {
  const text = evidenceText(evidence, 100);
  return account === null ? text : text.replaceAll(new RegExp(`arn:[a-z-]+:iam::${account}:`, "g"), "…:");
}
