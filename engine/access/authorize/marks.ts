import { plainGap } from "../../../document/index.ts";
import { type AccessGap, type Gap, isUnknown, type ReeveDocument, type Unknown } from "../../../schemas/index.ts";
import { NOT_DECIDED } from "../not-decided.ts";

/** Marks of what keeps a request from being decided, with their gaps. */
export interface Marks {
  /** Something that could be read. */
  gap: (id: string, gap: Gap) => Unknown;
  /** A policy that no snapshot holds: what, for messages. */
  unread: (what: string) => Unknown;
  isUnread: (mark: Unknown) => boolean;
  unreadOf: (mark: Unknown) => string | null;
  gapOf: (mark: Unknown) => AccessGap;
}

export function marksFor({ gaps }: Pick<ReeveDocument, "gaps">): Marks {
  const own = new Map<string, Gap>([[NOT_DECIDED.id, NOT_DECIDED.gap]]);
  const unread = new Map<string, string>();
  const add = (id: string, gap: Gap): Unknown => {
    own.set(id, gap);
    return { $unknown: id };
  };
  return {
    gap: add,
    unread: (what) => {
      unread.set(`not-read ${what}`, what);
      return add(`not-read ${what}`, plainGap("question", "NotCollected", what, `${what} was not read.`));
    },
    isUnread: ({ $unknown }) => unread.has($unknown),
    unreadOf: ({ $unknown }) => unread.get($unknown) ?? null,
    gapOf: ({ $unknown: id }) => ({
      id,
      gap:
        own.get(id) ??
        (!isUnknown(gaps) && Object.hasOwn(gaps, id) ? gaps[id] : undefined) ??
        plainGap("document", "NotCollected", id, "The document does not say."),
    }),
  };
}

/** A star or question mark of a resource pattern would have to match a colon. */
export const acrossSegments = (marks: Marks): Unknown =>
  marks.gap(
    "wildcard-across-segments",
    plainGap(
      "policy document",
      "Unparseable",
      "wildcards of resource patterns",
      "A pattern matches only if a wildcard inside a segment of an ARN matches a colon, and AWS documents that of a star at the end of a segment only.",
    ),
  );

/** A call on nothing, and a pattern of all resources of one account or region. */
export const ofOneAccount = (marks: Marks): Unknown =>
  marks.gap(
    "pattern-of-one-account",
    plainGap(
      "policy document",
      "Unparseable",
      "resource patterns of calls on nothing",
      "The action is called on no resource, and a pattern takes in all resources of one account or region: AWS documents that of * only.",
    ),
  );
