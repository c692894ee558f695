import { describe, expect, it } from "vitest";
import { externalAnalyzerRegions } from "../../document/analyzers.ts";
import type { document } from "../../schemas/index.ts";

const analyzer = (region: string, type: string, status = "ACTIVE"): document.Analyzer => ({
  arn: `arn:aws:access-analyzer:${region}:111122223333:analyzer/${type}-${status}`,
  name: `${type}-${status}`,
  region,
  type,
  status,
  createdAt: "2026-01-01T00:00:00.000Z",
  lastResourceAnalyzedAt: null,
});
const DENIED = { $unknown: "g1" };

describe("the regions with an analyzer of external access", () => {
  it("are those of active analyzers of an account or an organization, each once and sorted", () => {
    const analyzers = [
      analyzer("us-east-1", "ORGANIZATION"),
      analyzer("eu-west-1", "ACCOUNT"),
      analyzer("us-east-1", "ACCOUNT"),
      analyzer("eu-north-1", "ACCOUNT", "CREATING"),
      analyzer("eu-north-1", "ORGANIZATION", "FAILED"),
      analyzer("eu-central-1", "ACCOUNT_UNUSED_ACCESS"),
      analyzer("eu-central-1", "ORGANIZATION_INTERNAL_ACCESS"),
    ];
    expect(externalAnalyzerRegions(analyzers)).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("are none without analyzers", () => {
    expect(externalAnalyzerRegions([])).toEqual([]);
  });

  it("are open where a region could not be read", () => {
    expect(externalAnalyzerRegions([analyzer("eu-west-1", "ACCOUNT"), DENIED])).toEqual(["eu-west-1", DENIED]);
  });

  it("are unknown where no region could be read", () => {
    expect(externalAnalyzerRegions(DENIED)).toBe(DENIED);
  });
});
