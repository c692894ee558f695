import { notConfiguredRules } from "../../engine/index.ts";
import { wordFor } from "../../reporters/index.ts";
import { UsageError } from "../usage-error.ts";
import type { SelectedRules } from "./choose.ts";

/** A rule that was selected by its name has to run: refused where a parameter that it needs is not set. */
export function refuseNotConfigured(chosen: SelectedRules, names: readonly string[]): void {
  const named = chosen.rules.filter(({ id, formerly }) => names.some((name) => name === id || formerly.includes(name)));
  const [first] = notConfiguredRules(chosen, named);
  if (!first) return;
  const { rule, params } = first;
  const pack = chosen.packs.find(({ ruleIds }) => ruleIds.includes(rule))?.id;
  const name = params[0] ?? "";
  const parts = [
    `--param ${rule}.${name}=…`,
    `params: { ${rule}: { ${name}: … } } in reeve.yaml`,
    ...(pack === undefined || pack === "-"
      ? [`with params of a pack.yaml beside the rule`]
      : [`params: { ${pack}: { ${name}: … } } there, for the whole pack`]),
  ];
  const set = chosen.params[rule] ?? {};
  if (params.every((param) => set[param] !== undefined))
    throw new UsageError(
      `--rule ${rule}: ${wordFor(params.length, "parameter")} ${params.join(", ")} ${wordFor(params.length, "is an empty list", "are empty lists")}, and the rule would compare with nothing.\nGive at least one value. reeve rules show ${rule} describes it.`,
    );
  throw new UsageError(
    `--rule ${rule}: ${wordFor(params.length, "parameter")} ${params.join(", ")} must be set.\nSet it with ${parts[0]}, with ${parts[1]}, or ${parts[2]}. reeve rules show ${rule} describes it.`,
  );
}
