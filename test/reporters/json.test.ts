import { describe, expect, it } from "vitest";
import { REPORTERS } from "../../reporters/index.ts";
import { validateResults } from "../../schemas/index.ts";
import { mixed, result, results, user } from "./fixture.ts";

const OPTIONS = { width: 100, color: false, by: "severity", all: false, remediationTextOf: () => null } as const;

describe("the JSON report", () => {
  it("is the results, whole", () => {
    expect(JSON.parse([...REPORTERS.json(mixed(), OPTIONS)].join(""))).toEqual(mixed());
  });

  it("keeps the results' schema", async () => {
    expect(await validateResults(JSON.parse([...REPORTERS.json(mixed(), OPTIONS)].join("")))).toMatchObject({ ok: true });
  });

  it("comes in pieces and never as one text", () => {
    const large = results(Array.from({ length: 5000 }, (_, index) => result({ rule: "user-console-mfa", resource: user(`user${index}`) })));
    const pieces = [...REPORTERS.json(large, OPTIONS)];
    expect(pieces.length).toBeGreaterThan(20);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000);
  });
});
