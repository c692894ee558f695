import { readdirSync } from "node:fs";
import { join } from "node:path";
import { visible } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument, type ResourceKind } from "../schemas/index.ts";
import type { QuestionFlags } from "./flags.ts";
import { packageRoot, projectOf } from "./folders.ts";
import { trustInput } from "./input.ts";
import type { Io } from "./io.ts";
import { subjectText } from "./last-check-query.ts";
import { lastCheckOf } from "./last-check-store.ts";
import { type DocumentFiles, readDocument } from "./load-document.ts";
import { UsageError } from "./usage-error.ts";

export interface QuestionSource {
  document: ReeveDocument;
  /** Which document it is, in words: `the last check (account 111122223333, snapshot a.json.gz)`. */
  name: string;
}

/** The files that the flags name; null where they name none. */
export function filesInput({ snapshot, events, ...flags }: QuestionFlags): DocumentFiles | null {
  const trust = trustInput(flags, snapshot !== undefined);
  return snapshot === undefined && events === undefined ? null : { snapshot: snapshot ?? null, events: events ?? null, trust };
}

/**
 * The document that a question is put to: the files that were named, else that of the last check, else the bundled sample. A kept document that knows
 * nothing of the kind gives way to the sample.
 */
export async function questionSource(files: DocumentFiles | null, kind: ResourceKind, io: Io): Promise<QuestionSource> {
  if (files === null) return lastDocument(kind) ?? (await sample(kind, io));
  const { snapshot, events } = files;
  const document = await readDocument(files, io);
  return { document, name: [...(snapshot === null ? [] : [snapshot]), ...(events ?? [])].map(visible).join(", ") };
}

function lastDocument(kind: ResourceKind): QuestionSource | null {
  const check = lastCheckOf(projectOf(null));
  const document = check?.document();
  return check && document && knows(document, kind) ? { document, name: `the last check (${subjectText(check)})` } : null;
}

/** Whether a document was made to hold this kind: one of events alone holds no state, one of state alone no events. */
function knows(document: ReeveDocument, kind: ResourceKind): boolean {
  const part = kind === "event" ? document.events : document.account;
  return !isUnknown(part) || document.gaps[part.$unknown]?.reason !== "NotCollected";
}

async function sample(kind: ResourceKind, io: Io): Promise<QuestionSource> {
  const samples = join(packageRoot(), "samples");
  const snapshot = readdirSync(samples).find((name) => name.endsWith(".snapshot.json.gz"));
  if (!snapshot) throw new UsageError(`the sample account is missing from ${samples}: install the package again.`);
  const document = await readDocument({ snapshot: join(samples, snapshot), events: kind === "event" ? [join(samples, "events")] : null }, io);
  return { document, name: "the bundled sample account" };
}
