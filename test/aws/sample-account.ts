import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import type { IAM } from "@aws-sdk/client-iam";

const ACCOUNT = "123456789012";

/** What was created for one user: what the document must say of it. */
export interface MadeUser {
  name: string;
  path: string;
  tags: { key: string; value: string }[];
  password: boolean;
  devices: { id: string; type: "virtual" | "hardware-totp" | "passkey-or-security-key" }[];
  keys: { id: string; active: boolean }[];
  groups: string[];
  attached: string[];
  inline: string[];
  boundary: string | null;
}

export interface MadeAccount {
  users: MadeUser[];
  groups: { name: string; path: string; attached: string[]; inline: string[] }[];
  roles: { name: string; path: string; attached: string[]; inline: string[]; boundary: string | null; instanceProfiles: string[]; trusted: string }[];
  policies: { name: string; path: string; versions: number; admin: boolean; denies: boolean; requiresMfa: boolean }[];
}

const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

const READ = document({ Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" });
const ADMIN = document({ Effect: "Allow", Action: "*", Resource: "*" });
const GUARD = document({ Effect: "Deny", Action: "*", Resource: "*", Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } });

export const local = (kind: string, path: string, name: string): string => `arn:aws:iam::${ACCOUNT}:${kind}${path}${name}`;
export const SECURITY_AUDIT = "arn:aws:iam::aws:policy/SecurityAudit";

const GROUPS = [
  { name: "admins", path: "/", attached: [local("policy", "/", "admin")], inline: [] as string[] },
  { name: "developers", path: "/teams/", attached: [local("policy", "/guardrails/", "mfa-guard")], inline: ["read"] },
  { name: "empty", path: "/", attached: [], inline: [] },
];

/** Builds an account of 200 users of every kind through the SDK. */
export async function buildAccount(iam: IAM, userCount = 200): Promise<MadeAccount> {
  const policies = [
    { name: "admin", path: "/", versions: 1, admin: true, denies: false, requiresMfa: false },
    { name: "mfa-guard", path: "/guardrails/", versions: 2, admin: false, denies: true, requiresMfa: true },
    { name: "read", path: "/", versions: 3, admin: false, denies: false, requiresMfa: false },
    { name: "unused", path: "/", versions: 1, admin: false, denies: false, requiresMfa: false },
  ];
  for (const { name, path, versions, admin, denies } of policies) {
    const text = admin ? ADMIN : denies ? GUARD : READ;
    const made = await iam.createPolicy({ PolicyName: name, Path: path, PolicyDocument: text });
    for (let version = 1; version < versions; version++) {
      await iam.createPolicyVersion({ PolicyArn: made.Policy?.Arn, PolicyDocument: text, SetAsDefault: true });
    }
  }
  for (const group of GROUPS) {
    await iam.createGroup({ GroupName: group.name, Path: group.path });
    for (const arn of group.attached) await iam.attachGroupPolicy({ GroupName: group.name, PolicyArn: arn });
    for (const name of group.inline) await iam.putGroupPolicy({ GroupName: group.name, PolicyName: name, PolicyDocument: READ });
  }
  const roles = await makeRoles(iam);
  const users: MadeUser[] = [];
  const numbers = Array.from({ length: userCount }, (_, index) => index);
  const worker = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) users.push(await makeUser(iam, number));
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  await makeAccountSettings(iam);
  return { users, groups: GROUPS, roles, policies };
}

async function makeUser(iam: IAM, number: number): Promise<MadeUser> {
  const name = `user-${String(number).padStart(3, "0")}`;
  const path = number % 5 === 0 ? "/people/" : "/";
  const tags = number % 3 === 0 ? [{ key: "team", value: `t${number % 7}` }] : [];
  const boundary = number % 17 === 0 ? local("policy", "/", "read") : null;
  await iam.createUser({
    UserName: name,
    Path: path,
    Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
    ...(boundary ? { PermissionsBoundary: boundary } : {}),
  });
  const password = number % 2 === 0;
  if (password) await iam.createLoginProfile({ UserName: name, Password: "Correct-horse-1" });
  const devices = await makeDevices(iam, name, number);
  const keys: MadeUser["keys"] = [];
  for (let count = number % 3; count > 0; count--) {
    const id = (await iam.createAccessKey({ UserName: name })).AccessKey?.AccessKeyId ?? "";
    const active = (number + count) % 4 !== 0;
    if (!active) await iam.updateAccessKey({ UserName: name, AccessKeyId: id, Status: "Inactive" });
    keys.push({ id, active });
  }
  const groups = number % 4 === 1 ? ["developers"] : number % 20 === 2 ? ["admins", "developers"] : [];
  for (const group of groups) await iam.addUserToGroup({ UserName: name, GroupName: group });
  const attached = number % 11 === 0 ? [local("policy", "/", "read")] : number % 13 === 0 ? [SECURITY_AUDIT] : [];
  for (const arn of attached) await iam.attachUserPolicy({ UserName: name, PolicyArn: arn });
  const inline = number % 9 === 0 ? ["inline-read"] : [];
  for (const policy of inline) await iam.putUserPolicy({ UserName: name, PolicyName: policy, PolicyDocument: READ });
  return { name, path, tags, password, devices, keys, groups, attached, inline, boundary };
}

async function makeDevices(iam: IAM, name: string, number: number): Promise<MadeUser["devices"]> {
  const devices: MadeUser["devices"] = [];
  const enable = async (id: string, type: MadeUser["devices"][number]["type"]): Promise<void> => {
    await iam.enableMFADevice({ UserName: name, SerialNumber: id, AuthenticationCode1: "123456", AuthenticationCode2: "654321" });
    devices.push({ id, type });
  };
  if (number % 4 === 0) {
    const made = await iam.createVirtualMFADevice({ VirtualMFADeviceName: name });
    await enable(made.VirtualMFADevice?.SerialNumber ?? "", "virtual");
  }
  if (number % 24 === 0) await enable(`GAHT${String(number).padStart(8, "0")}`, "hardware-totp");
  if (number % 25 === 0) await enable(`arn:aws:iam::${ACCOUNT}:u2f/user/${name}/key-1`, "passkey-or-security-key");
  return devices;
}

async function makeRoles(iam: IAM): Promise<MadeAccount["roles"]> {
  const roles = [
    {
      name: "app",
      path: "/service/",
      attached: [local("policy", "/", "read")],
      inline: ["read"],
      boundary: null,
      instanceProfiles: ["app"],
      trusted: "ec2.amazonaws.com",
    },
    {
      name: "bounded",
      path: "/",
      attached: [],
      inline: [],
      boundary: local("policy", "/guardrails/", "mfa-guard"),
      instanceProfiles: [],
      trusted: "lambda.amazonaws.com",
    },
  ];
  for (const role of roles) {
    const trust = document({ Effect: "Allow", Principal: { Service: role.trusted }, Action: "sts:AssumeRole" });
    await iam.createRole({
      RoleName: role.name,
      Path: role.path,
      AssumeRolePolicyDocument: trust,
      ...(role.boundary ? { PermissionsBoundary: role.boundary } : {}),
    });
    for (const arn of role.attached) await iam.attachRolePolicy({ RoleName: role.name, PolicyArn: arn });
    for (const policy of role.inline) await iam.putRolePolicy({ RoleName: role.name, PolicyName: policy, PolicyDocument: READ });
    for (const profile of role.instanceProfiles) {
      await iam.createInstanceProfile({ InstanceProfileName: profile });
      await iam.addRoleToInstanceProfile({ InstanceProfileName: profile, RoleName: role.name });
    }
  }
  return roles;
}

async function makeAccountSettings(iam: IAM): Promise<void> {
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: 90, PasswordReusePrevention: 24 });
  await iam.createAccountAlias({ AccountAlias: "sample" });
  await iam.createVirtualMFADevice({ VirtualMFADeviceName: "spare" });
  await iam.createSAMLProvider({ Name: "corp", SAMLMetadataDocument: "x".repeat(1_100) });
  await iam.createOpenIDConnectProvider({
    Url: "https://token.actions.example.com",
    ClientIDList: ["sts.amazonaws.com"],
    ThumbprintList: ["6938fd4d98bab03faadb97b34396831e3780aea1"],
  });
  await iam.uploadServerCertificate({ ServerCertificateName: "web", Path: "/cloudfront/", CertificateBody: "certificate", PrivateKey: "key" });
}

/** A trail of all regions; its bucket is made by an unsigned request, which moto takes for S3. */
export async function buildTrail(motoUrl: string): Promise<void> {
  const made = await fetch(`${motoUrl}/sample-logs`, { method: "PUT" });
  if (!made.ok) throw new Error(`moto did not make the bucket: ${made.status}`);
  const trails = new CloudTrail({ endpoint: motoUrl, region: "us-east-1" });
  await trails.createTrail({ Name: "all", S3BucketName: "sample-logs", IsMultiRegionTrail: true, EnableLogFileValidation: true });
  await trails.startLogging({ Name: "all" });
}
