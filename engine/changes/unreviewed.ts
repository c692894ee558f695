import { compareText, nameKey } from "../../document/index.ts";
import {
  type document,
  isUnknown,
  type Plan,
  type PlanProblem,
  type ReeveDocument,
  type TrailDestination,
  type UnreviewedChange,
} from "../../schemas/index.ts";

/** Changes that no reader predicts and that may affect IAM or CloudTrail: what to say of each, and their types, each once. */
export interface Unreviewed {
  problems: PlanProblem[];
  types: UnreviewedType[];
}

/** A type, and whether it counts because a program runs while it is applied: then it may be in the list of reviewed types. */
export interface UnreviewedType {
  type: string;
  runsProgram: boolean;
}

/** Types of each once, sorted. */
export function distinctTypes(types: readonly UnreviewedType[]): UnreviewedType[] {
  const byKey = new Map(types.map((each) => [`${each.type} ${each.runsProgram}`, each]));
  return [...byKey].sort(([one], [other]) => compareText(one, other)).map(([, each]) => each);
}

/**
 * What plans change by types that no reader predicts. With a snapshot the account's trails are known: a bucket, key, topic or log group counts only where one
 * of them delivers to it or is encrypted with it, and access to other services' resources does not. Without one either may matter, and so they do in another
 * account than the snapshot's. `others`: snapshots of other accounts, by id.
 */
export function unreviewedIn(snapshot: ReeveDocument | null, plans: readonly Plan[], others: ReadonlyMap<string, ReeveDocument> = new Map()): Unreviewed {
  const own = snapshot === null || isUnknown(snapshot.account) ? null : snapshot.account.id;
  const found = plans.flatMap((plan) =>
    (plan.unreviewedChanges ?? []).flatMap((change) => {
      const { account = own } = change;
      const elsewhere = own === null || account === null || account === own ? null : account;
      const why = whyItMatters(change, snapshot) ?? (elsewhere === null ? null : whyElsewhere(change, elsewhere, others.get(elsewhere)));
      return why === null
        ? []
        : [
            {
              type: change.type,
              runsProgram: change.concerns.kind === "program",
              address: change.address,
              message: `${change.address}: ${change.type} ${why} Judge it by hand.`,
            },
          ];
    }),
  );
  return {
    problems: found.map(({ address, message }) => ({ code: "type-not-reviewed", address, message })),
    types: distinctTypes(found.map(({ type, runsProgram }) => ({ type, runsProgram }))),
  };
}

function whyItMatters({ concerns }: UnreviewedChange, snapshot: ReeveDocument | null): string | null {
  switch (concerns.kind) {
    case "unknown":
      return "is in no list of types that cannot affect IAM or CloudTrail.";
    case "program":
      return "runs a program while it is applied (as a provisioner does), which may change anything.";
    case "access":
      return snapshot
        ? null
        : "is in no list of types that cannot affect IAM or CloudTrail: it gives access by a policy or permission of its own, and without a snapshot it is not known to what.";
    case "destination":
      return snapshot
        ? ofTrail(concerns.of, snapshot.trails)
        : concerns.of.isNew
          ? null
          : `may change the ${WORDS[concerns.of.kind]} of a trail, ${NO_SNAPSHOT}.`;
  }
}

/** Why it may matter to an account other than that of the snapshot it is compared with. */
function whyElsewhere(change: UnreviewedChange, account: string, snapshot: ReeveDocument | undefined): string | null {
  if (snapshot) return whyItMatters(change, snapshot);
  const { concerns } = change;
  const missing = `account ${account}, whose snapshot was not given`;
  switch (concerns.kind) {
    case "access":
      return `gives access by a policy or permission of its own in ${missing}.`;
    case "destination":
      return concerns.of.isNew ? null : `may change the ${WORDS[concerns.of.kind]} of a trail of ${missing}.`;
    default:
      return null;
  }
}

const WORDS = { bucket: "bucket", key: "key", topic: "topic", "log-group": "log group" } as const;
const NO_SNAPSHOT = "which only a snapshot shows";

/** Which trail delivers to it; null where none does. */
function ofTrail({ kind, ids, isNew }: TrailDestination, trails: ReeveDocument["trails"]): string | null {
  // Only the name of a bucket says, in whichever region, that it is one that exists: us-east-1 answers a second creation as it did the first one (S3 API Reference, CreateBucket).
  if (isNew && (ids === null || kind !== "bucket")) return null;
  const what = WORDS[kind];
  if (isUnknown(trails)) return isNew ? null : `may change the ${what} of a trail, and the snapshot does not hold the trails.`;
  for (const trail of trails) {
    if (isUnknown(trail)) {
      if (!isNew) return `may change the ${what} of a trail, and the snapshot does not hold all trails.`;
      continue;
    }
    const uses = FIELDS[kind](trail);
    if (uses === null) continue;
    const name = isUnknown(trail.name) ? "a trail" : `the trail ${trail.name}`;
    if (ids === null || isUnknown(uses)) {
      if (!isNew)
        return `may change the ${what} of ${name}: ${ids === null ? "only the apply will show which it is" : "the snapshot does not say which it uses"}.`;
    } else if (ids.some((id) => isSame(kind, id, uses))) return `changes the ${what} of ${name}.`;
  }
  return null;
}

const FIELDS: Readonly<Record<TrailDestination["kind"], (trail: document.Trail) => unknown>> = {
  bucket: ({ s3BucketName }) => s3BucketName,
  key: ({ kmsKeyId }) => kmsKeyId,
  topic: ({ snsTopicArn }) => snsTopicArn,
  "log-group": ({ cloudWatchLogsLogGroupArn }) => cloudWatchLogsLogGroupArn,
};

/** Whether an id, name or ARN means what a trail names. A key is named by its ARN, a log group by its ARN with `:*`. Source: CloudTrail API Reference, Trail. */
function isSame(kind: TrailDestination["kind"], id: string, used: unknown): boolean {
  const [one, other] = [id, String(used)].map((text) =>
    nameKey(kind === "log-group" ? text.replace(/^.*:log-group:/, "").replace(/:\*$/, "") : lastPart(text)),
  );
  return one === other;
}

/** What follows the last `/` or `:` of an ARN; a text that is none as it is. */
const lastPart = (text: string): string => (text.startsWith("arn:") ? (/[^/:]+$/.exec(text)?.[0] ?? text) : text);
