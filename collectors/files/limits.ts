import { constants } from "node:buffer";

const MIB = 1_048_576;

/** Most bytes that are read of files, unpacked. All limits on files stand here; docs/reliability.md lists them. Tests make them small. */
export const FILE_LIMITS = {
  /** A rule, pack, test, waiver or reeve.yaml: their parser takes two million characters, of four bytes at most. */
  authoredBytes: 16 * MIB,
  /** A snapshot, plan or results: what one text can hold. Source: Node.js documentation, `buffer.constants.MAX_STRING_LENGTH`. */
  textBytes: constants.MAX_STRING_LENGTH as number,
  /** One record of an event file. CloudTrail's own limit is 256 KB, 1 MB for enriched events. */
  recordBytes: 16 * MIB,
  /** One event file. CloudTrail's files are at most 50 MB compressed. */
  fileBytes: 4_096 * MIB,
  /** Bytes of an event file without anything that could be a record: more than four of the longest records. */
  barrenBytes: 64 * MIB,
  /** Records of a run together, as JSON: what memory must hold. There is no limit on what is read of many files. */
  heldBytes: 1_024 * MIB,
};
