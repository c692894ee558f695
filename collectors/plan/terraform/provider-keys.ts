import { isRaw, listIn, member, textOf } from "../../../document/index.ts";
import type { PlanFile } from "./plan-file.ts";

/** A resource as far as its place in the configuration goes. */
export interface ConfiguredResource {
  /** Address of the module instance; empty for the root module. */
  module: string;
  mode: string;
  type: string;
  name: string;
}

/**
 * The key in `provider_config` of the configuration that a resource is made by; null where the plan does not say, as of what is no longer configured.
 * Source: Terraform documentation, "JSON output format", `provider_config_key`.
 */
export function providerKeysOf(file: PlanFile): (resource: ConfiguredResource) => string | null {
  const providers = member(file.configuration, "provider_config");
  const keys = gathered(file);
  return ({ module, mode, type, name }) => {
    const path = module.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
    const key = keys.get(placeOf(path, mode, type, name));
    return key === undefined ? null : configured(key, providers);
  };
}

/** Keys of every configuration that a resource or data source goes through. Any other may never be used with the credentials of today. */
export function usedProviderKeys(file: PlanFile): Set<string> {
  const providers = member(file.configuration, "provider_config");
  return new Set([...gathered(file).values()].map((key) => configured(key, providers)));
}

function gathered(file: PlanFile): Map<string, string> {
  const keys = new Map<string, string>();
  gather(member(file.configuration, "root_module"), "", keys);
  return keys;
}

/** Keys of every resource, by module path, mode and address. */
function gather(module: unknown, path: string, keys: Map<string, string>): void {
  for (const resource of listIn(module, "resources")) {
    const key = textOf(resource, "provider_config_key");
    const mode = textOf(resource, "mode") ?? "managed";
    if (key !== null) keys.set(placeOf(path, mode, textOf(resource, "type") ?? "", textOf(resource, "name") ?? ""), key);
  }
  const calls = member(module, "module_calls");
  if (!isRaw(calls)) return;
  for (const [name, call] of Object.entries(calls)) gather(member(call, "module"), `${path}${path === "" ? "" : "."}module.${name}`, keys);
}

const placeOf = (path: string, mode: string, type: string, name: string): string => `${path} ${mode === "data" ? "data." : ""}${type}.${name}`;

/** A module without a provider of its own uses its parent's: `module.a.module.b:aws`, `module.a:aws`, `aws`. */
function configured(key: string, providers: unknown): string {
  const colon = key.indexOf(":");
  if (colon < 0 || member(providers, key) !== undefined) return key;
  const module = key.slice(0, colon);
  const local = key.slice(colon + 1);
  const parent = module.slice(0, Math.max(0, module.lastIndexOf("module.") - 1));
  return configured(parent === "" ? local : `${parent}:${local}`, providers);
}
