import { listIn, member, textOf } from "../../../document/index.ts";
import type { PlanFile, PlanResource } from "./plan-file.ts";
import { providerKeysOf } from "./provider-keys.ts";

/**
 * Region of a resource: its own `region` (provider 6 and later), else its provider's, written in the configuration or given by a variable of the root
 * module; null where it comes from elsewhere, such as the environment.
 */
export function regionsOf(file: PlanFile): (change: PlanResource) => string | null {
  const providers = member(file.configuration, "provider_config");
  const keyOf = providerKeysOf(file);
  return (change) => {
    const own = textOf(change.after, "region") ?? textOf(change.before, "region");
    if (own !== null) return own;
    const key = keyOf(change);
    const provider = key === null ? undefined : member(providers, key);
    const region = member(member(provider, "expressions"), "region");
    const written = textOf(region, "constant_value");
    if (written !== null) return written;
    const [reference] = listIn(region, "references");
    const variable = typeof reference === "string" ? /^var\.([^.[]+)$/.exec(reference)?.[1] : undefined;
    return variable === undefined ? null : textOf(member(file.variables, variable), "value");
  };
}
