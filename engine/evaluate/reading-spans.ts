import { instantOf } from "../../document/index.ts";
import { type ReeveDocument, type ResourceKind, TABLE } from "../../schemas/index.ts";
import { listKey, PRESENCE } from "./touch-keys.ts";

/** Within which time a value of the snapshot was true: some moment from `fromMs` to `toMs`, in Unix milliseconds. */
export interface ReadingSpan {
  fromMs: number;
  toMs: number;
}

/** When the parts of a snapshot were read. */
export interface ReadingSpans {
  /** Of a field of a kind; of a kind's list, for `PRESENCE` and for all fields together. */
  of: (kind: ResourceKind, field: string) => ReadingSpan;
  /** The earliest of all. */
  fromMs: number;
}

/**
 * How long a change may stay out of what IAM answers. Source: IAM User Guide, "Troubleshoot IAM", changes that are not always immediately visible; AWS
 * gives no figure, and a minute is what the product allows.
 */
const PROPAGATION_MS = 60_000;

/** How long a collection is taken to have lasted where the snapshot does not say: a large account takes minutes. */
const UNKNOWN_DURATION_MS = 15 * 60_000;

const API_ACTION = /[a-z0-9-]+:[A-Z][A-Za-z0-9]*/g;

const REPORT = "iam:GetCredentialReport";

/**
 * Calls that are made only for the users of which the credential report says that they have a device or a key: what they show of all users is as old as the
 * report. Source: `needs` of the table of a collection's calls.
 */
const CHOSEN_BY_REPORT = ["iam:ListAccessKeys", "iam:ListMFADevices", "iam:GetAccessKeyLastUsed"];

/**
 * The time spans of a snapshot's fields: from one minute before the start of the collection, or before the earlier moment at which AWS made the credential
 * report, to the answer of the last call that the field comes from, and one minute. A snapshot that does not say when its calls were answered: to the end of the collection.
 */
export function readingSpans({ collectedAt, collection }: Pick<ReeveDocument, "collectedAt" | "collection">): ReadingSpans {
  const collectedMs = instantOf(collectedAt) ?? Number.POSITIVE_INFINITY;
  const startMs = Math.min(collectedMs, timeOf(collection.startedAt) ?? collectedMs) - PROPAGATION_MS;
  const endMs = (timeOf(collection.startedAt) ?? collectedMs) + (collection.durationMs ?? UNKNOWN_DURATION_MS) + PROPAGATION_MS;
  const answered = new Map(collection.calls.flatMap(({ api, lastAt }) => (lastAt === undefined ? [] : [[api, (timeOf(lastAt) ?? 0) + PROPAGATION_MS]])));
  const made = new Map(collection.sources.map(({ source, at }) => [source, (timeOf(at) ?? Number.POSITIVE_INFINITY) - PROPAGATION_MS]));
  const known = new Map<string, ReadingSpan>();
  return {
    fromMs: Math.min(startMs, ...made.values()),
    of: (kind, field) => {
      const source = sourceOf(kind, field);
      const found = known.get(source) ?? spanOf(source.match(API_ACTION) ?? []);
      known.set(source, found);
      return found;
    },
  };

  function spanOf(apis: readonly string[]): ReadingSpan {
    const earlier = [...apis, ...(apis.some((api) => CHOSEN_BY_REPORT.includes(api)) ? [REPORT] : [])].flatMap((api) => made.get(api) ?? []);
    const ends = apis.map((api) => answered.get(api) ?? endMs);
    return { fromMs: Math.min(startMs, ...earlier), toMs: ends.length === 0 ? endMs : Math.max(...ends) };
  }
}

const timeOf = (at: string | null): number | null => (at === null ? null : instantOf(at));

/** What a field of a kind comes from. What a policy document says comes with the policy; a list, and all fields together, from anywhere in the collection. */
function sourceOf(kind: ResourceKind, field: string): string {
  if (field === PRESENCE || field === listKey(kind)) return "";
  const { fields, key } = TABLE.kinds[kind];
  const [name = ""] = field.split(".");
  const source = Object.hasOwn(fields, name) ? (fields[name]?.source ?? "") : "";
  return /^policy document/.test(source) ? (fields[key]?.source ?? "") : source;
}
