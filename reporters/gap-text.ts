import type { ReeveResults } from "../schemas/index.ts";
import { sentenceStart } from "./layout.ts";
import { short, visible } from "./visible.ts";

type ResultGap = ReeveResults["gaps"][string];

const DENIED: Record<string, string> = {
  scp: "a service control policy of the organization",
  rcp: "a resource control policy of the organization",
  boundary: "the collecting role's permissions boundary",
  session: "the session policy of the credentials used",
};

/** What is missing, as a title. Gaps that only judging shows come from no API: their message says it. */
export function gapTitle(gap: ResultGap): string {
  if (gap.source === SNAPSHOT)
    return gap.scope === ACCOUNT ? "It depends on the account, and no snapshot of it was given" : `The snapshot lacks ${short(gap.scope, 120)}`;
  if (isPartOfRecord(gap)) return `${short(gap.scope, 120)} cannot be read: ${short(gap.message, 200)}`;
  if (gap.source !== "document") return `${short(gap.source, 100)} ${gapHappened(gap)}`;
  if (gap.reason === "SnapshotNewer") return "The snapshot is newer than the event";
  if (gap.reason === "ChangedSince") return "The resource changed between the snapshot and the event";
  return sentenceStart(short(gap.message, 200));
}

/** The title of gaps alike, which are shown with the scope of each: files that were not read for the same reason share it. */
export const causeTitle = (gap: ResultGap): string =>
  gap.reason === "FileBroken" ? `Event file ${gapHappened(gap)}` : isPartOfRecord(gap) ? `${RECORD} ${gapHappened(gap)}` : gapTitle(gap);

const isPartOfRecord = ({ source, reason }: ResultGap): boolean => source === RECORD && reason === "Unparseable";

/** The source of gaps of no call: that no one collected the account, or that an older version of Reeve kept less. */
const SNAPSHOT = "snapshot";
/** The scope of the first. */
const ACCOUNT = "account";
const GIVE_SNAPSHOT = "Collect the account (reeve collect --out account.json.gz) and give that file with --snapshot.";

/** Messages of files may hold a command, which is of no use when it is cut. */
const MAX_ADVICE = 600;

/** The source of gaps in records: nothing was called. */
const RECORD = "CloudTrail record";

/** Why, where it is known: the limit that a call ran into, or the error of the network. */
const whyText = (message: string): string => (message === "" ? "" : `: ${short(message.replace(/\.$/, ""), 200)}`);

/** What happened, in a few words after the source's name. */
function gapHappened(gap: ResultGap): string {
  switch (gap.reason) {
    case "AccessDenied":
      if (gap.deniedBy === "region-disabled") return "is not answered: the region is disabled";
      return `is denied${gap.deniedBy !== null && DENIED[gap.deniedBy] ? ` by ${DENIED[gap.deniedBy]}` : ""}`;
    case "Throttled":
      return "was throttled until retries ran out";
    case "NotReady":
      return "was not ready in time";
    case "Unparseable":
      return gap.source === RECORD
        ? `holds a part that cannot be read: ${short(gap.message, 200)}`
        : `gave an answer that cannot be read${whyText(gap.message.replace(/^The answer could not be read: /, ""))}`;
    case "Truncated":
      return gap.source === RECORD ? "was truncated by CloudTrail" : `was not read in full${whyText(gap.message)}`;
    case "KnownAfterApply":
      return "is known only after apply";
    case "FileBroken":
      return `was not read in full: ${short(gap.message, MAX_ADVICE)}`;
    case "NotCollected":
      return "was not read";
    case "NotVisible":
      return "does not report it for this account";
    case "Unreachable":
      return `could not be reached${whyText(gap.message)}`;
    case "Inconsistent":
      return gap.source === RECORD ? "differs from another of the same eventID" : "contradicts another source";
    case "NotInRecord":
      return gap.source === RECORD ? `lacks it: ${short(gap.message, 200)}` : "is not in the record";
    case "SnapshotNewer":
      return "is newer than the event";
    case "ChangedSince":
      return "changed between the snapshot and the event";
  }
}

/** A scope that names a member of one record. */
const OF_ONE_EVENT = /^[\w.]+ of event /;

/** What would make it known, as one sentence; "grant" only where an identity policy lacks the permission. */
export function gapAdvice(gap: ResultGap): string {
  switch (gap.reason) {
    case "AccessDenied":
      return deniedAdvice(gap);
    case "Throttled":
      return "Run again when fewer tools call this API.";
    case "NotReady":
      return "Run again in a minute.";
    case "Unparseable":
      return gap.source === RECORD
        ? "An export may have changed it: give the record as CloudTrail wrote it, or look at what the record is about."
        : "Run again; if it stays, the endpoint does not implement this call.";
    case "Truncated":
      return gap.source === RECORD
        ? "CloudTrail left this part out of the record; look at the resource itself."
        : "Give the rest too; where it is too much for one run, in smaller parts: fewer files, or a shorter time.";
    case "KnownAfterApply":
      // Of a policy of AWS that no table holds: the title says what is missing.
      return gap.source === "document" ? "Correct the name, or install a newer Reeve where AWS has such a policy." : "Judge the account again after apply.";
    case "FileBroken":
      return "Repair the file or fetch it again from the bucket. If it is not a log, move it out of the folder.";
    case "NotCollected":
      if (gap.source === SNAPSHOT && gap.scope !== ACCOUNT) return short(gap.message, MAX_ADVICE);
      return gap.permission === null ? GIVE_SNAPSHOT : `Collect with ${visible(gap.permission)}.`;
    case "NotVisible":
      return /^organizations:|Organizations|^cloudtrail:|^account:/.test(gap.source)
        ? "Read it from the organization's management or delegated administrator account."
        : "The answer lacked it. Run again; if it stays, this endpoint does not report it.";
    case "Unreachable":
      return "Check network, proxy and endpoint, and run again.";
    case "Inconsistent":
      return gap.source === RECORD
        ? "Compare them with the trail's own files, and check those with their digests: aws cloudtrail validate-logs."
        : "Collect again: the account changed while it was read.";
    case "NotInRecord":
      if (OF_ONE_EVENT.test(gap.scope)) return "An export may have left it out: give the record as CloudTrail wrote it.";
      return "The record does not say it; a snapshot older than the event may.";
    case "SnapshotNewer":
      return "Judge with a snapshot taken before the event (check --snapshot): a later one cannot show what was lost.";
    case "ChangedSince":
      return "Judge with a snapshot taken between the two calls.";
  }
}

function deniedAdvice(gap: ResultGap): string {
  if (gap.deniedBy === "region-disabled") return "Enable the region, leave it out with --regions, or accept the gap in reeve.yaml.";
  if (gap.deniedBy === "scp" || gap.deniedBy === "rcp") return `Ask whoever manages the organization's policies to allow it, or accept the gap in reeve.yaml.`;
  const permission = visible(gap.permission ?? gap.source);
  if (gap.deniedBy === "boundary") return `Allow ${permission} in the permissions boundary of the collecting role.`;
  if (gap.deniedBy === "session") return `Allow ${permission} in the session policy, or use credentials without one.`;
  return `Grant ${permission} to the collecting role (reeve permissions prints the whole policy).`;
}

/** What would settle an unknown that rests on no gap. */
export function reasonText(reason: string | undefined): { what: string; advice: string } {
  switch (reason) {
    case "manual":
      return { what: "Only a person can answer", advice: "Answer the question that the rule asks." };
    case "param-not-set":
      return { what: "A parameter is not set", advice: "Set it in reeve.yaml under params, or with --param rule.name=value." };
    case "param-invalid":
      return { what: "A parameter holds a pattern or duration that cannot be read", advice: "Correct it in reeve.yaml under params, or in --param." };
    case "snapshot-newer-than-event":
      return { what: "The snapshot is newer than the event", advice: "Use a snapshot taken before the event: a later one cannot show what was lost." };
    case "unexcused":
      return { what: "Whether the match is excused is not known", advice: "Treat it as a finding until it is known." };
    case "open-list":
      return { what: "The list may hold more than was read", advice: "Close the gap that cut the list short." };
    case "list-unknown":
      return { what: "The list could not be read", advice: GIVE_SNAPSHOT };
    case undefined:
      return { what: "The evidence is incomplete", advice: "Collect again with the permissions that reeve permissions prints." };
    default:
      return { what: short(reason).replaceAll("-", " "), advice: "reeve explain shows which value is missing." };
  }
}
