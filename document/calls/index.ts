/** The table of API calls: what each is made on, what it may change, and which parameters it has. */
import type { CallNames } from "./names.ts";

export { spelledCall } from "./event-names.ts";
export { inputShape } from "./input-shapes.ts";
export { inputValues } from "./input-values.ts";
export { type CallSide, type MemberShape, NEAR_SERVICES, type RequestMembers, requestMembers, structureMembers } from "./members.ts";
export type { CallFields, CallNames } from "./names.ts";
export { type ApiOperation, apiOperation, apiOperations, type InputType, modelledServices } from "./operations.ts";
export { replacedFields, requestStyle } from "./request.ts";
export type { CallEffect, CallRow, ChangeParameter, Postcondition, ReplacedMember, Restriction, Selector } from "./row.ts";
export { callRow, callsWithRows, everythingOf, isReadCall, isWriteCall, serviceOf, servicesWithRows, staysInAccount } from "./table.ts";

/**
 * Every call that AWS records. The lists are half a megabyte: they are loaded by this call and not before. `far`: with what the requests of all services
 * hold, which is two megabytes more; else only of those that most rules are about.
 */
export async function loadCallNames({ far }: { far: boolean }): Promise<CallNames> {
  const { callNames } = await import("./names.ts");
  return callNames(far ? (await import("./generated/members.ts")).MEMBERS : "");
}
