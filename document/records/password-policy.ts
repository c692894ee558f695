import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import type { CallContext } from "./target.ts";

type Policy = document.PasswordPolicy;

type Member = Exclude<keyof Policy, "expirePasswords">;

/**
 * The password policy after UpdateAccountPasswordPolicy. A request without parameters sets every default;
 * its record has requestParameters null, as that of a denied call does, which tells nothing.
 */
export function replacedPolicy({ reader, row }: CallContext, succeeded: boolean): Policy | Unknown {
  const unreadable = reader.unknownAt("requestParameters");
  if (unreadable) return unreadable;
  if (!succeeded && (reader.value("requestParameters") ?? null) === null) return reader.notInRecord("parameters");
  const faults: Unknown[] = [];
  const note = (mark: Unknown): null => {
    faults.push(mark);
    return null;
  };
  // The call does not support partial updates: what a request omits falls to a default.
  const defaults = new Map(row?.request?.style === "replaces" ? row.request.fields.map((field) => [field.member.toLowerCase(), field.default]) : []);
  const defaultOf = (name: Member) => defaults.get(name.toLowerCase()) ?? null;
  const flag = (name: Member): boolean => {
    const value = reader.flag(`requestParameters.${name}`);
    return (isUnknown(value) ? note(value) : value) ?? Boolean(defaultOf(name));
  };
  const number = (name: Member): number => {
    const path = `requestParameters.${name}`;
    const mark = reader.unknownAt(path);
    const value = reader.value(path);
    if (value === undefined || value === null) return Number(mark ? note(mark) : defaultOf(name));
    const count = typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : value;
    return typeof count === "number" && Number.isSafeInteger(count) ? count : Number(note(mark ?? reader.unparseable(path)));
  };
  const maxPasswordAge = number("maxPasswordAge");
  const passwordReusePrevention = number("passwordReusePrevention");
  const policy: Policy = {
    minimumPasswordLength: number("minimumPasswordLength"),
    requireSymbols: flag("requireSymbols"),
    requireNumbers: flag("requireNumbers"),
    requireUppercaseCharacters: flag("requireUppercaseCharacters"),
    requireLowercaseCharacters: flag("requireLowercaseCharacters"),
    allowUsersToChangePassword: flag("allowUsersToChangePassword"),
    expirePasswords: maxPasswordAge > 0,
    maxPasswordAge: maxPasswordAge > 0 ? maxPasswordAge : null,
    passwordReusePrevention: passwordReusePrevention > 0 ? passwordReusePrevention : null,
    hardExpiry: flag("hardExpiry"),
  };
  return faults[0] ?? policy;
}
