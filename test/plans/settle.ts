import type { ReeveDocument } from "../../schemas/index.ts";

/** When a recording began, and when its plan was applied. */
export interface Recording {
  beganAt: Date;
  appliedAt: Date;
}

/** What was there before the plan was made by then, so that ages decide something. */
const BEFORE = "2025-10-01T00:00:00";
/** What the plan made was made by then. */
const APPLIED = "2026-01-01T00:00:00";

const TIME = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)/g;

/** Times of a recording as two fixed instants, so that a configuration recorded again gives much the same bytes. Other times stay. */
export function settleTimes(text: string, { beganAt, appliedAt }: Recording): string {
  return text.replace(TIME, (time, _seconds: string, fraction: string | undefined, zone: string) => {
    const at = Date.parse(time);
    // moto keeps whole seconds in some places.
    if (!(at >= beganAt.getTime() - 1_000)) return time;
    return `${at >= appliedAt.getTime() - 999 ? APPLIED : BEFORE}${fraction === undefined ? "" : ".000"}${zone}`;
  });
}

/** A document whose times are settled and which was collected when the plan was applied; how it was collected is left out. */
export function settleDocument(document: ReeveDocument, recording: Recording): ReeveDocument {
  const collectedAt = `${APPLIED}.000Z`;
  const settled = JSON.parse(settleTimes(JSON.stringify(document), recording)) as ReeveDocument;
  const collection = { ...settled.collection, startedAt: collectedAt, durationMs: 0, calls: [], sources: [], eventSources: [] };
  return { ...settled, collectedAt, collection };
}

/** Members of a plan's values that hold what must not be kept. */
const SECRETS = new Set(["secret", "encrypted_secret", "ses_smtp_password_v4", "password", "encrypted_password", "private_key"]);

/** A plan as it is kept: times settled, nothing secret, of one form. */
export function settlePlan(text: string, recording: Recording): string {
  const withoutSecrets = (key: string, value: unknown): unknown => (SECRETS.has(key) && typeof value === "string" ? "(not kept)" : value);
  const plan = JSON.parse(settleTimes(text, recording), withoutSecrets) as { timestamp?: string };
  if (plan.timestamp !== undefined) plan.timestamp = `${APPLIED}Z`;
  return `${JSON.stringify(plan)}\n`;
}
