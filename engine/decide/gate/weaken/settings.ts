import { plural } from "../../../../schemas/index.ts";
import { parseDuration, SEVERITIES, type Severity } from "../../../language/index.ts";
import { allowMore, ruleHashesOf } from "../../compare/index.ts";
import { attestedName, MAX_DAYS } from "../../waive/index.ts";
import { weakenedBindings } from "./bindings.ts";
import { rankOf, setting } from "./setting.ts";
import type { Enforced, EnforcedSide, Weakening } from "./weakening.ts";

/** Settings that let more pass than before: failOn, unknowns, ages, bindings, accepted gaps, waivers, attestations and the baseline. */
export function weakenedSettings({ before, now }: Enforced): Weakening[] {
  return [
    ...thresholds(before.config, now.config),
    ...weakenedBindings(before.config, now.config),
    ...gaps(before, now),
    ...waivers(before, now),
    ...attestations(before, now),
    ...baseline(before, now, ruleHashesOf(now.selection.rules, now.selection.params)),
  ];
}

function thresholds(was: EnforcedSide["config"], is: EnforcedSide["config"]): Weakening[] {
  const [from, to] = [was.failOn ?? "low", is.failOn ?? "low"];
  const [older, newer] = [was.maxAge, is.maxAge];
  const isOlder = older !== undefined && (newer === undefined || (parseDuration(newer) ?? 0) > (parseDuration(older) ?? 0));
  return [
    ...(rankOf(to) < rankOf(from) ? [setting("fail-on", `failOn is ${to} in place of ${from}`, [from, to])] : []),
    ...(is.allowUnknown && !was.allowUnknown ? [setting("allow-unknown", "allowUnknown accepts incomplete evidence", true)] : []),
    ...longerWaivers(was, is),
    ...(isOlder ? [setting("max-age", `maxAge is ${newer ?? "not set"} in place of ${older}`, [older, newer ?? null])] : []),
  ];
}

/** Of these settings those that a change decides on itself by: waivers, how long they may hold, and attestations. */
export const weakenedTerms = ({ before, now }: Enforced): Weakening[] => [
  ...longerWaivers(before.config, now.config),
  ...waivers(before, now),
  ...attestations(before, now),
];

function longerWaivers({ waivers: was }: EnforcedSide["config"], { waivers: is }: EnforcedSide["config"]): Weakening[] {
  const [earlier, later] = [
    { ...MAX_DAYS, ...was?.maxDays },
    { ...MAX_DAYS, ...is?.maxDays },
  ];
  const longer = SEVERITIES.filter((severity) => later[severity] > earlier[severity]);
  const [first] = longer;
  if (first === undefined) return [];
  const text = longer.map((severity) => `${later[severity]} days for ${severity} in place of ${earlier[severity]}`).join(", ");
  return [setting("waiver", `waivers.maxDays is ${text}`, [earlier, later])];
}

function gaps(was: EnforcedSide, is: EnforcedSide): Weakening[] {
  return is.acceptedGaps.flatMap((gap) => {
    const { source, scope, expires } = gap;
    const known = was.acceptedGaps.find((each) => each.source === source && each.scope === scope);
    if (known && known.expires >= expires) return [];
    const what = `${source}${scope === undefined ? "" : ` (${scope})`}`;
    return [
      setting(
        "accepted-gap",
        known ? `the gap ${what} is accepted until ${expires} in place of ${known.expires}` : `the gap ${what} is accepted until ${expires}`,
        gap,
      ),
    ];
  });
}

type Waiver = EnforcedSide["waivers"][number];

function waivers(was: EnforcedSide, is: EnforcedSide): Weakening[] {
  return is.waivers.flatMap((waiver) => {
    const { file, rule, subject, expires } = waiver;
    // A waiver of a weakening names it by its fingerprint; that it holds is decided where the weakening is.
    const known = was.waivers.find((each) => waiverKey(each) === waiverKey(waiver));
    const looser = known ? looserWaiver(known, waiver) : [`until ${expires}`];
    if (looser.length === 0) return [];
    const text = known
      ? `the waiver of ${rule} for ${subject.pattern} has ${looser.join(" and ")}`
      : `a waiver of ${rule} for ${subject.pattern} is added, ${looser.join()}`;
    const { line: _, ...what } = waiver;
    return [setting("waiver", text, what, { file })];
  });
}

const waiverKey = ({ rule, subject, account, ou }: Waiver): string => JSON.stringify([rule, subject, account, ou]);

function looserWaiver(was: Waiver, is: Waiver): string[] {
  const rank = (severity: Severity | null): number => (severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity));
  const other = (one: unknown, two: unknown): boolean => one !== null && JSON.stringify(one) !== JSON.stringify(two);
  return [
    ...(is.expires > was.expires ? [`expires ${is.expires} in place of ${was.expires}`] : []),
    ...(is.max > was.max ? [`max ${is.max} in place of ${was.max}`] : []),
    ...(is.unknown && !was.unknown ? ["unknown: true"] : []),
    ...(rank(is.severity) < rank(was.severity) ? [`severity ${is.severity}`] : []),
    ...(other(was.evidence, is.evidence) ? ["other evidence"] : []),
    ...(other(was.facts, is.facts) || (was.facts !== null && was.ruleSha256 !== is.ruleSha256) ? ["other facts"] : []),
  ];
}

/** What a person answers in the place of an API: new, or for longer. */
function attestations(was: EnforcedSide, is: EnforcedSide): Weakening[] {
  const keyOf = ({ of, account }: EnforcedSide["attestations"][number]): string => JSON.stringify([of, account]);
  return is.attestations.flatMap((attestation) => {
    const { line: _, ...what } = attestation;
    const { by, expires, file } = attestation;
    const known = was.attestations.find((each) => keyOf(each) === keyOf(attestation));
    if (known && known.expires >= expires) return [];
    const text = known
      ? `the attestation of ${attestedName(attestation)} by ${by} expires ${expires} in place of ${known.expires}`
      : `an attestation of ${attestedName(attestation)} by ${by} is added, until ${expires}`;
    return [setting("attestation", text, what, { file })];
  });
}

function baseline(was: EnforcedSide, is: EnforcedSide, ruleHashOf: RuleHashOf): Weakening[] {
  const known = new Map((was.baseline?.entries ?? []).map((entry) => [entry.fingerprint, entry]));
  const entries = is.baseline?.entries ?? [];
  const fresh = entries.filter(({ fingerprint }) => !known.has(fingerprint));
  const looser = entries.filter((entry) => {
    const earlier = known.get(entry.fingerprint);
    return earlier !== undefined && isLooserEntry(earlier, entry, ruleHashOf);
  });
  const of = (list: typeof entries): unknown =>
    list.map(({ fingerprint, severity, facts, ruleSha256 }) => [fingerprint, severity, facts ?? null, ruleSha256 ?? null]).sort();
  return [
    ...(fresh.length > 0
      ? [setting("baseline", `the baseline has ${plural(fresh.length, "finding")} more`, fresh.map(({ fingerprint }) => fingerprint).sort())]
      : []),
    ...(looser.length > 0
      ? [setting("baseline", `${plural(looser.length, "entry", "entries")} of the baseline ${looser.length === 1 ? "accepts" : "accept"} more`, of(looser))]
      : []),
  ];
}

type Entry = NonNullable<EnforcedSide["baseline"]>["entries"][number];

type RuleHashOf = ReturnType<typeof ruleHashesOf>;

/** Whether an entry lets pass a more severe finding than before, or facts that were not there, or says that it is of another rule than it is. */
function isLooserEntry(was: Entry, is: Entry, ruleHashOf: RuleHashOf): boolean {
  if (rankOf(is.severity) < rankOf(was.severity)) return true;
  // Of another rule only tests that failed then too are compared.
  if (is.ruleSha256 !== undefined && is.ruleSha256 !== was.ruleSha256 && is.ruleSha256 !== ruleHashOf(is.rule)) return true;
  return was.facts !== undefined && (is.facts === undefined || allowMore(was.facts, is.facts));
}
