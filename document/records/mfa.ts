import { type document, isUnknown } from "../../schemas/index.ts";
import type { RecordReader } from "./reader.ts";

type Mfa = document.Actor["mfa"];

/** Types whose second factor AWS itself asks for; of others it asks the identity provider, and AWS writes MFAUsed No for them. */
const WITH_OWN_MFA = new Set(["IAMUser", "Root"]);

/**
 * Whether MFA was used. Sign-in says it in additionalEventData, calls in the session's attributes, as text; a sign-in inside a session that has MFA counts
 * that of the session. Of a federated sign-in a No says nothing: the second factor is the identity provider's. A record that lacks the answer, such as one of
 * an export without additionalEventData, does not say No.
 * Source: CloudTrail User Guide, "AWS Management Console sign-in events": MFAUsed is Yes or No in each example.
 */
export function mfaOf(reader: RecordReader): Mfa {
  const ofSession = reader.flag("userIdentity.sessionContext.attributes.mfaAuthenticated");
  if (reader.call === "signin:UserAuthentication") return ofSession === true ? true : (ofFactors(reader) ?? ofSession);
  if (reader.call !== "signin:ConsoleLogin") return ofSession;
  const ofSignIn = reader.flag("additionalEventData.MFAUsed");
  if (ofSignIn === true || ofSession === true) return true;
  for (const flag of [ofSignIn, ofSession]) if (isUnknown(flag)) return flag;
  const type = reader.text("userIdentity.type");
  if (isUnknown(type)) return type;
  return type !== null && !WITH_OWN_MFA.has(type) ? null : (ofSignIn ?? reader.missing("additionalEventData.MFAUsed"));
}

/** Credentials of Identity Center: those that are a second factor, those that are a first one, and the provider's own, which says nothing of its factors. */
const SECOND_FACTORS = new Set(["TOTP", "WEBAUTHN", "SMARTCARD"]);
const FIRST_FACTORS = new Set(["PASSWORD", "EMAIL_OTP"]);
const ELSEWHERE = "EXTERNAL_IDP";

/**
 * By the credentials with which an Identity Center user signed in: `PASSWORD,TOTP`, in any letters. Null where the provider alone knows; unknown with a
 * credential that is none of those that AWS names.
 * Sources: IAM Identity Center User Guide, "Understanding IAM Identity Center sign-in events", CredentialType, and "Username in sign-in CloudTrail events",
 * EMAIL_OTP; WorkSpaces Administration Guide, "Understanding AWS sign-in events", SMARTCARD.
 */
function ofFactors(reader: RecordReader): Mfa {
  const path = "additionalEventData.CredentialType";
  const types = reader.text(path);
  if (isUnknown(types)) return types;
  if (types === null) return reader.missing(path);
  const factors = types.split(",").map((factor) => factor.trim().toUpperCase());
  if (factors.some((factor) => SECOND_FACTORS.has(factor))) return true;
  if (!factors.every((factor) => FIRST_FACTORS.has(factor) || factor === ELSEWHERE)) return reader.unparseable(path);
  return factors.includes(ELSEWHERE) ? null : false;
}
