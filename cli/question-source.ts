import { readdirSync } from "node:fs";
import { join } from "node:path";
import { visible } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument, type ResourceKind } from "../schemas/index.ts";
import { packageRoot } from "./folders.ts";
import type { Io } from "./io.ts";
import { lastCheck } from "./last-check-store.ts";
import { loadDocument } from "./load-document.ts";
import { UsageError } from "./usage-error.ts";

export interface QuestionSource {
  document: ReeveDocument;
  /** Which document it is, in words: `the last check`. */
  name: string;
}

interface Wanted {
  snapshot?: string;
  events?: string[];
}

/**
 * The document that a question is put to: what the flags name, else that of the last check, else the bundled sample. A kept document that knows
 * nothing of the kind gives way to the sample.
 */
export async function questionSource(flags: Wanted, kind: ResourceKind, io: Io): Promise<QuestionSource> {
  const { snapshot, events } = flags;
  if (snapshot === undefined && events === undefined) return lastDocument(kind) ?? (await sample(kind, io));
  const document = await loadDocument({ ...(snapshot === undefined ? {} : { snapshot }), ...(events === undefined ? {} : { events }) }, [], io);
  if (!document) throw new UsageError("there is nothing to ask: give --snapshot or --events.");
  return { document, name: [...(snapshot === undefined ? [] : [snapshot]), ...(events ?? [])].map(visible).join(", ") };
}

function lastDocument(kind: ResourceKind): QuestionSource | null {
  try {
    const document = lastCheck().document();
    return knows(document, kind) ? { document, name: "the last check" } : null;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
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
  const events = kind === "event" ? { events: [join(samples, "events")] } : {};
  const document = await loadDocument({ snapshot: join(samples, snapshot), ...events }, [], io);
  if (!document) throw new UsageError("the sample account cannot be read: install the package again.");
  return { document, name: "the bundled sample account" };
}
