/** Lints of meaning: pure, over checked rules and what is known beside them. */
import { loadCallNames, NEAR_SERVICES } from "../../../document/index.ts";
import type { EventCatalogue } from "./aws/events.ts";

export type { EventCatalogue } from "./aws/events.ts";
export type { LintContext } from "./context.ts";
export { lintRules } from "./lint.ts";

/**
 * The events that AWS records, for `LintContext.events`. The lists are long: they are loaded by this call and not before. Given the texts of the rules, what
 * the requests of most services hold is loaded only where one of them reads it.
 */
export async function loadEventCatalogue(texts?: Iterable<string>): Promise<EventCatalogue> {
  const far = texts === undefined || [...texts].some(readsFarRequests);
  return (await import("./aws/catalogue.ts")).eventCatalogue(await loadCallNames({ far }));
}

/** Whether a rule names a member of a request of a service that few rules are about. */
function readsFarRequests(text: string): boolean {
  if (!text.includes("requestParameters.")) return false;
  return [...text.matchAll(/\b([a-z0-9-]+)\.amazonaws\.com\b/g)].some(([, source = ""]) => !NEAR_SERVICES.includes(source) && source !== "aws");
}
