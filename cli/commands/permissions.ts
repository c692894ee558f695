import { SOURCES, sourcesFor } from "../../collectors/index.ts";
import { managedCoverage, permissionsCloudFormation, permissionsJson, permissionsTerraform, sourcesRead } from "../../engine/index.ts";
import { plural, wrap } from "../../reporters/index.ts";
import type { PermissionsFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { choose } from "../selection/choose.ts";

const RENDERERS = { json: permissionsJson, terraform: permissionsTerraform, cloudformation: permissionsCloudFormation } as const;
const MISSING_SHOWN = 4;

/** Prints the least-privilege policy to stdout, and on stderr which of AWS's managed policies cover it. */
export async function permissions(flags: PermissionsFlags, io: Io): Promise<number> {
  const chosen = choose(flags);
  if (await refuse(chosen, io)) return 2;
  const apis = sourcesFor(sourcesRead(chosen.rules));
  const actions = [...new Set(SOURCES.filter(({ api }) => apis.has(api)).flatMap((source) => source.permissions))].sort();
  await io.out.write(RENDERERS[flags.as](actions));
  await io.err.write(`\n${plural(actions.length, "action")} for ${plural(chosen.rules.length, "rule")}.\n`);
  for (const { name, missing, version, updated } of managedCoverage(actions).slice(0, 4)) {
    const lacks =
      missing.length === 0
        ? "covers all of it"
        : `lacks ${missing.slice(0, MISSING_SHOWN).join(", ")}${missing.length > MISSING_SHOWN ? ` and ${missing.length - MISSING_SHOWN} more` : ""}`;
    await io.err.write(`${wrap(`AWS's ${name} (${version}, ${updated}) ${lacks}`, io.err.width, "  ").join("\n")}\n`);
  }
  return 0;
}
