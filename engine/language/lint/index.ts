/** Lints of meaning: pure, over checked rules and what is known beside them. */
import { loadCallNames, modelledServices, NEAR_SERVICES } from "../../../document/index.ts";
import type { EventCatalogue } from "./aws/events.ts";

export type { EventCatalogue } from "./aws/events.ts";
export type { LintContext } from "./context.ts";
export { CATALOGUE_CODES, lintRules } from "./lint.ts";
export { lintCases, lintSettings, settingsAskCatalogue } from "./settings.ts";

/**
 * The events that AWS records, for `LintContext.events`. The lists are long: they are loaded by this call and not before. Given the texts of the rules, what
 * the requests of most services hold is loaded only where one of them reads it.
 */
export async function loadEventCatalogue(texts?: Iterable<string>): Promise<EventCatalogue> {
  const far = texts === undefined || [...texts].some(readsFarRequests);
  return (await import("./aws/catalogue.ts")).eventCatalogue(await loadCallNames({ far }));
}

/** Whether a lint of the rule asks the list: rules on events do, and steps of services that the loader has no model of. */
export const asksCatalogue = (text: string): boolean => ON_EVENTS.test(text) || servicesOfSteps(text).some((service) => !modelledServices.includes(service));

const ON_EVENTS = /^resource:\s*["']?event\b/m;

const servicesOfSteps = (text: string): string[] => [...text.matchAll(/\bcall["']?:\s*["']?([a-z0-9-]+):[A-Z]/g)].map(([, service = ""]) => service);

/** Whether a rule or a test names a member of a request of a service that few rules are about, or of one that it does not name whole. */
function readsFarRequests(text: string): boolean {
  if (servicesOfSteps(text).some((service) => !NEAR_SERVICES.includes(service))) return true;
  if (!/\brequestParameters["']?[.:]/.test(text)) return false;
  const sources = [...text.matchAll(/\b([a-z0-9-]+)\.amazonaws\.com\b/g)].map(([, source = ""]) => source);
  return !/\beventSource["']?:\s*["']?[[\w-]/.test(text) || sources.some((source) => !NEAR_SERVICES.includes(source) && source !== "aws");
}
