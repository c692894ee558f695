import { type Clause, type Leaf, presenceIn } from "../reason/clause.ts";
import { type Lint, partNamed } from "../subject.ts";

/**
 * Paths whose restriction makes a detection: which service or call, what it changed, how it ended, who did it, or to which named thing (a decoy bucket, an
 * emergency role). Success, a region or a flag does not.
 */
const ANCHORS: readonly RegExp[] = [
  /^event\.(eventSource|eventName|eventType|errorCode|errorMessage|insightDetails|serviceEventDetails|userAgent|sourceIPAddress)\b/,
  /^event\.(requestParameters|resources)\b/,
  /^event\.userIdentity\b/,
  /^actor\./,
  /^change\./,
  /^target\./,
];

/** RV091: a match that some branch of leaves open to every call. */
export const anchor: Lint = (linted) => {
  const match = partNamed(linted, "match");
  if (!match || isAnchored(match.clause)) return;
  const branch = openBranch(match.clause);
  const message =
    "names no service (event.eventSource), event (event.eventName), change (change.kind), actor or error: it is evaluated for every call of every service. Name the events.";
  linted.report.warning("RV091", branch.origin.condition.at, `${branch === match.clause ? "`match`" : "This branch of `match`"} ${message}`);
};

function isAnchored(clause: Clause): boolean {
  if (clause.kind === "and") return clause.clauses.some(isAnchored);
  if (clause.kind === "or") return clause.clauses.every(isAnchored);
  if (clause.kind === "test") return anchors(clause, false);
  return clause.kind === "not" && clause.clause.kind === "test" && anchors(clause.clause, true);
}

/** The outermost branch that is not anchored. */
function openBranch(clause: Clause): Clause {
  if (clause.kind !== "or" || clause.clauses.every((one) => !isAnchored(one))) return clause;
  const open = clause.clauses.find((one) => !isAnchored(one));
  return open ? openBranch(open) : clause;
}

function anchors(leaf: Leaf, negated: boolean): boolean {
  const { path } = leaf;
  const { comparison, literals = null } = leaf.compared ?? {};
  // The kinds of change are few: all but `none` is a list of calls like any other.
  if (path === "change.kind") return true;
  if (path === "outcome") return !negated && literals !== null && !literals.includes("success");
  if (negated || !ANCHORS.some((pattern) => pattern.test(path))) return false;
  const named = path.startsWith("event.requestParameters");
  const presence = presenceIn(leaf);
  if (presence !== null) return presence && path !== "event.eventName" && path !== "event.eventSource" && !named;
  if (literals === null) return true;
  if (comparison?.pattern?.language === "glob" && path === "event.eventSource")
    return literals.every((glob) => /[a-z0-9]/i.test(String(glob).replace(/\.?amazonaws\.com(?:\.cn)?$/, "")));
  if (comparison?.pattern?.language === "glob") return literals.every((glob) => /[^*?]{3}/.test(String(glob)));
  return named ? literals.every((value) => typeof value === "string" && value.length >= 3) : !literals.includes(null);
}
