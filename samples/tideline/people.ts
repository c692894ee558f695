import { awsPolicyArn, iamArn } from "../clock.ts";
import { GUARDRAIL_MFA, GUARDRAIL_REGION } from "./policies.ts";

interface Key {
  made: number;
  /** Days since its last use; null when never used. */
  used: number | null;
  active?: false;
  service?: string;
}

export interface Person {
  name: string;
  path?: string;
  made: number;
  groups?: string[];
  policies?: string[];
  /** Days since the last console sign-in, null when never; left out when there is no password. */
  signedIn?: number | null;
  passwordChanged?: number;
  mfa?: "virtual" | "passkey-or-security-key" | "hardware-totp";
  keys?: Key[];
  inlineAdmin?: true;
}

export interface GroupSource {
  name: string;
  made: number;
  policies: string[];
}

const own = (name: string): string => iamArn("policy", "/", name);

export const GROUPS: GroupSource[] = [
  { name: "administrators", made: 1400, policies: [awsPolicyArn("AdministratorAccess"), GUARDRAIL_MFA] },
  { name: "auditors", made: 600, policies: [awsPolicyArn("SecurityAudit")] },
  { name: "contractors", made: 300, policies: [GUARDRAIL_REGION, GUARDRAIL_MFA] },
  { name: "developers", made: 1400, policies: [own("tideline-developer"), GUARDRAIL_REGION, GUARDRAIL_MFA] },
  { name: "finance", made: 900, policies: [awsPolicyArn("job-function/Billing")] },
  { name: "support", made: 700, policies: [awsPolicyArn("AWSSupportAccess"), awsPolicyArn("AWSCloudShellFullAccess")] },
];

/** The people and programs of Tideline, a ferry-ticket company that grew faster than its rules. */
export const PEOPLE: Person[] = [
  { name: "ana.ferreira", made: 1390, groups: ["administrators"], signedIn: 1, passwordChanged: 60, mfa: "passkey-or-security-key" },
  { name: "nadia.haddad", made: 610, groups: ["administrators", "auditors"], signedIn: 0.4, passwordChanged: 33, mfa: "hardware-totp" },
  { name: "bruno.costa", made: 1200, groups: ["developers"], signedIn: 2, passwordChanged: 88, mfa: "virtual", keys: [{ made: 71, used: 0.2, service: "s3" }] },
  { name: "chloe.martin", made: 640, groups: ["developers"], signedIn: 3, passwordChanged: 20, mfa: "virtual" },
  { name: "dmitri.volkov", made: 410, groups: ["developers"], signedIn: 5, passwordChanged: 400 },
  { name: "elif.kaya", made: 900, groups: ["developers"], signedIn: 203, passwordChanged: 380, mfa: "virtual" },
  { name: "farah.nasser", made: 150, groups: ["finance"], signedIn: null, passwordChanged: 150 },
  { name: "george.oduya", made: 1100, keys: [{ made: 640, used: 190, active: false, service: "ec2" }] },
  {
    name: "hana.sato",
    made: 530,
    groups: ["developers"],
    signedIn: 1,
    passwordChanged: 12,
    mfa: "virtual",
    keys: [
      { made: 85, used: 1, service: "lambda" },
      { made: 30, used: 0.1, service: "lambda" },
    ],
  },
  { name: "ivan.petrov", made: 95, groups: ["contractors"], policies: [own("tideline-everything")], signedIn: 0.6, passwordChanged: 95, mfa: "virtual" },
  {
    name: "jo.lindqvist",
    made: 412,
    groups: ["developers"],
    signedIn: 9,
    passwordChanged: 100,
    mfa: "virtual",
    keys: [{ made: 412, used: 9, service: "cloudformation" }],
  },
  { name: "kofi.mensah", made: 350, groups: ["support"], signedIn: 4, passwordChanged: 45, mfa: "virtual" },
  { name: "lucia.romero", made: 280, groups: ["auditors"], signedIn: 6, passwordChanged: 70, mfa: "virtual" },
  { name: "marek.novak", made: 260, groups: ["developers"], signedIn: 2, passwordChanged: 80, mfa: "passkey-or-security-key" },
  { name: "wen.li", made: 44, groups: ["developers", "support"], signedIn: 1, passwordChanged: 44, mfa: "virtual" },
  { name: "emergency-1", path: "/break-glass/", made: 700, inlineAdmin: true, signedIn: 400, passwordChanged: 700, mfa: "hardware-totp" },
  { name: "emergency-2", path: "/break-glass/", made: 700, inlineAdmin: true, signedIn: null, passwordChanged: 700, mfa: "hardware-totp" },
  { name: "svc-backup", path: "/service/", made: 720, policies: [own("backup-writer")], keys: [{ made: 719, used: 0.05, service: "s3" }] },
  { name: "svc-grafana", path: "/service/", made: 200, policies: [awsPolicyArn("SecurityAudit")], keys: [{ made: 33, used: 0.02, service: "monitoring" }] },
  { name: "svc-legacy-etl", path: "/service/", made: 800, policies: [own("etl-reader")], keys: [{ made: 500, used: null }] },
  {
    name: "svc-mailer",
    path: "/service/",
    made: 480,
    keys: [
      { made: 60, used: 49, service: "ses" },
      { made: 300, used: 61, active: false, service: "ses" },
    ],
  },
  { name: "svc-search", path: "/service/", made: 300, policies: [own("search-index")], keys: [{ made: 299, used: 130, service: "es" }] },
];
