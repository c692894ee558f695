import { describe, expect, test } from "vitest";
import { allSuites, casesOf, compiledResult, haveSuites, passesClassic } from "../../../../bench/conformance.ts";

if (!haveSuites()) process.stderr.write("\nSKIPPED JsonLogic conformance: the suites are not at ../shared/jsonlogic/suites\n");

/** Classic cases that classic mode does not pass, each with its reason. */
const EXCEPTIONS: Record<string, string> = {};

describe.runIf(haveSuites())("JsonLogic conformance", () => {
  test("classic mode passes the 278 classic cases, but for those listed with a reason", () => {
    const cases = casesOf("compatible.json");
    expect(cases).toHaveLength(278);
    expect(cases.filter((one) => !passesClassic(one) && !Object.hasOwn(EXCEPTIONS, one.description))).toEqual([]);
  });

  test("the compiled evaluator gives what every case in the rules' fragment expects", () => {
    const judged = allSuites()
      .flatMap(casesOf)
      .map((one) => ({ one, result: compiledResult(one) }))
      .filter(({ result }) => result !== null);
    expect(judged.length).toBeGreaterThanOrEqual(120);
    expect(judged.filter(({ one, result }) => result !== one.result)).toEqual([]);
  });

  test("of all 1,138 cases, classic mode passes no fewer than before", () => {
    const cases = allSuites().flatMap(casesOf);
    const passed = cases.filter(passesClassic).length;
    process.stdout.write(`JsonLogic conformance: classic mode passes ${passed} of all ${cases.length} cases\n`);
    expect(cases).toHaveLength(1138);
    expect(passed).toBeGreaterThanOrEqual(811);
  });
});
