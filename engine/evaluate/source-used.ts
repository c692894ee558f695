import { instantOf, isUnknownMark } from "../../document/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../schemas/index.ts";
import { sourceChoice } from "../language/index.ts";

const REPORT = "iam:GetCredentialReport";
const LAST_USE = "iam:GetAccessKeyLastUsed";

/**
 * Which of the two calls of a source gave the field of one user or key, as collectors choose them. Both, as the schema words them, where the document leaves it
 * open: it does not say when AWS made the credential report, or holds more answers of the special call than its users with two keys explain.
 */
export function sourceUsed(source: string, owner: unknown, document: ReeveDocument): string {
  const choice = sourceChoice(source);
  if (choice === null || typeof owner !== "object" || owner === null || isUnknownMark(owner)) return source;
  const facts = factsOf(document);
  const isSpecial = choice.by === "number-of-keys" ? isAskedSingly(owner as document.AccessKey, facts) : isNewer(owner as document.User, facts);
  return isSpecial === null ? source : isSpecial ? choice.special : choice.otherwise;
}

interface Facts {
  /** When AWS made the credential report; null where the document does not say. */
  reportMs: number | null;
  keyIds: ReadonlyMap<unknown, document.User["accessKeyIds"]>;
  /** Answers about the use of single keys that no user with two keys and no new key explains. */
  furtherAnswers: number;
}

const FACTS = new WeakMap<ReeveDocument, Facts>();

function factsOf(document: ReeveDocument): Facts {
  const known = FACTS.get(document);
  if (known) return known;
  const at = document.collection.sources.find(({ source }) => source === REPORT)?.at ?? null;
  const users = isUnknown(document.users) ? [] : document.users.flatMap((user) => (isUnknown(user) ? [] : [user]));
  const facts: Facts = {
    reportMs: at === null ? null : instantOf(at),
    keyIds: new Map(users.map(({ arn, accessKeyIds }) => [arn, accessKeyIds])),
    furtherAnswers: 0,
  };
  const keys = isUnknown(document.accessKeys) ? [] : document.accessKeys.flatMap((key) => (isUnknown(key) ? [] : [key]));
  const explained = keys.filter((key) => isAskedSingly(key, facts) === true).length;
  const answers = document.collection.calls.find(({ api }) => api === LAST_USE)?.count ?? 0;
  FACTS.set(document, { ...facts, furtherAnswers: Math.max(0, answers - explained) });
  return factsOf(document);
}

/** Whether iam:GetAccessKeyLastUsed gave the use of a key: the report has one slot for the only key of a user, if it is older than the report. */
function isAskedSingly({ userArn, createdAt }: document.AccessKey, { reportMs, keyIds, furtherAnswers }: Facts): boolean | null {
  const ids = keyIds.get(userArn);
  if (ids === undefined || isUnknown(ids)) return null;
  const known = ids.filter((id) => !isUnknown(id));
  if (known.length > 1) return true;
  if (reportMs === null || known.length < ids.length) return null;
  const createdMs = timeOf(createdAt);
  if (createdMs === null) return null;
  return createdMs > reportMs ? true : furtherAnswers > 0 ? null : false;
}

/** Whether a user is read one by one. What only the report has is known of those that it has a row of. */
function isNewer({ createdAt, signingCertificates }: document.User, { reportMs }: Facts): boolean | null {
  const createdMs = timeOf(createdAt);
  if (reportMs === null || createdMs === null) return null;
  if (createdMs > reportMs) return true;
  return isUnknown(signingCertificates) ? null : false;
}

const timeOf = (at: unknown): number | null => (typeof at === "string" ? instantOf(at) : null);
