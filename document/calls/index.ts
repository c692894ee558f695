/** The table of API calls: what each is made on, what it may change, and which parameters it has. */
import type { CallNames } from "./names.ts";

export type { CallFields, CallNames } from "./names.ts";
export { apiOperation, apiOperations, modelledServices } from "./operations.ts";
export { replacedFields, requestStyle } from "./request.ts";
export type { CallEffect, CallRow, ChangeParameter, ReplacedMember, Restriction, Selector } from "./row.ts";
export { callRow, callsWithRows, everythingOf, isReadCall, serviceOf, servicesWithRows, staysInAccount } from "./table.ts";

/** Every call that AWS records. The lists are half a megabyte: they are loaded by this call and not before. */
export const loadCallNames = async (): Promise<CallNames> => (await import("./names.ts")).callNames();
