import type { BaselineFile, Result } from "../../../schemas/index.ts";
import { ownDetail } from "../../evaluate/index.ts";
import { compareKept, fitsNoLonger, isSameRule, isWorse, namedTurns, OWN_FACTS } from "../compare/index.ts";
import { judgeAttestations } from "./attest.ts";
import { dayOf } from "./days.ts";
import { type Decidable, EXPIRING_DAYS, type KeptDecisions, MAX_DAYS, type WaiveContext } from "./kept.ts";
import { asJudged, type ResultMarks } from "./members.ts";
import { recounted } from "./recount.ts";
import { judgeWaivers, type Terms } from "./waivers.ts";

/**
 * Applies to results what somebody decided about them. An attestation makes a pass of a manual unknown; a waiver and the baseline say of a finding (a
 * waiver of an unknown too, if it says so) that it no longer counts, and change nothing else. No result is dropped, the order stays, and the results
 * given are not changed; what was decided about them before is forgotten. Expired, too broad and outgrown waivers do nothing, and their states say why.
 */
export function waive<Results extends Decidable>(
  judged: Results,
  kept: KeptDecisions,
  context: WaiveContext,
): Results & Pick<Decidable, "waivers" | "attestations"> {
  const results = undecided(judged);
  if (kept.waivers.length === 0 && kept.attestations.length === 0 && kept.baseline === null) return results;
  const terms = termsOf(context);
  const attested = judgeAttestations(results, kept.attestations, terms);
  const members = new Map<Result, ResultMarks>();
  for (const { attestation, state, named } of attested) {
    if (!HOLDS.has(state.state)) continue;
    const { file, line, by, at, evidence, expires } = attestation;
    for (const result of named)
      if (!members.has(result)) members.set(result, { attestation: { file, line, by, at, evidence, expires, daysLeft: state.daysLeft } });
  }
  const passes = [...members.keys()];
  const rest = passes.length === 0 ? results : { ...results, results: results.results.filter((result) => !members.has(result)) };
  const waived = judgeWaivers(rest, kept.waivers, terms);
  for (const { state, named } of waived) {
    if (!HOLDS.has(state.state)) continue;
    const { file, line, kind, reason, owner, ticket, expires, daysLeft } = state;
    for (const result of named) if (!members.has(result)) members.set(result, { waiver: { file, line, kind, reason, owner, ticket, expires, daysLeft } });
  }
  for (const [result, marks] of known(rest, kept.baseline, terms)) members.set(result, { ...members.get(result), ...marks });
  const after = results.results.map((result) => changed(result, members.get(result)));
  return {
    ...results,
    results: after,
    ...(passes.length > 0 ? recounted(results, after, passes, 1) : {}),
    ...(kept.waivers.length > 0 ? { waivers: waived.map(({ state }) => state) } : {}),
    ...(kept.attestations.length > 0 ? { attestations: attested.map(({ state }) => state) } : {}),
  };
}

type BaselineEntry = BaselineFile["entries"][number];

const HOLDS: ReadonlySet<string> = new Set(["active", "expiring"]);

/** Results as they were judged, without what was decided about them since. */
function undecided<Results extends Decidable>(results: Results): Results {
  const { waivers, attestations, ...rest } = results;
  const isDecided = ({ waiver, attestation, baseline, compared }: Result): boolean =>
    waiver !== undefined || attestation !== undefined || baseline !== undefined || compared !== undefined;
  if (!waivers && !attestations && !results.results.some(isDecided)) return results;
  const before = results.results.map((result) => (isDecided(result) ? asJudged(result) : result));
  const attested = results.results.filter(({ attestation }) => attestation !== undefined);
  return { ...(rest as Results), results: before, ...(attested.length > 0 ? recounted(results, before, attested, -1) : {}) };
}

function termsOf({ now, maxDays, expiringDays, ouPathOf, detailOf, comparing, rules, plans }: WaiveContext): Terms {
  return {
    today: dayOf(now),
    maxDays: { ...MAX_DAYS, ...maxDays },
    expiringDays: expiringDays ?? EXPIRING_DAYS,
    ouPathOf: ouPathOf ?? (() => null),
    detailOf: detailOf ?? ownDetail,
    comparing: comparing ?? OWN_FACTS,
    rules: rules ?? null,
    plans: plans ?? null,
  };
}

function changed(result: Result, members: ResultMarks | undefined): Result {
  if (members === undefined) return result;
  if (members.attestation === undefined) return { ...result, ...members };
  const { reason: _, ...rest } = result;
  return { ...rest, status: "pass", ...members };
}

/**
 * Findings of the baseline: those that are no worse than they were are in it, of the others what is worse is said. An entry without facts, of an older
 * baseline, goes by severity. Fingerprints are worked out only for the rules that it names.
 */
function* known({ results, rules }: Decidable, baseline: KeptDecisions["baseline"], { comparing }: Terms): Iterable<[Result, ResultMarks]> {
  if (baseline === null || baseline.entries.length === 0) return;
  const entries = new Map(baseline.entries.map((entry) => [entry.fingerprint, entry]));
  const names = new Set(baseline.entries.map(({ rule }) => rule));
  const named = new Set(rules.filter(({ id, formerly }) => names.has(id) || (formerly ?? []).some((name) => names.has(name))).map(({ id }) => id));
  for (const result of results) {
    if (result.status !== "fail" || !named.has(result.rule)) continue;
    const entry = result.fingerprint === undefined ? undefined : entries.get(result.fingerprint);
    if (!entry || isWorse(result.severity, entry.severity)) continue;
    const compared = comparedWith(entry, result, comparing);
    yield [result, compared && fitsNoLonger(compared) ? { compared } : { baseline: { since: entry.since } }];
  }
}

function comparedWith(
  { facts, ruleSha256 }: BaselineEntry,
  result: Result,
  { factsOf, ruleHashOf, nameOf, earlierIds }: Terms["comparing"],
): Result["compared"] | null {
  const now = facts === undefined ? null : factsOf(result);
  if (facts === undefined || now === null) return null;
  const hash = ruleHashOf(result.rule);
  return namedTurns(compareKept(facts, now, { isSameRule: isSameRule(ruleSha256 ?? null, hash), earlierIds }), "baseline", nameOf);
}
