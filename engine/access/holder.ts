import { documentedFacts } from "./keys.ts";
import type { KeyFacts } from "./values.ts";

const NEVER: KeyFacts = { presence: "never" };

/** Keys that a request has only where a service makes it. Source: IAM User Guide, "AWS global condition context keys". */
const OF_SERVICES = new Set([
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** Keys of requests of users and roles, for one action: a key of another service is not in the request. */
export function holderFacts(key: string, action: string): KeyFacts {
  const service = key.slice(0, Math.max(0, key.indexOf(":")));
  if (OF_SERVICES.has(key)) return NEVER;
  if (key === "aws:principalisawsservice") return { presence: "always", values: ["false"] };
  if (service !== "aws" && service !== action.slice(0, action.indexOf(":"))) return NEVER;
  return documentedFacts(key);
}

/** Values of iam:PolicyARN with which an attached policy gives everything, or everything in IAM. */
const GIVES_ALL = ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"];

/**
 * Keys of requests by which a holder gives itself more. Such a request tags nothing; the holder has no permissions boundary, which would limit what it gets.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management"; IAM User Guide, "AWS global
 * condition context keys", aws:RequestedRegion: requests to IAM go to us-east-1. China and GovCloud have their own.
 */
export function escalationFacts(key: string, action: string): KeyFacts {
  if (key === "aws:requestedregion") return { presence: "always", values: ["us-east-1", "cn-north-1", "us-gov-west-1"] };
  if (key === "aws:tagkeys" || key.startsWith("aws:requesttag/")) return NEVER;
  if (key === "iam:policyarn") return /^iam:attach/.test(action) ? { presence: "always", values: GIVES_ALL } : NEVER;
  if (key.startsWith("iam:") && !key.startsWith("iam:resourcetag/")) return NEVER;
  return holderFacts(key, action);
}
