import { describe, expect, test } from "vitest";
import type { Condition } from "../../../../engine/language/condition/ast.ts";
import { loadCondition } from "../../../../engine/language/load/index.ts";
import { lower } from "../../../../engine/language/logic/lower.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";
import { drawDocument, drawing } from "./generate.ts";
import { compiledTruth, frames, scopeOf, walkedTruth } from "./world.ts";

const SCOPE = scopeOf([]);

function conditionOf(text: string): Condition {
  const { condition, diagnostics } = loadCondition({ file: "condition.yaml", text }, "user");
  if (!condition) throw new Error(JSON.stringify(diagnostics));
  return condition;
}

/** One user, of these fields. */
function documentOf(fields: Record<string, unknown>): ReeveDocument {
  const drawn = drawDocument(drawing(7), { whole: true });
  const [user] = drawn.users as unknown as Record<string, unknown>[];
  return { ...drawn, users: [{ ...user, name: "ana", path: "/ana/", permissionsBoundaryArn: null, groupArns: [], ...fields }] } as unknown as ReeveDocument;
}

const unknown = { $unknown: "g1" };

describe("text that is built", () => {
  test.each([
    ["is equal", 'user.path: { is: { text: "/{{user.name}}/" } }', {}, "true"],
    ["is another", 'user.path: { is: { text: "/{{user.name}}/" } }', { name: "bo" }, "false"],
    ["is not equal", 'user.path: { isNot: { text: "/{{user.name}}/" } }', { name: "bo" }, "true"],
    [
      "is unknown where a part is",
      'user.path: { is: { text: "/{{user.name}}{{user.permissionsBoundaryArn}}/" } }',
      { permissionsBoundaryArn: unknown },
      "unknown",
    ],
    ["is null where a part is", 'user.path: { is: { text: "/{{user.name}}{{user.permissionsBoundaryArn}}/" } }', {}, "false"],
    ["equals null where a part is null", 'user.permissionsBoundaryArn: { is: { text: "{{user.permissionsBoundaryArn}}" } }', {}, "true"],
    ["is a pattern", 'user.path: { glob: { text: "/{{user.name}}*" } }', { path: "/ana/x/" }, "true"],
    ["is one of patterns", 'user.path: { glob: ["/b/*", { text: "/{{user.name}}/*" }] }', {}, "true"],
    ["is none of patterns", 'user.path: { notGlob: ["/b/*", { text: "/{{user.name}}/*" }] }', {}, "false"],
    ["is in a list", 'user.path: { in: [/b/, { text: "/{{user.name}}/" }] }', {}, "true"],
    ["is in no list", 'user.path: { notIn: [/b/, { text: "/{{user.name}}/" }] }', { path: "/c/" }, "true"],
    [
      "does not matter where another member is equal",
      'user.path: { in: [/ana/, { text: "/{{user.permissionsBoundaryArn}}/" }] }',
      { permissionsBoundaryArn: unknown },
      "true",
    ],
    [
      "leaves a list open where it is unknown",
      'user.path: { in: [/b/, { text: "/{{user.permissionsBoundaryArn}}/" }] }',
      { permissionsBoundaryArn: unknown },
      "unknown",
    ],
    [
      "is contained",
      'user.groupArns: { contains: { text: "arn:aws:iam::111122223333:group/{{user.name}}" } }',
      { groupArns: ["arn:aws:iam::111122223333:group/ana"] },
      "true",
    ],
    ["holds true or false as a word", 'user.path: { is: { text: "/{{user.passwordEnabled}}/" } }', { passwordEnabled: true, path: "/true/" }, "true"],
    [
      "stands within elements",
      'user.groupArns: { any: { glob: { text: "arn:aws:iam::111122223333:group/{{user.name}}" } } }',
      { groupArns: ["arn:aws:iam::111122223333:group/ana"] },
      "true",
    ],
  ])("%s", (_why, text, fields, truth) => {
    const condition = conditionOf(text);
    const [frame] = frames(documentOf(fields), "user");
    if (!frame) throw new Error("no user");
    expect(compiledTruth(SCOPE, condition, frame)).toBe(truth);
    expect(walkedTruth(SCOPE, "user", condition, frame)).toBe(truth);
  });

  test("lowers to cat, and to null where a part is null", () => {
    const { logic, inFragment } = lower(SCOPE, "user", conditionOf('user.path: { is: { text: "/{{user.name}}/" } }'));
    expect(inFragment).toBe(true);
    expect(logic).toEqual({
      "===": [{ var: "user.path" }, { if: [{ "===": [{ var: "user.name" }, null] }, null, { cat: ["/", { var: "user.name" }, "/"] }] }],
    });
  });
});
