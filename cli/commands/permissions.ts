import { SOURCES, sourcesFor } from "../../collectors/index.ts";
import { managedCoverage, permissionsCloudFormation, permissionsJson, permissionsTerraform, sourcesRead } from "../../engine/index.ts";
import { plural, wrap } from "../../reporters/index.ts";
import type { PermissionsFlags } from "../flags.ts";
import { selectionInput } from "../input.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { choose } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

const RENDERERS = { json: permissionsJson, terraform: permissionsTerraform, cloudformation: permissionsCloudFormation } as const;
const MISSING_SHOWN = 4;

const permissionsOf = (called: (api: string) => boolean): string[] =>
  [...new Set(SOURCES.filter(({ api }) => called(api)).flatMap((source) => source.permissions))].sort();

/** What `permissions` was called with. */
interface PermissionsInput {
  selection: RuleSelection;
  form: keyof typeof RENDERERS;
  /** For all that `reeve collect` reads, whatever the rules. */
  forCollect: boolean;
}

function permissionsInput(flags: PermissionsFlags): PermissionsInput {
  const selection = selectionInput(flags);
  const choosing = (["rules", "pack", "rule", "exclude", "control", "severity"] as const).find((name) => (selection[name]?.length ?? 0) > 0);
  if (flags.collect && choosing) throw new UsageError(`--collect is for all rules: --${choosing} does nothing with it.`);
  return { selection, form: flags.as, forCollect: flags.collect === true };
}

/** Prints the least-privilege policy to stdout, and on stderr which of AWS's managed policies cover it. */
export async function permissions(flags: PermissionsFlags, io: Io): Promise<number> {
  const { selection, form, forCollect } = permissionsInput(flags);
  const chosen = choose(selection);
  if (await refuse(chosen, io)) return 2;
  const apis = sourcesFor(sourcesRead(chosen.rules));
  const every = permissionsOf(() => true);
  const actions = forCollect ? every : permissionsOf((api) => apis.has(api));
  await io.out.write(RENDERERS[form](actions));
  const purpose = forCollect ? "reeve collect --events" : plural(chosen.rules.length, "rule");
  await io.err.write(`\n${plural(actions.length, "action")} for ${purpose}.\n`);
  if (actions.length < every.length) {
    const more = `reeve collect reads more than these rules ask for: without ${plural(every.length - actions.length, "more action")} its snapshots have gaps that no result of these rules rests on. reeve permissions --collect prints them all.`;
    await io.err.write(`${wrap(more, io.err.width).join("\n")}\n`);
  }
  for (const { name, missing, version, updated } of managedCoverage(actions).slice(0, 4)) {
    const lacks =
      missing.length === 0
        ? "covers all of it"
        : `lacks ${missing.slice(0, MISSING_SHOWN).join(", ")}${missing.length > MISSING_SHOWN ? ` and ${missing.length - MISSING_SHOWN} more` : ""}`;
    await io.err.write(`${wrap(`AWS's ${name} (${version}, ${updated}) ${lacks}`, io.err.width, "  ").join("\n")}\n`);
  }
  return 0;
}
