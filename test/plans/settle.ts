import { createHash } from "node:crypto";
import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";

/** When a recording began, when its plan was applied, and when it was over. */
export interface Recording {
  beganAt: Date;
  appliedAt: Date;
  endedAt: Date;
}

/** What was there before the plan was made by then, so that ages decide something. */
const BEFORE = "2025-10-01T00:00:00";
/** What the plan made was made by then. */
const APPLIED = "2026-01-01T00:00:00";

/** When, in a settled document, everything was made that the plan made. */
export const APPLIED_AT = `${APPLIED}.000Z`;

const TIME = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)/g;

/** Ids of access keys as documentation writes them: nothing that looks like a credential is kept. */
const KEY_ID = /\bAKIA[A-Z0-9]{16}\b/g;
const exampleKey = (id: string): string =>
  id.endsWith("EXAMPLE") ? id : `AKIA${createHash("sha256").update(id).digest("hex").slice(0, 9).toUpperCase()}EXAMPLE`;

/** The ids that terraform makes of the time where the API gives none: a prefix, eighteen digits of the time, eight of a counter. */
const TERRAFORM_ID = /-2\d{25}\b/g;
const SETTLED_ID = `-${"20260101".padEnd(26, "0")}`;

/**
 * Times of a recording as two fixed instants, so that a configuration recorded again, on whatever day, gives the same bytes. Other times stay as they are:
 * they are constants of moto (an expiry ahead, the dates of AWS's own policies), and counted from the day of the recording they would change with it.
 */
export function settle(text: string, { beganAt, appliedAt, endedAt }: Recording): string {
  return text
    .replace(KEY_ID, exampleKey)
    .replace(TERRAFORM_ID, SETTLED_ID)
    .replace(TIME, (time, _seconds: string, fraction: string | undefined, zone: string) => {
      const at = Date.parse(time);
      // moto keeps whole seconds in some places.
      if (!(at >= beganAt.getTime() - 1_000 && at <= endedAt.getTime() + 1_000)) return time;
      return `${at >= appliedAt.getTime() - 999 ? APPLIED : BEFORE}${fraction === undefined ? "" : ".000"}${zone}`;
    });
}

/** A document whose times are settled and which was collected when the plan was applied; how it was collected is left out. */
export function settleDocument(document: ReeveDocument, recording: Recording): ReeveDocument {
  const settled = JSON.parse(settle(JSON.stringify(document), recording)) as ReeveDocument;
  const collection = { ...settled.collection, startedAt: APPLIED_AT, durationMs: 0, calls: [], sources: [], eventSources: [] };
  sortById(settled.accessKeys, (key) => (key as { id?: string }).id);
  for (const user of Array.isArray(settled.users) ? settled.users : []) if (!isUnknown(user)) sortById(user.accessKeyIds, (id) => id as string);
  return { ...settled, collectedAt: APPLIED_AT, collection };
}

/** A list in the order that the document wants, now that its ids are others; the mark of an open list stays last. */
function sortById(list: unknown, id: (item: unknown) => string | undefined): void {
  if (!Array.isArray(list)) return;
  const text = (item: unknown): string => (isUnknown(item) ? "\uffff" : (id(item) ?? ""));
  list.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** Members of a plan's values that hold what must not be kept. */
const SECRETS = new Set(["secret", "encrypted_secret", "ses_smtp_password_v4", "password", "encrypted_password", "private_key"]);

/** A plan as it is kept: times settled, nothing secret, of one form. */
export function settlePlan(text: string, recording: Recording): string {
  const withoutSecrets = (key: string, value: unknown): unknown => (SECRETS.has(key) && typeof value === "string" ? "(not kept)" : value);
  const plan = JSON.parse(settle(text, recording), withoutSecrets) as { timestamp?: string };
  if (plan.timestamp !== undefined) plan.timestamp = `${APPLIED}Z`;
  return `${JSON.stringify(plan)}\n`;
}
