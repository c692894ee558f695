import { describe, expect, it } from "vitest";
import { load } from "./harness.ts";

const PARAMS = `params:
  known: { type: array, items: { type: string }, default: [ann], description: Known names }
  one: { type: string, default: ann, description: One name }
`;

describe("a parameter or a matcher of another tool", () => {
  it.each([
    ["{ in: params.known }", "RV063", "{ var: params.known }"],
    ['{ in: "{{params.known}}" }', "RV063", "{ var: params.known }"],
    ["{ notIn: params.known }", "RV063", "{ var: params.known }"],
    ["params.known", "RV063", "{ in: { var: params.known } }"],
    ["params.one", "RV063", "{ is: { var: params.one } }"],
    ["{ startsWith: [a, b] }", "RV040", 'glob: ["a*", "b*"]'],
    ['{ startsWith: "svc-" }', "RV040", 'glob: "svc-*"'],
  ])("is written as Reeve has it: %s", (test, code, write) => {
    const { diagnostics } = load(`resource: user\n${PARAMS}require:\n  user.name: ${test}\n`);
    expect(diagnostics.filter((one) => one.code === code)).toMatchObject([{ suggestion: write }]);
  });

  it("doubles no star that was written", () => {
    const [only] = load('resource: user\nrequire:\n  user.name: { startsWith: "svc-*" }\n').diagnostics;
    expect(only?.message).toContain('Write `glob: "svc-*"`');
  });
});
