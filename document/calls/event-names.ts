import { apiOperations } from "./operations.ts";
import { callsWithRows, serviceOf } from "./table.ts";

/** Names of other services that differ from a call's in capitals only. */
const OWN_SPELLINGS: readonly string[] = ["UnTagResource", "DeleteSshPublicKey", "UpdateSSOConfiguration"];

let names: Map<string, string> | null = null;

function bySmallLetters(): Map<string, string> {
  names ??= new Map(apiOperations().map(({ name }) => [name.toLowerCase(), name]));
  return names;
}

/** Whether one of the modelled services has a call of exactly this name. */
export const isCallName = (text: string): boolean => bySmallLetters().get(text.toLowerCase()) === text;

/** The call of a modelled service whose name a text has in other capitals: no record has such a text. Null for every other text. */
export function callSpelt(text: string): string | null {
  const name = bySmallLetters().get(text.toLowerCase());
  return name === undefined || name === text || OWN_SPELLINGS.includes(text) ? null : name;
}

const spellings = new Map<string, Map<string, string>>();

/**
 * The call of a service that a name means which differs from it by letter case only; null for any other, and where the table of calls has none of the
 * service. AWS writes names of calls in one way, and what changed their letters on the way did not change the call.
 */
export function spelledCall(eventSource: string, eventName: string): string | null {
  const service = serviceOf(eventSource);
  const calls = spellings.get(service) ?? new Map(callsWithRows(service).map((name) => [name.toLowerCase(), name]));
  // Sources that records make up are without number.
  if (calls.size > 0) spellings.set(service, calls);
  const call = calls.get(eventName.toLowerCase()) ?? null;
  return call === eventName ? null : call;
}
