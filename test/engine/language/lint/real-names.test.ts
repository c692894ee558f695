import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";

const events = await loadEventCatalogue();

const NAME_LINTS = ["RV086", "RV087", "RV088", "RV091"];

/** What is reported of the names in a rule that matches events of a source, or all of it. */
function drawn(source: string, name: string | null): string[] {
  const match = `match:\n  event.eventSource: ${source}.amazonaws.com\n${name === null ? "" : `  event.eventName: ${name}\n`}`;
  const text = `id: a-rule\ntitle: A rule\nseverity: low\nresource: event\nrationale: Because.\n${match}message: found\n`;
  const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
  expect(diagnostics).toEqual([]);
  const found = lintRules(rules, { events, sources: new Map([["a-rule.yaml", text]]) });
  return found.filter(({ code }) => NAME_LINTS.includes(code)).map(({ code, severity }) => `${severity} ${code}`);
}

const REAL = [
  ["s3", "DeleteAccountPublicAccessBlock"],
  ["s3", "GetAccountPublicAccessBlock"],
  ["secretsmanager", "StartSecretVersionDelete"],
  ["secretsmanager", "EndSecretVersionDelete"],
  ["ssm", "UpdateInstanceInformation"],
  ["application-insights", "SomeEventOfIt"],
  ["billingconsole", "SomeEventOfIt"],
  ["cloudwatch", "SomeEventOfIt"],
  ["signin", "ConsoleLogin"],
  ["signin", "ExternalIdPDirectoryLogin"],
  ["organizations", "AccountJoinedOrganization"],
  ["organizations", "AccountDepartedOrganization"],
  ["ecr", "PolicyExecutionEvent"],
  ["sso", "CreateToken"],
  ["cognito-idp", "Login_GET"],
  ["cognito-idp", "Token_POST"],
  ["cognito-idp", "passkeys_add_GET"],
  ["ec2messages", "AcknowledgeMessage"],
  ["payments", "ListPaymentInstruments"],
  ["backup", "BackupDeleted"],
  ["backup", "BackupSelectionDeletedDueToSLRDeletion"],
  ["backup", "CopyJobStarted"],
  ["backup", "RestoreStarted"],
  ["rolesanywhere", "CreateSession"],
  ["rdsdata", "ExecuteStatement"],
  ["quicksight", "GetDashboard"],
  ["quicksight", "BatchResendUserInvite"],
  ["quicksight", "UpdateSpiceCapacity"],
  ["controltower", "RegisterOrganizationalUnit"],
  ["controltower", "UpdateManagedAccount"],
  ["controltower", "PrecheckOrganizationalUnit"],
] as const;

describe("names that public records show", () => {
  it.each(REAL)("draw nothing: %s %s", (source, name) => {
    expect(drawn(source, name)).toEqual([]);
  });

  it.each([...new Set(REAL.map(([source]) => source))])("draw nothing where the source is all that a rule names: %s", (source) => {
    expect(drawn(source, null)).toEqual([]);
  });

  const folder = resolve("../shared/data/cloudtrail");
  if (!existsSync(folder)) process.stderr.write(`\nSKIPPED the names of real records: ${folder} is not there\n`);

  it.runIf(existsSync(folder))("draw nothing, in any of the real records, and a slip in each draws a warning", () => {
    const pairs = new Map<string, [string, string]>();
    for (const file of ["stratus", "traildiscover"])
      for (const line of readFileSync(`${folder}/${file}/events.jsonl`, "utf8").split("\n").filter(Boolean)) {
        const { eventSource, eventName } = JSON.parse(line);
        pairs.set(`${eventSource} ${eventName}`, [eventSource.replace(".amazonaws.com", ""), eventName]);
      }
    expect(pairs.size).toBeGreaterThan(300);
    const real = new Set([...pairs.values()].map(([, name]) => name));
    for (const [pair, [source, name]] of pairs) {
      expect(drawn(source, name), pair).toEqual([]);
      const slip = `${name.slice(0, 4)}${name.slice(5)}`;
      if (!real.has(slip)) expect(drawn(source, slip), `${source} ${slip}`).toEqual(["warning RV087"]);
    }
  });
});

describe("names that no record has", () => {
  it.each([
    ["iam", "DetachGrupPolicy", "warning RV087"],
    ["iam", "PassRole", "warning RV087"],
    ["iam", "deleteUser", "error RV087"],
    ["secretsmanager", "StartSecretVersionDeleted", "warning RV087"],
    ["ssm", "UpdateInstanceInfomation", "warning RV087"],
    ["s3", "GetAccountPublicAcessBlock", "warning RV087"],
    ["lambda", "InvokeFunction", "warning RV087"],
    ["iam", "StopLogging", "warning RV088"],
    ["billingconsol", "GetBill", "warning RV086"],
    ["cloudwach", "GetBill", "warning RV086"],
    ["aplication-insights", "GetBill", "warning RV086"],
  ])("draw a warning still: %s %s", (source, name, expected) => {
    expect(drawn(source, name)).toEqual([expected]);
  });
});
