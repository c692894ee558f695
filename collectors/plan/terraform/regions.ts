import { isRaw, listIn, member, textOf } from "../../../document/index.ts";
import type { PlanFile, PlanResource } from "./plan-file.ts";

/**
 * Region of a resource: its own `region` (provider 6 and later), else its provider's, written in the configuration or given by a variable of the root
 * module; null where it comes from elsewhere, such as the environment.
 */
export function regionsOf(file: PlanFile): (change: PlanResource) => string | null {
  const providers = member(file.configuration, "provider_config");
  const keys = new Map<string, string>();
  gather(member(file.configuration, "root_module"), "", keys);
  return (change) => {
    const own = textOf(change.after, "region") ?? textOf(change.before, "region");
    if (own !== null) return own;
    const module = change.module.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
    const key = keys.get(`${module} ${change.type}.${change.name}`);
    const provider = key === undefined ? undefined : member(providers, key);
    const region = member(member(provider, "expressions"), "region");
    const written = textOf(region, "constant_value");
    if (written !== null) return written;
    const [reference] = listIn(region, "references");
    const variable = typeof reference === "string" ? /^var\.([^.[]+)$/.exec(reference)?.[1] : undefined;
    return variable === undefined ? null : textOf(member(file.variables, variable), "value");
  };
}

/** Provider of every resource in the configuration, by module path and address. */
function gather(module: unknown, path: string, keys: Map<string, string>): void {
  for (const resource of listIn(module, "resources")) {
    const key = textOf(resource, "provider_config_key");
    if (key !== null) keys.set(`${path} ${textOf(resource, "type")}.${textOf(resource, "name")}`, key);
  }
  const calls = member(module, "module_calls");
  if (!isRaw(calls)) return;
  for (const [name, call] of Object.entries(calls)) gather(member(call, "module"), `${path}${path === "" ? "" : "."}module.${name}`, keys);
}
