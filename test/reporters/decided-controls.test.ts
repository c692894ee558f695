import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { result, results, user } from "./fixture.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: true, remediationTextOf: () => null, version: "0.1.0" };

/** One result of a rule that answers two controls, of which one demands more than is in force, and informs a third. */
function judged(status: "pass" | "fail"): ReeveResults {
  const one = result({ rule: "user-console-mfa", status, resource: user("ana"), message: "ana" });
  const given = results([one]);
  given.rules = given.rules.map((rule) => ({ ...rule, controls: { acme: ["1", "2"] }, tailored: { acme: ["2"] }, informs: { acme: ["3"] } }));
  return given;
}

const written = (name: keyof typeof REPORTERS, status: "pass" | "fail"): string => [...REPORTERS[name](judged(status), OPTIONS)].join("");

describe("a control that demands more of a parameter than is in force", () => {
  it.each(["ocsf"] as const)("is none of the requirements of a pass in %s", (name) => {
    expect(written(name, "pass")).toContain('"requirements":["acme 1"]');
    expect(written(name, "fail")).toContain('"requirements":["acme 1","acme 2"]');
  });

  it("is one of the requirements of a finding in asff, whose rule informs others", () => {
    expect(written("asff", "fail")).toContain('"RelatedRequirements":["acme 1","acme 2"]');
  });

  it("stands in a column of its own in csv, and what the rule informs in another", () => {
    const [head = "", row = ""] = written("csv", "pass").split("\r\n");
    const cells = row.split(",");
    const at = (column: string): string | undefined => cells.at(head.split(",").indexOf(column) - head.split(",").length);
    expect([at("tailored_controls"), at("informed_controls")]).toEqual(['"acme:2"', '"acme:3"']);
  });

  it("is named as such in junit", () => {
    expect(written("junit", "pass")).toContain('<property name="tailored-control" value="acme:2"/>');
  });
});

describe("a control of which another rule did not run", () => {
  it("is none of the requirements of a pass, and one of those of a finding", () => {
    const given = (status: "pass" | "fail"): ReeveResults => {
      const one = judged(status);
      one.summary.controls = [
        { framework: "acme", id: "1", status: "not-evaluated", rules: ["user-console-mfa"], notEvaluated: [{ rule: "other", why: "off" }] },
        { framework: "acme", id: "2", status: status === "pass" ? "pass" : "fail", rules: ["user-console-mfa"] },
      ];
      one.rules = one.rules.map(({ tailored: _, ...rule }) => rule);
      return one;
    };
    const text = (status: "pass" | "fail"): string => [...REPORTERS.ocsf(given(status), OPTIONS)].join("");
    expect(text("pass")).toContain('"requirements":["acme 2"]');
    expect(text("fail")).toContain('"requirements":["acme 1","acme 2"]');
  });
});
