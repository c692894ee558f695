import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { policyContent } from "../../document/index.ts";
import { buildProgram, type Program, SNAPSHOT, sampleText } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

const USER = "arn:aws:iam::444455556666:user/new";
const OBJECT = "arn:aws:s3:::acme/logo.png";
const BUCKET = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/app-checkout" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*" },
    {
      "Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "false" } }
    }
  ]
}`;

const flat = (text: string): string => text.replace(/\s+/g, " ");

describe("access can", () => {
  let reeve: Program;
  let bucket = "";
  let control = "";
  beforeAll(() => {
    reeve = buildProgram();
    bucket = join(reeve.folder, "bucket.json");
    control = join(reeve.folder, "control.json");
    writeFileSync(bucket, BUCKET);
    writeFileSync(
      control,
      JSON.stringify({ scps: [[{ Version: "2012-10-17", Statement: [{ Sid: "NoStorage", Effect: "Deny", Action: "s3:*", Resource: "*" }] }]] }),
    );
  }, 120_000);
  afterAll(() => reeve.remove());
  const can = (...args: string[]) => reeve.run(["access", "can", ...args, "--snapshot", SNAPSHOT]);

  it("says yes first, then the statement with its policy, and exits with 0", () => {
    const { code, out } = can("svc-backup", "s3:ListBucket", "--on", "arn:aws:s3:::tideline-backup", "--scope", "identity");
    expect(code).toBe(0);
    expect(flat(out)).toMatch(
      /^Yes: arn:aws:iam::444455556666:user\/service\/svc-backup may call s3:ListBucket on arn:aws:s3:::tideline-backup\. Why Statement 1 of arn:aws:iam::444455556666:policy\/backup-writer/,
    );
  });

  it("says no, names the layer that allows nothing, and exits with 1", () => {
    const { code, out } = can("bruno.costa", "iam:CreateUser", "--on", USER);
    expect(code).toBe(1);
    expect(flat(out)).toMatch(/^No: .*Nothing in identity policies allows it\. Assumed Service control policies were not read/);
  });

  it("says what it depends on, with a request of either kind, and exits with 3", () => {
    const { code, out } = can("ana.ferreira", "iam:CreateUser", "--on", USER);
    expect(code).toBe(3);
    expect(flat(out)).toMatch(
      /^It depends: .*It depends on aws:multifactorauthpresent Allowed with aws:multifactorauthpresent: true Denied with aws:multifactorauthpresent: false/,
    );
  });

  it("takes values of condition keys, absent ones too", () => {
    expect(can("ana.ferreira", "iam:CreateUser", "--on", USER, "--given", "aws:MultiFactorAuthPresent=true").code).toBe(0);
    expect(can("ana.ferreira", "iam:CreateUser", "--on", USER, "--given", "aws:MultiFactorAuthPresent").code).toBe(1);
  });

  it("says that the policy of a bucket was not read", () => {
    const { code, out } = can("app-checkout", "s3:GetObject", "--on", OBJECT);
    expect(code).toBe(3);
    expect(flat(out)).toContain("Not read the policy of arn:aws:s3:::acme/logo.png; it could change the answer.");
  });

  it("reads the policy of a bucket, and names the lines of its statements", () => {
    const { code, out } = can("app-checkout", "s3:GetObject", "--on", OBJECT, "--resource-policy", bucket, "--given", "aws:SecureTransport=false");
    expect(code).toBe(1);
    expect(flat(out)).toContain(`Statement 2 (Tls, line 5) of ${bucket} denies it.`);
    expect(can("app-checkout", "s3:GetObject", "--on", OBJECT, "--resource-policy", "none").code).toBe(1);
  });

  it("reads session policies and control policies", () => {
    const base = ["app-checkout", "s3:GetObject", "--on", OBJECT, "--resource-policy", bucket, "--given", "aws:SecureTransport=true"];
    expect(can(...base).code).toBe(0);
    const limited = can(...base, "--control-policies", control);
    expect(limited.code).toBe(1);
    expect(flat(limited.out)).toContain(`Statement 1 (NoStorage) of SCP 1 of level 1 in ${control} denies it.`);
    expect(flat(limited.out)).not.toContain("Service control policies were not read");
    const session = join(reeve.folder, "session.json");
    writeFileSync(session, JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] }));
    expect(flat(can(...base, "--session-policy", session).out)).toContain("Nothing in the session policy allows it.");
  });

  it("prints JSON with the day of its tables", () => {
    const { code, out } = can("ana.ferreira", "iam:CreateUser", "--on", USER, "--json");
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      verdict: "conditional",
      hangsOn: ["aws:multifactorauthpresent"],
      assumed: ["scps"],
      collectedAt: "2026-11-16T06:00:00.000Z",
      actionsAsOf: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
  });

  it.each<[what: string, args: string[], says: string]>([
    ["an action that does not exist", ["ana.ferreira", "iam:GetUsr", "--on", USER], "AWS has no action iam:GetUsr. Did you mean iam:GetUser?"],
    ["a service that does not exist", ["ana.ferreira", "lamda:Invoke"], "Did you mean lambda"],
    ["a principal that does not exist", ["ana.fereira", "iam:GetUser", "--on", USER], "Did you mean ana.ferreira?"],
    ["an ARN that is none", ["ana.ferreira", "iam:GetUser", "--on", "arn:aws:iam:new"], "is no ARN of one principal or resource"],
    ["a resource of another type", ["ana.ferreira", "iam:GetUser", "--on", OBJECT], "iam:GetUser is not called on arn:aws:s3:::acme/logo.png"],
    ["a call without its resource", ["ana.ferreira", "iam:GetUser"], "Write --on with an ARN"],
    ["a key that does not exist", ["ana.ferreira", "iam:GetUser", "--on", USER, "--given", "aws:SourceIpp=1.2.3.4"], "Did you mean aws:sourceip"],
    [
      "a key that the document fixes",
      ["ana.ferreira", "iam:GetUser", "--on", USER, "--given", "aws:username=bob"],
      "aws:username is ana.ferreira in these requests, and bob is given",
    ],
    ["a value without a key", ["ana.ferreira", "iam:GetUser", "--on", USER, "--given", "x"], "write a condition key and its value"],
    ["a policy that is none", ["ana.ferreira", "iam:GetUser", "--on", USER, "--resource-policy", SNAPSHOT], "is no policy document"],
    ["control policies that are none", ["ana.ferreira", "iam:GetUser", "--on", USER, "--control-policies", SNAPSHOT], "one list of SCPs for each level"],
  ])("refuses %s", (_, args, says) => {
    const { code, out, err } = can(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(flat(err)).toContain(says);
  });
});

describe("access compare", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const compare = (old: object, changed: object, ...args: string[]) => {
    const files = [old, changed].map((statement, at) => {
      const file = join(reeve.folder, `policy-${at}.json`);
      writeFileSync(file, `{\n "Version": "2012-10-17",\n "Statement": [\n  ${JSON.stringify(statement)}\n ]\n}`);
      return file;
    });
    return { ...reeve.run(["access", "compare", ...files, ...args]), files };
  };
  const READ = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/public/*" };

  it("says wider first, then a request and the statement with its line, and exits with 1", () => {
    const { code, out, files } = compare(READ, { ...READ, Resource: "arn:aws:s3:::acme/*" });
    expect(code).toBe(1);
    expect(flat(out)).toMatch(/^Wider: the new policies allow more\. Added, for example s3:GetObject on arn:aws:s3:::acme\/\S+ by arn:aws:iam::\d{12}:user/);
    expect(flat(out)).toContain(`Before: no statement allows it. After: allowed by statement 1 (Read, line 4) of ${files[1]}.`);
  });

  it("exits with 0 where the new policy allows no more, and shows what is gone", () => {
    const { code, out } = compare(READ, { ...READ, Condition: { Bool: { "aws:SecureTransport": "true" } } });
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringMatching(/^Within: .* Taken away, for example .* with aws:securetransport: false Before: allowed by .* After: no statement allows it\./),
    ]);
  });

  it("prints the comparison as JSON", () => {
    const { code, out } = compare(READ, { ...READ, Action: ["S3:GetObject"] }, "--format", "json");
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ verdict: "equivalent", adds: null, removes: null, gaps: [] })]);
  });

  it("exits with 3 where it does not know, and says why", () => {
    const { code, out } = compare({ ...READ, Principal: "*" }, { ...READ, Principal: { AWS: "111122223333" } });
    expect([code, flat(out)]).toEqual([3, expect.stringContaining("Statements name principals: policies of resources and trust policies are not compared.")]);
  });

  it("refuses what is no policy", () => {
    const file = join(reeve.folder, "none.json");
    writeFileSync(file, "{}");
    const { code, out, err } = reeve.run(["access", "compare", file, file]);
    expect([code, out]).toEqual([2, ""]);
    expect(flat(err)).toContain("is no policy document");
  });
});

describe("access check", () => {
  let reeve: Program;
  let app = "";
  let limit = "";
  beforeAll(() => {
    reeve = buildProgram();
    const written = (name: string, statement: object): string => {
      const file = join(reeve.folder, name);
      writeFileSync(file, `{\n "Version": "2012-10-17",\n "Statement": [\n  ${JSON.stringify(statement)}\n ]\n}`);
      return file;
    };
    app = written("app.json", { Sid: "Run", Effect: "Allow", Action: ["ec2:RunInstances", "iam:Pass*"], Resource: "*" });
    limit = written("limit.json", { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" });
  }, 120_000);
  afterAll(() => reeve.remove());
  const check = (...args: string[]) => reeve.run(["access", "check", ...args]);

  it("says of each limit whether the policy keeps within it, with a request beyond it, and exits with 1", () => {
    const { code, out } = check(app, "--reference", limit, "--forbid", "iam:PassRole on *", "--forbid", "s3:*");
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringMatching(
        /^Within: \S+app\.json allows no more than \S+limit\.json\. Beyond: \S+app\.json allows iam:PassRole on \*\. iam:PassRole on arn:aws:iam::\d{12}:role\/\S+ by \S+ Allowed by statement 1 \(Run, line 4\) of \S+app\.json\. Within: \S+app\.json does not allow s3:\* on \*\./,
      ),
    ]);
  });

  it("checks each policy by itself, and shows what the reference says", () => {
    const { code, out } = check(app, limit, "--reference", app);
    expect(code).toBe(1);
    expect(flat(out)).toMatch(
      /^Within: \S+app\.json allows no more than \S+app\.json\. Beyond: \S+limit\.json allows more than .* Reference: no statement allows it\./,
    );
  });

  it("exits with 0 within all limits, and prints the answers as JSON", () => {
    const { code, out } = check(app, "--forbid", "s3:*,sqs:*", "--format", "json");
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({
        answers: [
          { policy: app, limit: { kind: "forbidden", actions: ["s3:*", "sqs:*"], resources: ["*"] }, verdict: "within", request: null, future: null, gaps: [] },
        ],
      }),
    ]);
  });

  it.each([
    [["--forbid", "iam:PasRole"], "AWS has no action iam:PasRole. Did you mean iam:PassRole"],
    [["--forbid", "iam:PassRole on role/app"], 'write actions, and after "on" ARNs'],
    [["--forbid", "iam:PassRole on arn:aws:iam::*:user/ana"], "None of iam:PassRole is called on arn:aws:iam::*:user/ana"],
    [["--forbid", "sts:GetCallerIdentity"], "No identity policy decides who calls sts:GetCallerIdentity"],
    [[], "Nothing to check against."],
  ])("refuses %j", (args, says) => {
    const { code, out, err } = check(app, ...args);
    expect([code, out]).toEqual([2, ""]);
    expect(flat(err)).toContain(says);
  });
});

describe("access who", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const who = (...args: string[]) => reeve.run(["access", "who", ...args, "--snapshot", SNAPSHOT]);

  it("says how many may, then each with a request and the statement that allows it, and exits with 0", () => {
    const { code, out } = who("iam:PassRole");
    expect(code).toBe(0);
    expect(flat(out)).toMatch(
      /^10 of 34 users and roles may call iam:PassRole on \*\. May arn:aws:iam::444455556666:user\/ana\.ferreira iam:PassRole, for example on/,
    );
    expect(flat(out)).toContain(
      "Statement 1 of arn:aws:iam::aws:policy/AdministratorAccess of arn:aws:iam::444455556666:group/administrators allows it with aws:multifactorauthpresent: true",
    );
  });

  it("exits with 1 where no one may, and prints JSON", () => {
    const control = join(reeve.folder, "control.json");
    writeFileSync(control, JSON.stringify({ scps: [[{ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] }]] }));
    const { code, out } = who("s3:GetObject", "--control-policies", control, "--scope", "identity", "--format", "json");
    const { principals, ...rest } = JSON.parse(out) as { principals: { verdict: string }[] };
    expect([code, rest]).toEqual([1, expect.objectContaining({ verdict: "denied", access: { actions: ["s3:GetObject"], resources: ["*"] }, gaps: [] })]);
    // Service-linked roles are not bound by control policies, and none of the sample may read objects.
    expect([principals.length, new Set(principals.map(({ verdict }) => verdict))]).toEqual([34, new Set(["denied"])]);
  });

  it("asks the roles of the snapshot where a role is assumed", () => {
    const { out } = who("sts:AssumeRole", "--on", "arn:aws:iam::*:role/break-glass/*");
    expect(flat(out)).toMatch(/^5 of 34 users and roles may call sts:AssumeRole on arn:aws:iam::\*:role\/break-glass\/\*\./);
    expect(flat(out)).toContain("Statement 1 of the trust policy of arn:aws:iam::444455556666:role/break-glass/emergency allows it");
  });

  it("says of a bucket that its policy was not read", () => {
    expect(flat(who("s3:GetObject", "--on", "arn:aws:s3:::payroll/*").out)).toMatch(/May where a policy that was not read allows it .* was not read/);
  });

  it.each([
    [["iam:PasRole"], "AWS has no action iam:PasRole. Did you mean iam:PassRole"],
    [["iam:PassRole", "--on", "arn:aws:iam::999988887777:role/x"], "belongs to another account"],
    [["iam:PassRole", "--on", "role/x"], "write service:Action"],
    [["sts:AssumeRole", "--on", "arn:aws:iam::444455556666:role/app-chekout"], "Did you mean"],
  ])("refuses %j", (args, says) => {
    const { code, out, err } = who(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(flat(err)).toContain(says);
  });
});

const [ana, app] = ["user/ana", "role/app"].map((name) => `arn:aws:iam::444455556666:${name}`);

/** The sample account with a user who may assume a role with MFA, and a role that may write its own policies. */
function twoPrincipals(): unknown {
  const sample = JSON.parse(sampleText()) as { users: object[]; roles: object[] };
  const content = (Statement: object) => policyContent({ Version: "2012-10-17", Statement }, "json", { $unknown: "none" });
  const inline = (Action: string, more: object = {}) => [{ name: "inline", ...content({ Effect: "Allow", Action, Resource: app, ...more }) }];
  const made = { path: "/", attachedPolicyArns: [], permissionsBoundaryArn: null, tags: [] };
  const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
  const trustPolicy = content({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "sts:AssumeRole" });
  return {
    ...sample,
    users: [{ ...sample.users[0], ...made, name: "ana", arn: ana, groupArns: [], inlinePolicies: inline("sts:AssumeRole", mfa) }],
    roles: [{ ...sample.roles[0], ...made, name: "app", arn: app, serviceLinked: false, trustPolicy, inlinePolicies: inline("iam:PutRolePolicy") }],
  };
}

describe("access paths", () => {
  let reeve: Program;
  let snapshot: string;
  beforeAll(() => {
    reeve = buildProgram();
    snapshot = join(reeve.folder, "paths.json");
    writeFileSync(snapshot, JSON.stringify(twoPrincipals()));
  }, 120_000);
  afterAll(() => reeve.remove());
  const paths = (...args: string[]) => reeve.run(["access", "paths", ...args, "--snapshot", snapshot]);

  it("shows each step with its calls, the statements that allow them and what they rest on", () => {
    const { code, out } = paths("ana");
    expect(code).toBe(3);
    expect(flat(out)).toMatch(new RegExp(`^It depends: ${ana} can become an administrator in 2 steps if what is named holds.`));
    expect(flat(out)).toContain(`1. it assumes the role: ${app} (sts-001) sts:AssumeRole on ${app} Statement 1 of the trust policy of ${app} allows it`);
    expect(flat(out)).toContain(`only as aws:multifactorauthpresent demands 2. ${app} writes an inline policy of its own role (iam-005)`);
  });

  it("shows all principals, those who can before those who are", () => {
    const { code, out } = paths();
    expect(code).toBe(0);
    expect(flat(out)).toMatch(
      new RegExp(`^2 of 2 users and roles can become an administrator. Can become an administrator ${app} .* Can if a condition holds.* ${ana}`),
    );
  });

  it("prints the same as JSON", () => {
    const { code, out } = paths("app", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ escalations: [{ principal: app, verdict: "escalates", steps: [{ id: "iam-005", from: app, to: null }] }] });
  });

  it("refuses a principal that the account does not have, with the nearest names", () => {
    const { code, err } = paths("anna");
    expect(code).toBe(2);
    expect(flat(err)).toContain("The account has no user or role anna. Did you mean ana?");
  });
});
