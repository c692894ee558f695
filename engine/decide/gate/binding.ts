import type { ReeveConfig, ReeveResults, Result } from "../../../schemas/index.ts";
import { compileGlob, type Severity } from "../../language/index.ts";

type Configured = NonNullable<ReeveConfig["bindings"]>[number];

/** What decides on a result. `any`: no binding is configured, and any active waiver lets it pass. */
export interface Binding {
  /** Its place among the configured ones; -1 where none is. */
  at: number;
  /** Pack id, or * for all. */
  pack: string;
  severity: Severity | "none";
  enforcement: Configured["enforcement"] | "any";
  /** What an edit that enforces less needs to pass. */
  weakening: NonNullable<Configured["weakening"]>;
  /** It names organizational units, and nobody could tell in which the account is: it holds all the same. */
  ouUnknown: boolean;
}

/** Path of the organizational unit that an account is in; null where it is in no organization, undefined where that is not known. */
export type OuPathOf = (account: string) => string | null | undefined;

export interface BindingOptions {
  bindings: readonly Configured[];
  /** Severity of bindings that name none, and of everything where there are no bindings. */
  failOn: Severity | "none";
  ouPathOf: OuPathOf;
}

type Place = Pick<Result, "rule" | "account">;

/** Gives the first binding that names a result's pack and account, or null: then nobody enforces it. */
export function bindingsOf(rules: ReeveResults["rules"], { bindings, failOn, ouPathOf }: BindingOptions): (place: Place) => Binding | null {
  if (bindings.length === 0) {
    const all: Binding = { at: -1, pack: "*", severity: failOn, enforcement: "any", weakening: "owner", ouUnknown: false };
    return () => all;
  }
  const packs = new Map(rules.map(({ id, pack }) => [id, pack ?? "-"]));
  const tests = bindings.map((binding) => ({ binding, covers: covers(binding, ouPathOf) }));
  const known = new Map<string, Binding | null>();
  return ({ rule, account }) => {
    const pack = packs.get(rule) ?? "-";
    const key = JSON.stringify([pack, account]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const binding = firstOf(tests, pack, account, failOn);
    known.set(key, binding);
    return binding;
  };
}

/** What a binding says of an edit that enforces less: where nothing blocks, there is nothing to weaken. */
export const weakeningOf = ({ weakening, enforcement }: Configured): Binding["weakening"] => weakening ?? (enforcement === "advisory" ? "allow" : "owner");

/** All bindings, whatever they name; of none that everything is enforced. */
export function allBindings({ bindings, failOn }: Pick<BindingOptions, "bindings" | "failOn">): Binding[] {
  if (bindings.length === 0) return [{ at: -1, pack: "*", severity: failOn, enforcement: "any", weakening: "owner", ouUnknown: false }];
  return bindings.map((binding, at) => {
    const { pack, severity = failOn, enforcement } = binding;
    return { at, pack, severity, enforcement, weakening: weakeningOf(binding), ouUnknown: false };
  });
}

type Coverage = "yes" | "no" | "ou-unknown";

function firstOf(
  tests: readonly { binding: Configured; covers: (account: string | null) => Coverage }[],
  pack: string,
  account: string | null,
  failOn: Binding["severity"],
): Binding | null {
  for (const [at, { binding, covers }] of tests.entries()) {
    if (binding.pack !== "*" && binding.pack !== pack) continue;
    const covered = covers(account);
    if (covered === "no") continue;
    const { severity = failOn, enforcement } = binding;
    return { at, pack: binding.pack, severity, enforcement, weakening: weakeningOf(binding), ouUnknown: covered === "ou-unknown" };
  }
  return null;
}

/** Accounts and organizational units are both targets: either may name the account. What nobody could tell counts as named, so that a gap loosens nothing. */
function covers({ accounts, ous }: Configured, ouPathOf: OuPathOf): (account: string | null) => Coverage {
  if (accounts === undefined && ous === undefined) return () => "yes";
  const accountGlobs = (accounts ?? []).map(compileGlob);
  const ouGlobs = (ous ?? []).map(compileGlob);
  return (account) => {
    if (account === null) return "yes";
    if (accountGlobs.some((glob) => glob(account))) return "yes";
    if (ouGlobs.length === 0) return "no";
    const path = ouPathOf(account);
    if (path === undefined) return "ou-unknown";
    return path !== null && ouGlobs.some((glob) => glob(path)) ? "yes" : "no";
  };
}
