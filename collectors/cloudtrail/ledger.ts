import type { ReeveResults } from "../../schemas/index.ts";

export type Ledger = NonNullable<ReeveResults["ledger"]>;
export type LedgerRow = Ledger["rows"][number];

/** Keeps account of every file and record, while they are read. */
export interface LedgerBook {
  /** Files or entries were found. */
  found: (files: number) => void;
  row: (row: LedgerRow) => void;
  /** An entry of a file, and what became of it. */
  record: (outcome: Exclude<keyof Ledger["records"], "found">) => void;
  /** The whole account. @throws RangeError where it does not add up, so that a file which is neither read nor reported is never passed over in silence. */
  close: () => Ledger;
}

export function ledgerBook(): LedgerBook {
  const files: Ledger["files"] = { found: 0, read: 0, gaps: 0, notRecords: 0 };
  const records: Ledger["records"] = { found: 0, read: 0, repeated: 0, insights: 0, broken: 0 };
  const rows: LedgerRow[] = [];
  return {
    found: (count) => {
      files.found += count;
    },
    row: (row) => {
      files[COUNT_OF[row.outcome]] += 1;
      rows.push(row);
    },
    record: (outcome) => {
      records.found += 1;
      records[outcome] += 1;
    },
    close: () => {
      const ledger = { files, records, rows };
      if (!addsUp(ledger)) throw new RangeError(`the ledger of the events does not add up: ${JSON.stringify({ files, records, rows: rows.length })}`);
      return ledger;
    },
  };
}

const COUNT_OF: Readonly<Record<LedgerRow["outcome"], Exclude<keyof Ledger["files"], "found">>> = { read: "read", gap: "gaps", "not-records": "notRecords" };

/** Whether each file that was found is read, a gap, or listed as no records, and each record in one of its counts. */
function addsUp({ files, records, rows }: Ledger): boolean {
  return (
    files.read + files.gaps + files.notRecords === files.found &&
    rows.length === files.found &&
    records.read + records.repeated + records.insights + records.broken === records.found &&
    rows.reduce((sum, row) => sum + row.records, 0) === records.read + records.repeated
  );
}
