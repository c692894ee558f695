/** Lints of meaning: pure, over checked rules and what is known beside them. */
import { loadCallNames } from "../../../document/index.ts";
import type { EventCatalogue } from "./aws/events.ts";

export type { EventCatalogue } from "./aws/events.ts";
export type { LintContext } from "./context.ts";
export { lintRules } from "./lint.ts";

/** The events that AWS records, for `LintContext.events`. The lists are half a megabyte: they are loaded by this call and not before. */
export const loadEventCatalogue = async (): Promise<EventCatalogue> => (await import("./aws/catalogue.ts")).eventCatalogue(await loadCallNames());
