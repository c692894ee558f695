import { describe, expect, it } from "vitest";
import { ESCALATION_PATHS } from "../../../../engine/access/escalation/catalogue/index.ts";
import type { CallTarget, EscalationCall, EscalationPath } from "../../../../engine/access/escalation/path.ts";
import { allActions } from "../catalogue.ts";

/** Who takes the role on for the caller. */
const servicesOf = ({ services, federated }: EscalationPath): readonly string[] | undefined => (federated === undefined ? services : [federated]);

const PASSED_TO = "iam:PassedToService";
/** Passes of a role where it was not found in AWS documentation which service the request names. */
const NAME_NOT_FOUND = ["batch-001", "batch-003", "datapipeline-001"];
/** Services that take roles on under another name than they are passed to. Source: managed policy AWSAppRunnerFullAccess. */
const TAKEN_ON_BY: Readonly<Record<string, string>> = { "apprunner.amazonaws.com": "tasks.apprunner.amazonaws.com" };
/** Numbers of the paths of pathfinding.cloud, by the service that their ids begin with. */
const IN_PATHFINDING: Readonly<Record<string, number>> = {
  amplify: 1,
  apprunner: 2,
  batch: 3,
  bedrock: 7,
  braket: 1,
  cloudformation: 5,
  codebuild: 4,
  codedeploy: 1,
  cognitoidentity: 1,
  datapipeline: 1,
  ec2: 5,
  ecs: 9,
  emr: 1,
  emrserverless: 1,
  gamelift: 1,
  glue: 7,
  iam: 21,
  imagebuilder: 1,
  kinesisanalytics: 1,
  lambda: 6,
  mwaa: 1,
  omics: 1,
  sagemaker: 5,
  scheduler: 1,
  ssm: 3,
  stepfunctions: 2,
  sts: 1,
};

const ids = ESCALATION_PATHS.map(({ id }) => id);
const passes = ({ calls }: EscalationPath): EscalationCall[] => calls.filter(({ action, on }) => action === "iam:PassRole" && on === "target");

/** The kind of IAM resource that a call of a path is made on; null where the path does not say. */
function kindOf(on: CallTarget, { by, gains }: EscalationPath): string | null {
  if (on === "any") return null;
  if (on === "own-policy" || on === "target-policy") return "policy";
  if (on === "own-group") return "group";
  return on === "self" ? (by ?? "user or role") : gains.replace(/-with-any-permissions$/, "");
}

describe("the catalogue of escalation paths", () => {
  it("is sorted by id, and has each id once", () => {
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it("has all paths of pathfinding.cloud, numbered from one in each service", () => {
    const numbered = Object.entries(IN_PATHFINDING).flatMap(([service, count]) =>
      Array.from({ length: count }, (_, at) => `${service}-${String(at + 1).padStart(3, "0")}`),
    );
    expect(numbered).toHaveLength(93);
    expect(ids.filter((id) => !id.startsWith("reeve-"))).toEqual(numbered.sort());
  });

  it.each(ESCALATION_PATHS)("$id names actions and condition keys that exist", ({ calls }) => {
    expect(calls).not.toEqual([]);
    for (const { action, given = {} } of calls) {
      const row = allActions.find(action);
      expect(row && `${row.service}:${row.name}`, action).toBe(action);
      for (const key of Object.keys(given)) expect([...(row?.keys ?? []), ...allActions.globalKeys]).toContain(key.toLowerCase());
    }
  });

  it.each(ESCALATION_PATHS)("$id calls IAM on resources of the right kind", (path) => {
    for (const { action, on } of path.calls) {
      const kind = kindOf(on, path);
      if (kind === null) continue;
      expect(action, "what is called on a principal or a policy").toMatch(/^(iam|sts):/);
      expect(allActions.find(action)?.types.map(({ name }) => name)).toContain(kind);
    }
  });

  it.each(ESCALATION_PATHS)("$id makes no call twice", ({ calls }) => {
    const written = calls.map((call) => JSON.stringify(call));
    expect(written).toEqual([...new Set(written)]);
  });

  it.each(ESCALATION_PATHS)("$id names services where a service takes the role on", (path) => {
    for (const service of servicesOf(path) ?? []) expect(service).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)?\.amazonaws\.com$/);
    if (servicesOf(path)) expect(path.gains).toBe("role");
    const takenBySelf = path.calls.some(({ action }) => action === "sts:AssumeRole" || action === "iam:UpdateAssumeRolePolicy");
    if (path.gains === "role") expect(servicesOf(path) === undefined).toBe(takenBySelf);
  });

  it.each(ESCALATION_PATHS.filter((path) => passes(path).length > 0))("$id passes the role once, to a service that takes it on", (path) => {
    const [pass, ...others] = passes(path);
    expect(others).toEqual([]);
    const to = pass?.given?.[PASSED_TO];
    if (NAME_NOT_FOUND.includes(path.id)) expect(to).toBeUndefined();
    else expect(servicesOf(path)).toContain(TAKEN_ON_BY[String(to)] ?? to);
  });

  it.each(ESCALATION_PATHS.filter(({ gains, calls }) => gains === "role" && calls.every(({ on }) => on === "any")))(
    "$id, which says nothing of the role in its calls, says what runs as it",
    ({ needs }) => {
      expect(needs).toMatch(/\brole\b/);
    },
  );

  it.each(ESCALATION_PATHS)("$id is described in a few words", ({ does, needs }) => {
    expect(does).toMatch(/^[a-z]+s .*[^.\s]$/);
    expect(does.length).toBeLessThanOrEqual(120);
    if (needs === undefined) return;
    expect(needs).toMatch(/^(a|an|two) .*[^.\s]$/);
    expect(needs.length).toBeLessThanOrEqual(120);
  });
});
