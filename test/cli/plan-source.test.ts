import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planSource } from "../../cli/plan-source.ts";

const PLANS = "test/fixtures/plans";
const recorded = readdirSync(PLANS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(PLANS, entry.name)).includes("plan.json"))
  .map(({ name }) => name);

interface Change {
  address: string;
  type: string;
  name: string;
  change: { actions: string[] };
}

describe.each(recorded)("the recorded plan %s", (name) => {
  it("has every resource that it makes or changes found at its block", () => {
    const folder = join(PLANS, name);
    const sourceOf = planSource([folder]);
    const plan: { resource_changes?: Change[] } = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));
    for (const { address, type, name: called, change } of plan.resource_changes ?? []) {
      if (change.actions.includes("delete") || change.actions.includes("no-op")) continue;
      const found = sourceOf(address);
      expect(found, address).not.toBe(null);
      const line = found ? readFileSync(found.file, "utf8").split("\n")[found.line - 1] : "";
      expect(line).toMatch(new RegExp(`"${type}"\\s+"${called}"`));
    }
  });
});

describe("a folder of one's own", () => {
  let folder: string;
  const write = (file: string, text: string): void => {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const at = (address: string, path = "live"): string | null => {
    const found = planSource([join(folder, path)])(address);
    return found && `${relative(folder, found.file).replaceAll("\\", "/")}:${found.line}`;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-plan-source-"));
    write(
      "live/main.tf",
      'module "team" {\n  source = "./modules/team"\n}\nmodule "shared" {\n  source = "../shared"\n}\n\nmodule "vpc" {\n  source  = "terraform-aws-modules/iam/aws"\n}\n',
    );
    write("live/users.tf", '# people\nresource "aws_iam_user" "alice" {\n}\n');
    write("live/a_override.tf", '\n\n\n\nresource "aws_iam_user" "alice" {\n}\n');
    write(
      "live/keys.tf.json",
      '{\n "resource": {\n  "aws_iam_access_key": {\n   "alice": {}\n  }\n },\n "module": {\n  "json": {\n   "source": "./modules/team"\n  }\n }\n}',
    );
    write("live/modules/team/main.tf", 'resource "aws_iam_role" "x" {\n  count = 2\n}\nmodule "deep" { source = "./deep" }\n');
    write("live/modules/team/deep/main.tf", '\nresource "aws_iam_group" "g" {}\n');
    write("shared/main.tf", 'resource "aws_iam_role" "outside" {}\n');
    write("stack.yaml", "Resources:\n  User:\n    Type: AWS::IAM::User\n");
    symlinkSync(join(folder, "shared/main.tf"), join(folder, "live/linked.tf"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["aws_iam_user.alice", "live/users.tf:2"],
    ["aws_iam_user.alice[3]", "live/users.tf:2"],
    ["aws_iam_access_key.alice", "live/keys.tf.json:4"],
    ['module.team["a"].aws_iam_role.x[0]', "live/modules/team/main.tf:1"],
    ["module.team.module.deep.aws_iam_group.g", "live/modules/team/deep/main.tf:2"],
    ["module.json.aws_iam_role.x", "live/modules/team/main.tf:1"],
  ])("%s is found at %s", (address, place) => {
    expect(at(address)).toBe(place);
  });

  it("tells the call of a module of a registry, and of one outside the folder", () => {
    expect(at("module.vpc.aws_iam_role.x")).toBe("live/main.tf:8");
    expect(at("module.shared.aws_iam_role.outside")).toBe("live/main.tf:4");
  });

  it("follows no link out of the folder", () => {
    expect(at("aws_iam_role.outside")).toBe(null);
  });

  it.each(["aws_iam_user.bob", "module.none.aws_iam_user.alice", "nonsense"])("%s is found nowhere", (address) => {
    expect(at(address)).toBe(null);
  });

  it("reads a template by logical id, and the first path that knows counts", () => {
    const sourceOf = planSource([join(folder, "live"), join(folder, "stack.yaml")]);
    expect(sourceOf("User")?.line).toBe(2);
    expect(sourceOf("aws_iam_user.alice")?.line).toBe(2);
    expect(sourceOf("Nobody")).toBe(null);
  });

  it("refuses a path that somebody named and that is not there, and passes over one that nobody did", () => {
    expect(() => planSource([join(folder, "nowhere")])).toThrow(/--plan-source .*nowhere: no such file or folder/);
    expect(planSource([join(folder, "nowhere")], { named: false })("User")).toBe(null);
  });
});
