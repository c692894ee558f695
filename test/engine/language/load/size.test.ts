import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/index.ts";

/** A rule whose names each use the one before twice. */
function chain(length: number, part: "require" | "raise"): string {
  const names = Array.from({ length: length - 1 }, (_, at) => `  a${at + 1}: { and: [{ a${at}: true }, { not: { a${at}: false } }] }`);
  const last = `a${length - 1}: true`;
  const use = part === "require" ? `require:\n  ${last}` : `require:\n  user.mfaActive: true\nraise:\n  - when: { ${last} }\n    to: high`;
  return `id: chain\ntitle: Chain\nseverity: low\nresource: user\nrationale: Grows.\nmessage: "{{user.name}}"\nlet:\n  a0: { user.mfaActive: true }\n${names.join("\n")}\n${use}\n`;
}

const faults = (text: string): [string, number][] =>
  loadRules([{ file: "chain.yaml", text }])
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, line }) => [code, line]);

describe("names that use names", () => {
  it.each(["require", "raise"] as const)("may double a few times under %s", (part) => {
    expect(faults(chain(8, part))).toEqual([]);
  });

  it.each([14, 20, 40, 200])("are refused at the line where their parts pass the bound: %i lines", (length) => {
    expect(faults(chain(length, "require"))).toEqual([["RV002", 19]]);
  });

  it("are refused where a condition uses many of them", () => {
    const wide = `id: chain\ntitle: Wide\nseverity: low\nresource: user\nrationale: Grows.\nmessage: "{{user.name}}"\nlet:\n  a0: { user.mfaActive: true }\n${Array.from({ length: 9 }, (_, at) => `  a${at + 1}: { and: [{ a${at}: true }, { not: { a${at}: false } }] }`).join("\n")}\nrequire:\n  or: [${Array.from({ length: 12 }, () => "{ a9: true }").join(", ")}]\n`;
    expect(faults(wide)).toEqual([["RV002", 19]]);
  });
});
