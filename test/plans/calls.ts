import { IAM } from "@aws-sdk/client-iam";
import { buildTrail } from "../aws/sample-account.ts";

/** A call of IAM as data: its name and its input, as the API reference writes them. */
export type IamCall = [operation: string, input: object];

const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** What every account holds before a configuration adds its own: people, a guardrail that protects them, a role, a trail. */
const EVERY_ACCOUNT: IamCall[] = [
  [
    "CreatePolicy",
    {
      PolicyName: "house-guardrail",
      PolicyDocument: document({ Effect: "Deny", Action: "iam:*", Resource: "*", Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } }),
    },
  ],
  ["CreateGroup", { GroupName: "house" }],
  ["AttachGroupPolicy", { GroupName: "house", PolicyArn: "arn:aws:iam::123456789012:policy/house-guardrail" }],
  ["CreateUser", { UserName: "house-ann" }],
  ["CreateUser", { UserName: "house-bob" }],
  ["AddUserToGroup", { GroupName: "house", UserName: "house-ann" }],
  ["AddUserToGroup", { GroupName: "house", UserName: "house-bob" }],
  ["CreateLoginProfile", { UserName: "house-bob", Password: "Correct-horse-1" }],
  [
    "CreateRole",
    {
      RoleName: "house-support",
      AssumeRolePolicyDocument: document({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "sts:AssumeRole" }),
    },
  ],
];

/** Sets up what is there before terraform comes: every account's holdings, then the configuration's own. */
export async function setUp(motoUrl: string, own: readonly IamCall[]): Promise<void> {
  const iam = new IAM({ endpoint: motoUrl });
  for (const [operation, input] of [...EVERY_ACCOUNT, ...own]) {
    const call: unknown = Reflect.get(iam, operation.charAt(0).toLowerCase() + operation.slice(1));
    if (typeof call !== "function") throw new Error(`IAM has no operation ${operation}.`);
    await Reflect.apply(call, iam, [input]);
  }
  await buildTrail(motoUrl);
}
