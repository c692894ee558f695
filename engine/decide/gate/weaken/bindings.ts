import type { Severity } from "../../../language/index.ts";
import { allBindings, type Binding, weakeningOf } from "../binding.ts";
import { rankOf, setting } from "./setting.ts";
import type { EnforcedSide, Weakening } from "./weakening.ts";

export type Configured = NonNullable<EnforcedSide["config"]["bindings"]>[number];
type Config = EnforcedSide["config"];
type FailOn = Severity | "none";

/** Severity that counts where a configuration names none. */
const failOnOf = ({ failOn }: Config): FailOn => failOn ?? "low";

/** Bindings that are gone, looser, before others that are stricter, or looser than what held where there were none. */
export function weakenedBindings(was: Config, is: Config): Weakening[] {
  const [earlier, later] = [was.bindings ?? [], is.bindings ?? []];
  if (earlier.length === 0) return firstBindings(was, is, later);
  return earlier.flatMap((binding): Weakening[] => {
    const at = placeIn(later, binding);
    const now = later[at];
    const of = nameOf(binding);
    if (!now) return [setting("binding", `the ${of} is removed`, [binding, null], { pack: binding.pack })];
    const looser = looserParts(termsOf(binding, was), termsOf(now, is));
    const ahead = newlyAhead(earlier, later, binding, at).filter(
      (each) => isOfSamePacks(each, binding) && looserParts(termsOf(binding, was), termsOf(each, is)).length > 0,
    );
    return [
      ...(looser.length > 0 ? [setting("binding", `the ${of} has ${looser.join(" and ")}`, [binding, now], { pack: binding.pack })] : []),
      ...(ahead.length > 0 ? [setting("binding", `another binding stands before the ${of}`, [binding, ahead], { pack: binding.pack })] : []),
    ];
  });
}

/** Without bindings everything was enforced from `failOn` on, and an edit that enforces less needed a waiver by an owner. */
function firstBindings(was: Config, is: Config, later: readonly Configured[]): Weakening[] {
  if (later.length === 0) return [];
  const [held] = allBindings({ bindings: [], failOn: failOnOf(was) });
  const looser = later.flatMap((binding): Weakening[] => {
    const parts = held ? looserParts(held, termsOf(binding, is)) : [];
    if (parts.length === 0) return [];
    return [setting("binding", `the ${nameOf(binding)} is added, with ${parts.join(" and ")}`, [null, binding], { pack: binding.pack })];
  });
  const isForAll = later.some(({ pack, accounts, ous }) => pack === "*" && !accounts && !ous);
  return isForAll ? looser : [setting("binding", "bindings are added, and what none of them names is no longer enforced", later), ...looser];
}

/** Bindings that stand before one and did not before the edit. */
function newlyAhead(earlier: readonly Configured[], later: readonly Configured[], binding: Configured, at: number): Configured[] {
  const before = earlier.slice(0, placeIn(earlier, binding));
  return later.slice(0, at).filter((each) => placeIn(before, each) < 0);
}

const isOfSamePacks = (one: Configured, other: Configured): boolean => one.pack === "*" || other.pack === "*" || one.pack === other.pack;

const placeIn = (list: readonly Configured[], binding: Configured): number => list.findIndex((each) => selectorOf(each) === selectorOf(binding));

const selectorOf = (binding: Configured): string => JSON.stringify([binding.pack, targetsOf(binding)]);

/** Which accounts a binding names. */
export const targetsOf = ({ accounts, ous }: Configured): string => JSON.stringify([accounts ?? null, ous ?? null]);

function nameOf({ pack, accounts, ous }: Configured): string {
  const places = [...(accounts ?? []), ...(ous ?? [])];
  return `binding of pack ${pack}${places.length === 0 ? "" : ` in ${places.join(", ")}`}`;
}

/** What a binding enforces, whatever it names. */
type Terms = Pick<Binding, "severity" | "enforcement" | "weakening">;

export const termsOf = (binding: Configured, config: Config): Terms => ({
  severity: binding.severity ?? failOnOf(config),
  enforcement: binding.enforcement,
  weakening: weakeningOf(binding),
});

/** Where bindings are, and none names what was judged. */
export const termsUnbound: Terms = { severity: "none", enforcement: "advisory", weakening: "allow" };

/** From the loosest on. Where no binding is, any active waiver lets a finding pass. */
const ENFORCEMENT: readonly Binding["enforcement"][] = ["advisory", "any", "soft", "mandatory"];
const WEAKENING: readonly Binding["weakening"][] = ["allow", "owner", "block"];

const IN_WORDS: Readonly<Record<Binding["enforcement"], string>> = { advisory: "advisory", any: "findings that block", soft: "soft", mandatory: "mandatory" };

export function looserParts(was: Terms, is: Terms): string[] {
  return [
    ...(ENFORCEMENT.indexOf(is.enforcement) < ENFORCEMENT.indexOf(was.enforcement)
      ? [`enforcement ${is.enforcement} in place of ${IN_WORDS[was.enforcement]}`]
      : []),
    ...(rankOf(is.severity) < rankOf(was.severity) ? [`severity ${is.severity} in place of ${was.severity}`] : []),
    ...(WEAKENING.indexOf(is.weakening) < WEAKENING.indexOf(was.weakening) ? [`weakening ${is.weakening} in place of ${was.weakening}`] : []),
  ];
}
