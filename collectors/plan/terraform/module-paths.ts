import { isRaw, listIn, member, type Raw } from "../../../document/index.ts";
import type { PlanResource } from "./plan-file.ts";

/** A resource of a module instance, whatever its index. */
export const keyOf = (module: string, mode: string, type: string, name: string): string => `${module}\u0000${mode}\u0000${type}.${name}`;

/** Names of the modules on the way to a module instance; keys of count and for_each may hold dots and brackets. */
function stepsOf(module: string): { name: string; index: string; end: number }[] {
  const steps: { name: string; index: string; end: number }[] = [];
  const pattern = /(?:^|\.)module\.([^.[]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/gy;
  for (let match = pattern.exec(module); match; match = pattern.exec(module)) {
    steps.push({ name: match[1] ?? "", index: match[2] ?? "", end: pattern.lastIndex });
  }
  return steps;
}

/** The configuration of a module instance. */
export function moduleConfig(root: unknown, module: string): unknown {
  let here = root;
  for (const { name } of stepsOf(module)) here = member(member(member(here, "module_calls"), name), "module");
  return here;
}

/** The module that calls an instance, and by which call. */
export function callOf(module: string): { parent: string; call: string | null; callIndex: string } {
  const steps = stepsOf(module);
  const last = steps.at(-1);
  const before = steps.at(-2);
  return { parent: module.slice(0, before?.end ?? 0), call: last?.name ?? null, callIndex: last?.index ?? "" };
}

/** The configuration of a resource in its module. */
export function resourceConfig(module: unknown, change: Pick<PlanResource, "mode" | "type" | "name">): Raw | undefined {
  for (const entry of listIn(module, "resources")) {
    const mode = member(entry, "mode") === "data" ? "data" : "managed";
    if (isRaw(entry) && mode === change.mode && member(entry, "type") === change.type && member(entry, "name") === change.name) return entry;
  }
  return undefined;
}

/** Names of the modules on the way to a module instance. */
export const namesIn = (module: string): string[] => stepsOf(module).map(({ name }) => name);
