import { apiOperations } from "./operations.ts";

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
