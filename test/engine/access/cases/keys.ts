import { ACCOUNT, type AccountOf, ANA, APP, allow, deny, grant, OTHER, ROOT, SESSION } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, account: AccountOf, asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const FOREIGN_KEY = `arn:aws:kms:eu-west-1:${OTHER}:key/1`;
const DECRYPT = allow("kms:Decrypt");
const DELEGATES = grant({ AWS: ROOT }, "kms:*");
const VIA_S3 = { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } };
const by = (...layers: string[]) => ({ decidedBy: layers });
const key = (asks: CaseQuestion): CaseQuestion => ({ action: "kms:Decrypt", resource: KEY, ...asks });
/** Without the grants of the key, of which a snapshot holds nothing. */
const read = (asks: CaseQuestion): CaseQuestion => key({ scope: "identity", ...asks });

const ROWS: readonly Row[] = [
  ["the key's policy delegates, the user may", PAGES.keyPolicy, { user: [DECRYPT] }, key({ ofResource: [DELEGATES] }), "allowed", by("resource", "identity")],
  ["the key's policy delegates, the user may not", PAGES.keyPolicy, {}, read({ ofResource: [DELEGATES] }), "denied", by("identity")],
  [
    "without delegation no identity policy counts",
    PAGES.keyPolicy,
    { user: [allow("*")] },
    read({ ofResource: [grant({ AWS: APP }, "kms:*")] }),
    "denied",
    by("resource"),
  ],
  [
    "the key's policy delegates other actions only",
    PAGES.keyPolicy,
    { user: [DECRYPT] },
    read({ ofResource: [grant({ AWS: ROOT }, "kms:Encrypt")] }),
    "denied",
    by("resource"),
  ],
  [
    "the key's policy delegates under a condition that fails",
    PAGES.keyPolicy,
    { user: [DECRYPT] },
    read({ context: { "kms:ViaService": null }, ofResource: [grant({ AWS: ROOT }, "kms:*", VIA_S3)] }),
    "denied",
  ],
  [
    "the key's policy delegates under a condition that holds",
    PAGES.keyPolicy,
    { user: [DECRYPT] },
    key({ context: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" }, ofResource: [grant({ AWS: ROOT }, "kms:*", VIA_S3)] }),
    "allowed",
  ],
  ["the key's policy names the user", PAGES.keyEvaluation, {}, key({ ofResource: [grant({ AWS: ANA }, "kms:Decrypt")] }), "allowed", by("resource")],
  ["the key's policy names the role", PAGES.keyEvaluation, {}, key({ principal: SESSION, ofResource: [grant({ AWS: APP }, "kms:Decrypt")] }), "allowed"],
  [
    "a boundary limits what a key's policy grants to a role",
    PAGES.keyEvaluation,
    { boundary: [allow("s3:*")] },
    read({ principal: SESSION, ofResource: [grant({ AWS: APP }, "kms:Decrypt")] }),
    "denied",
  ],
  [
    "a Deny of the key's policy",
    PAGES.keyEvaluation,
    { user: [DECRYPT] },
    key({ ofResource: [DELEGATES, grant({ AWS: ANA }, "kms:Decrypt", undefined, "Deny")] }),
    "denied",
    { reason: "explicit-deny" },
  ],
  [
    "a Deny of the identity policy",
    PAGES.keyEvaluation,
    { user: [deny("kms:*")] },
    key({ ofResource: [grant({ AWS: ANA }, "kms:*")] }),
    "denied",
    { reason: "explicit-deny" },
  ],
  ["root where the key's policy names the account", PAGES.keyPolicy, {}, key({ principal: ROOT, ofResource: [DELEGATES] }), "allowed"],
  [
    "root where the key's policy does not name the account",
    PAGES.keyPolicy,
    {},
    read({ principal: ROOT, ofResource: [grant({ AWS: ANA }, "kms:*")] }),
    "denied",
    by("resource"),
  ],
  [
    "a grant could allow what the policies do not",
    PAGES.grants,
    { user: [DECRYPT] },
    key({ ofResource: [grant({ AWS: APP }, "kms:*")] }),
    "conditional",
    { unread: [`the grants of ${KEY}`], read: "denied" },
  ],
  [
    "a grant allows no administration",
    PAGES.grants,
    { user: [allow("*")] },
    key({ action: "kms:DisableKey", ofResource: [grant({ AWS: APP }, "kms:*")] }),
    "denied",
  ],
  ["the key's policy was not read", PAGES.keyPolicy, { user: [DECRYPT] }, key({ ofResource: "unread" }), "conditional", { read: "allowed" }],
  [
    "a call on no key has no key policy",
    PAGES.keyPolicy,
    { user: [allow("kms:ListKeys")] },
    { action: "kms:ListKeys", resource: "*", ofResource: "unread" },
    "allowed",
  ],
  [
    "a key of another account: both must allow",
    PAGES.keyAcross,
    { user: [DECRYPT] },
    key({ resource: FOREIGN_KEY, ofResource: [grant({ AWS: ROOT }, "kms:Decrypt")] }),
    "allowed",
    by("resource", "identity"),
  ],
  [
    "a key of another account: identity policy is missing",
    PAGES.keyAcross,
    {},
    key({ resource: FOREIGN_KEY, ofResource: [grant({ AWS: ROOT }, "kms:Decrypt")] }),
    "denied",
    by("identity"),
  ],
  [
    "a key of another account: key policy is missing",
    PAGES.keyAcross,
    { user: [DECRYPT] },
    key({ resource: FOREIGN_KEY, ofResource: [] }),
    "denied",
    by("resource"),
  ],
];

export const KEYS_OF_KMS: readonly AccessCase[] = ROWS.map(([name, source, account, asks, expect, also]) => ({
  name,
  source,
  account,
  asks,
  expect,
  ...(also ? { also } : {}),
}));
