import type { UnknownMark } from "../../document/index.ts";
import type { ReeveDocument, ReeveResults, ResourceKind } from "../../schemas/index.ts";

type ResultGap = ReeveResults["gaps"][string];

/** The gaps of a run: the document's, and those that only judging shows (an id that leads nowhere, a snapshot that came too late). */
export interface EvaluationGaps {
  missing: (kind: ResourceKind, key: string) => UnknownMark;
  note: (id: string, gap: ResultGap) => UnknownMark;
  /** The document's gaps, and the noted ones among `used`, sorted by id. */
  listed: (used: ReadonlySet<string>) => Record<string, ResultGap>;
  /** The gaps of these ids only, sorted by id. */
  named: (ids: Iterable<string>) => Record<string, ResultGap>;
  get: (id: string) => ResultGap | undefined;
}

export function newEvaluationGaps(document: ReeveDocument): EvaluationGaps {
  const noted = new Map<string, ResultGap>();
  function note(id: string, gap: ResultGap): UnknownMark {
    if (!noted.has(id)) noted.set(id, gap);
    return { $unknown: id };
  }
  const get = (id: string): ResultGap | undefined => (Object.hasOwn(document.gaps, id) ? document.gaps[id] : noted.get(id));
  const named = (ids: Iterable<string>): Record<string, ResultGap> =>
    Object.fromEntries(
      [...new Set(ids)].sort(byGapId).flatMap((id): [string, ResultGap][] => {
        const gap = get(id);
        return gap ? [[id, gap]] : [];
      }),
    );
  return {
    note,
    named,
    get,
    missing: (kind, key) =>
      note(`missing:${kind}:${key}`, {
        source: "document",
        reason: "Inconsistent",
        deniedBy: null,
        permission: null,
        scope: key,
        message: `the document names the ${kind} ${key} and does not hold it`,
      }),
    listed: (used) => named([...Object.keys(document.gaps), ...[...noted.keys()].filter((id) => used.has(id))]),
  };
}

/** Order of gap ids: g2 before g10, then by text. */
export function byGapId(left: string, right: string): number {
  const [leftNumber, rightNumber] = [numberOf(left), numberOf(right)];
  if (leftNumber !== rightNumber) return leftNumber - rightNumber;
  return left < right ? -1 : left > right ? 1 : 0;
}

const numberOf = (id: string): number => Number(/^g(\d{1,9})$/.exec(id)?.[1] ?? Number.MAX_SAFE_INTEGER);
