import { expect, it } from "vitest";
import { checkOf, loadEventCatalogue } from "../../../../engine/index.ts";
import { ruleText } from "../load/harness.ts";

const check = checkOf({ events: await loadEventCatalogue() })("a-rule.yaml");
const errors = (rest: string): string[] =>
  check({ file: "a-rule.yaml", text: ruleText(`resource: event\n${rest}\n`) }).flatMap(({ code, severity, line, column }) =>
    severity === "error" ? [`${code} ${line}:${column}`] : [],
  );

it.each([
  "{ event.readOnly: true, event.eventName: DeleteUser }",
  "{ event.readOnly: true, event.eventName: [StopLogging, DeleteTrail] }",
  '{ event.readOnly: true, event.eventSource: iam.amazonaws.com, event.eventName: { glob: "Delete*" } }',
  "{ event.readOnly: true, event.eventSource: ec2.amazonaws.com, event.eventName: ModifyInstanceAttribute }",
  "{ event.readOnly: false, event.eventSource: iam.amazonaws.com, event.eventName: ListUsers }",
  "{ event.readOnly: true, change.kind: { isNot: none } }",
  "{ event.readOnly: true, change.kind: detach }",
  "{ actor.type: IAMUser, actor.roleArn: { exists: true } }",
  '{ actor.type: IAMUser, actor.roleArn: "arn:aws:iam::111122223333:role/x" }',
  "{ actor.isRoot: true, actor.permissionSet: Admin }",
  "{ event.userIdentity.type: Root, actor.sessionName: x }",
  "{ actor.type: AssumedRole, actor.roleArn: { exists: false } }",
  "{ outcome: error, event.errorCode: AccessDenied }",
  "{ outcome: error, event.errorCode: [Client.UnauthorizedOperation, AccessDeniedException] }",
  "{ outcome: denied, event.errorCode: NoSuchEntityException }",
  "{ outcome: success, event.errorCode: ThrottlingException }",
])("what no record holds together is an error: %s", (match) => {
  expect(errors(`match: ${match}`).map((one) => one.slice(0, 5))).toEqual(["RV081"]);
});

it.each([
  "{ event.readOnly: true, event.eventName: [DeleteUser, GetUser] }",
  "{ event.readOnly: false, event.eventName: DeleteUser }",
  "{ event.readOnly: { exists: false }, event.eventName: DeleteUser }",
  "{ event.readOnly: true, event.eventName: AssumeRole }",
  "{ event.readOnly: false, event.eventName: AssumeRole }",
  "{ event.readOnly: true, event.eventName: CreateSession }",
  "{ event.readOnly: true, event.eventSource: ec2.amazonaws.com, event.eventName: RunInstances }",
  "{ event.readOnly: false, event.eventSource: iam.amazonaws.com, event.eventName: GenerateCredentialReport }",
  "{ actor.type: AssumedRole, actor.roleArn: { exists: true } }",
  "{ actor.type: FederatedUser, actor.sessionName: x }",
  "{ actor.type: [IAMUser, AssumedRole], actor.sessionName: x }",
  "{ outcome: denied, event.errorCode: [AccessDenied, NoSuchEntityException] }",
  '{ outcome: denied, event.errorCode: { glob: "*Unauthorized*" } }',
  '{ outcome: error, event.errorCode: { glob: "*Denied*" } }',
  "{ outcome: error, event.errorCode: { isNot: AccessDenied } }",
  "{ outcome: denied, event.errorCode: { isNot: NoSuchEntityException } }",
  "{ outcome: error, event.errorCode: { contains: Exception } }",
])("what a record may hold together is none: %s", (match) => {
  expect(errors(`match: ${match}`)).toEqual([]);
});

it.each([
  ["actor.type: IAMUser", "actor.isRoot: true"],
  ["actor.type: IAMUser", "actor.isRoot: false"],
  ["actor.type: IAMUser", "actor.roleArn: { exists: true }"],
  ["event.eventName: DeleteUser", "target.kind: role"],
  ["event.eventName: DeleteUser", "event.readOnly: true"],
  ["outcome: success", "event.errorCode: { exists: true }"],
  ["actor.type: IAMUser", "actor.type: Root"],
  ["actor.type: IAMUser", "actor.type: IAMUser"],
])("an excuse or a severity that %s decides is an error: %s", (match, part) => {
  expect(errors(`match: { ${match} }\nunless: { ${part} }`)).toEqual(["RV082 8:11"]);
  expect(errors(`match: { ${match} }\nraise: [{ when: { ${part} }, to: critical }]`)).toEqual(["RV082 8:19"]);
});

it.each([
  ["actor.type: [IAMUser, Root]", "actor.isRoot: true"],
  ["event.eventName: [DeleteUser, DeleteRole]", "target.kind: role"],
  ["event.eventName: DeleteUser", "event.readOnly: false"],
  ["outcome: denied", "event.errorCode: AccessDenied"],
])("one that %s leaves open is none: %s", (match, part) => {
  expect(errors(`match: { ${match} }\nunless: { ${part}, event.awsRegion: { exists: true, is: eu-west-1 } }`)).toEqual([]);
  expect(errors(`match: { ${match} }\nraise: [{ when: { ${part} }, to: critical }]`)).toEqual([]);
});
