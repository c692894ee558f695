/**
 * Calls that replace a whole object: what a request leaves out is lost, so a step that calls one needs the object's present value.
 * For each call the `kind.field` entries of the document that hold that value.
 * Source: the API reference page of each call, named in engine/remediate/replaces.ts.
 */
export const REPLACED_OBJECTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["iam:UpdateAccountPasswordPolicy", ["account.passwordPolicy"]],
  ["account:PutAlternateContact", ["account.alternateContacts"]],
  ["cloudtrail:PutEventSelectors", ["trail.managementEvents", "trail.dataEvents"]],
]);
