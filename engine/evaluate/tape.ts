import type { ReeveDocument } from "../../schemas/index.ts";

/**
 * What happened, in order: the input of event rules, as the document is that of state rules. Plain data. Today it holds CloudTrail records, a list that
 * may end in the mark of what was not read, or that mark. The gaps that its marks name are those of the document it is judged with.
 */
export interface Tape {
  records: ReeveDocument["events"];
}

/** The records that stand in a document, as its tape: documents keep their `events`, whether they were collected with the state or added to it. */
export const tapeOf = ({ events }: Pick<ReeveDocument, "events">): Tape => ({ records: events });

/** The document with the records of a tape in place of its own. */
export const withTape = (document: ReeveDocument, { records }: Tape): ReeveDocument =>
  document.events === records ? document : { ...document, events: records };
