import { afterApply, type document, known, type Value, type Valued } from "../../../../schemas/index.ts";
import { attributeOf, isChanged, type PlanSide, scopeOf, text, textOrNull, texts } from "../side.ts";
import type { TerraformTypeReader } from "../type-reader.ts";

/**
 * The provider sends what is set and leaves out what is not, false or zero; what is left out has AWS's default, which is off, and six characters.
 * Source: terraform-provider-aws, account_password_policy.go; IAM API Reference, UpdateAccountPasswordPolicy.
 */
export const passwordPolicy: TerraformTypeReader = {
  create: (side) => [{ kind: "set-password-policy", policy: policyOf(side) }],
  update: (_, after) => [{ kind: "set-password-policy", policy: policyOf(after) }],
  delete: () => [{ kind: "delete-password-policy" }],
  subjects: () => [{ kind: "account" }],
};

function policyOf(side: PlanSide): Valued<document.PasswordPolicy> {
  const maxPasswordAge = count(side, "max_password_age");
  return {
    minimumPasswordLength: mapped(setValue(side, "minimum_password_length"), (value) => (typeof value === "number" && value > 0 ? value : 6)),
    requireSymbols: isOn(side, "require_symbols"),
    requireNumbers: isOn(side, "require_numbers"),
    requireUppercaseCharacters: isOn(side, "require_uppercase_characters"),
    requireLowercaseCharacters: isOn(side, "require_lowercase_characters"),
    allowUsersToChangePassword: isOn(side, "allow_users_to_change_password"),
    expirePasswords: mapped(maxPasswordAge, (days) => days !== null),
    maxPasswordAge,
    passwordReusePrevention: count(side, "password_reuse_prevention"),
    hardExpiry: isOn(side, "hard_expiry"),
  };
}

/** What is computed because it is not configured is not sent. */
const setValue = (side: PlanSide, attribute: string): Value<unknown> => {
  const value = attributeOf(side, attribute);
  return value.status === "after-apply" && !side.references.isSet(attribute) ? known(null) : value;
};

const isOn = (side: PlanSide, attribute: string): Value<boolean> => mapped(setValue(side, attribute), (value) => value === true);

const count = (side: PlanSide, attribute: string): Value<number | null> =>
  mapped(setValue(side, attribute), (value) => (typeof value === "number" && value > 0 ? value : null));

const mapped = <T, U>(value: Value<T>, change: (value: T) => U): Value<U> => (value.status === "known" ? known(change(value.value)) : value);

export const accountAlias: TerraformTypeReader = {
  create: (side) => [{ kind: "create-account-alias", alias: text(side, "account_alias", "") }],
  update: () => [],
  delete: (side) => [{ kind: "delete-account-alias", alias: text(side, "account_alias", "") }],
  subjects: () => [{ kind: "account" }],
};

/** Source: terraform-provider-aws, internal/service/account/alternate_contact.go: put at creation and update. */
export const alternateContact: TerraformTypeReader = {
  create: (side) => [{ kind: "set-alternate-contact", type: typeOf(side), contact: contactOf(side) }],
  update: (_, after) => [{ kind: "set-alternate-contact", type: typeOf(after), contact: contactOf(after) }],
  delete: (side) => [{ kind: "delete-alternate-contact", type: typeOf(side) }],
  subjects: () => [{ kind: "account" }],
};

function typeOf(side: PlanSide): Value<"security" | "billing" | "operations"> {
  return mapped(text(side, "alternate_contact_type", ""), (type) => (type === "SECURITY" ? "security" : type === "BILLING" ? "billing" : "operations"));
}

function contactOf(side: PlanSide): Value<document.AlternateContact> {
  const [name, title, emailAddress, phoneNumber] = [
    text(side, "name", ""),
    textOrNull(side, "title"),
    textOrNull(side, "email_address"),
    textOrNull(side, "phone_number"),
  ];
  if (name.status === "known" && title.status === "known" && emailAddress.status === "known" && phoneNumber.status === "known") {
    return known({ name: name.value, title: title.value, emailAddress: emailAddress.value, phoneNumber: phoneNumber.value });
  }
  return afterApply(scopeOf(side, "email_address"));
}

/** Source: terraform-provider-aws, internal/service/iam/organizations_features.go: features that are not listed are disabled, all of them at deletion. */
export const organizationsFeatures: TerraformTypeReader = {
  create: (side) => [{ kind: "set-organization-features", features: featuresOf(side) }],
  update: (before, after) => (isChanged(before, after, "enabled_features") ? [{ kind: "set-organization-features", features: featuresOf(after) }] : []),
  delete: () => [{ kind: "set-organization-features", features: known([]) }],
  subjects: () => [{ kind: "account" }],
};

const featuresOf = (side: PlanSide): Value<("RootCredentialsManagement" | "RootSessions")[]> =>
  mapped(texts(side, "enabled_features"), (list) => list.filter((feature) => feature === "RootCredentialsManagement" || feature === "RootSessions"));
