import type { ReeveConfig } from "../../schemas/index.ts";
import { didYouMean } from "../nearest.ts";
import { shippedPacks } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";

/** A binding of a misspelt pack would enforce nothing, in silence. `ids`: packs chosen or judged. */
export function checkBindings({ bindings }: ReeveConfig, ids: readonly string[]): void {
  const known = new Set(["*", "-", ...shippedPacks(), ...ids]);
  for (const { pack } of bindings ?? []) {
    if (known.has(pack)) continue;
    const names = [...known].filter((id) => id !== "-");
    throw new UsageError(`reeve.yaml: bindings: no pack is called ${pack}.${didYouMean(pack, names, ` Packs: ${names.join(", ")}.`)}`);
  }
}
