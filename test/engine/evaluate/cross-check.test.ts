import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import jsonLogic from "json-logic-js";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../../../engine/evaluate/cross-check/cross-check.ts";
import { loadRules, tapeOf } from "../../../engine/index.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";
import { degrade, drawDocument, drawing } from "../language/logic/generate.ts";
import { shippedRules } from "../remediate/shipped.ts";

const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const RULES = shippedRules();

describe("the cross-check with json-logic-js", () => {
  it("confirms every condition of the shipped rules on the sample account", () => {
    const checked = crossCheck(SNAPSHOT, tapeOf(SNAPSHOT), RULES, {}, jsonLogic);
    if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
    expect(checked.crossCheck.disagreements).toEqual([]);
    expect(checked.crossCheck.conditions).toBeGreaterThan(60);
    expect(checked.crossCheck.confirmed).toBeGreaterThan(400);
  });

  it("agrees on what is decided, however little of a document is known", () => {
    let [confirmed, unknown] = [0, 0];
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const document = degrade(draw, drawDocument(draw, { whole: true, hostile: false }), 20);
        const checked = crossCheck(document, tapeOf(document), RULES, {}, jsonLogic);
        if (!checked.ok) return;
        expect(checked.crossCheck.disagreements).toEqual([]);
        confirmed += checked.crossCheck.confirmed;
        unknown += checked.crossCheck.unknown;
      }),
      { numRuns: 60 },
    );
    expect(Math.min(confirmed, unknown)).toBeGreaterThan(100);
  });

  it("names rule, condition, resource and both truths where the two disagree", () => {
    const text =
      'id: user-console-mfa\ntitle: Console users have MFA\nseverity: high\nresource: user\nrationale: A password can be phished.\napplies:\n  user.passwordEnabled: true\nrequire:\n  user.mfaActive: true\nmessage: "{{user.name}} has no MFA"\n';
    const { rules } = loadRules([{ file: "user-console-mfa.yaml", text }]);
    const wrong = { add_operation: jsonLogic.add_operation, apply: (logic: never, data: unknown) => jsonLogic.apply(logic, data) !== true };
    const checked = crossCheck(SNAPSHOT, tapeOf(SNAPSHOT), rules, {}, wrong);
    if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
    const { disagreements, confirmed } = checked.crossCheck;
    expect(confirmed).toBe(0);
    expect(disagreements).toHaveLength(20);
    const ana = disagreements.filter(({ resource }) => resource.name === "ana.ferreira").map(({ condition, reeve }) => ({ condition, reeve }));
    expect(new Set(ana.map(({ condition }) => condition))).toEqual(new Set(["applies", "require"]));
    for (const { reeve, jsonLogic: other } of disagreements) expect(other).toBe(!reeve);
  });
});
