import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { withEffects } from "../../../../engine/author/fault-effect/fault-effect.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";
import { conditionIn, ruleText } from "../../language/load/harness.ts";

const DOCUMENT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString()) as ReeveDocument;
const users = Array.isArray(DOCUMENT.users) ? DOCUMENT.users.length : 0;

function effects(text: string, document = DOCUMENT): (string | undefined)[] {
  const source = { file: "a-rule.yaml", text };
  return withEffects(loadRules([source]).diagnostics, [source], document, "it").map(({ effect }) => effect);
}

const all = (truth: string, lead = "As written,"): string => `${lead} the clause is ${truth} for ${users} of ${users} users of it.`;

describe("the effect of a fault is told as JsonLogic would have read it:", () => {
  it.each([
    ["an unknown path is null and equals nothing", "user.mfaActve: true", all("false")],
    ["nor differs from anything but null", "user.mfaActve: { isNot: false }", all("true")],
    ["its absence is as asked", "user.mfaActve: { exists: false }", all("true")],
    ["no age is reached", "user.createdAtt: { olderThan: 1d }", all("false")],
    ["none holds of a list that is not there", "user.groupps: { none: { name: x } }", all("true")],
    ["a right side that is not there is null", "user.path: { isNot: { var: user.pth } }", all("true")],
    ["a path through a list is null", "user.groups.name: x", all("false", "As it stands")],
    ["text never equals a boolean", 'user.mfaActive: "true"', all("false", "Compared as it stands,")],
    ["and always differs", 'user.mfaActive: { isNot: "true" }', all("true", "Compared as it stands,")],
    ["in JsonLogic form", '"!==": [{ var: user.pth }, x]', all("true")],
    ["of the clause alone, not of the whole", "or: [{ user.mfaActve: true }, { user.path: { exists: true } }]", all("false")],
  ])("%s", (_what, condition, expected) => {
    expect(effects(ruleText(conditionIn("require", condition)))[0]).toBe(expected);
  });

  it("the elements of a list are asked one by one", () => {
    const [effect] = effects(ruleText(conditionIn("require", "user.accessKeys: { any: { creatdAt: { exists: false } } }")));
    const counts = [...(effect ?? "").matchAll(/(true|false) for (\d+)/g)].map(([, truth, count]) => [truth, Number(count)] as const);
    expect(counts.map(([truth]) => truth).sort()).toEqual(["false", "true"]);
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(users);
  });

  it("parameters have their defaults, and lets are followed", () => {
    const text = ruleText(
      "resource: user\nparams: { names: { type: array, items: { type: string }, default: [x], description: d } }\nlet: { own: { var: user.path } }\nrequire: { user.nme: { notIn: { var: params.names } }, own: 3 }\n",
    );
    expect(effects(text)).toEqual([all("true"), all("false", "Compared as it stands,")]);
  });

  it("a value that the field never has", () => {
    expect(effects(ruleText(conditionIn("require", "mfaDevice.type: vitual", "mfaDevice")))[0]).toMatch(
      /^Compared as it stands, the clause is false for (\d+) of \1 MFA devices of it\.$/,
    );
  });
});

describe("nothing is told", () => {
  it.each([
    ["of a path in a message", ruleText(conditionIn("require", "user.mfaActive: true")).replace("found", '"{{user.nam}}"')],
    ["of absence", ruleText(conditionIn("require", "account.passwordPolicy.maxPasswordAge: { isNot: 0 }", "account"))],
    ["of a rule on a kind that does not exist", ruleText("resource: users\nrequire: { user.mfaActve: true }\n")],
    ["of what is no YAML", "a: ["],
  ])("%s", (_what, text) => {
    const told = effects(text);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((effect) => effect === undefined)).toBe(true);
  });

  it("where the document has no such resource", () => {
    expect(effects(ruleText(conditionIn("require", "user.mfaActve: true")), { ...DOCUMENT, users: [] })).toEqual([undefined]);
  });
});
