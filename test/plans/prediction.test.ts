import { describe, expect, it } from "vitest";
import { documentFaults } from "../../collectors/index.ts";
import { validateDocument } from "../../schemas/index.ts";
import { CONFIGURATIONS, type Configuration } from "./configurations.ts";
import { type Proof, prove } from "./proof.ts";
import { recordingOf } from "./recorded.ts";

const LEAST_DECIDED = 0.9;

describe("what a plan will do, predicted from the snapshot before and held against the snapshot after its apply", () => {
  const proofs = new Map<string, Proof>();

  const proofOf = (configuration: Configuration): Proof => {
    const proof = proofs.get(configuration.name) ?? prove(recordingOf(configuration));
    proofs.set(configuration.name, proof);
    return proof;
  };

  it("is proven on at least 25 configurations", () => {
    expect(CONFIGURATIONS.length).toBeGreaterThanOrEqual(25);
  });

  describe.each(CONFIGURATIONS)("$name", (configuration) => {
    it("gives a document that follows the schema and does not contradict itself", async () => {
      const { predicted } = proofOf(configuration);
      expect(await validateDocument(predicted)).toMatchObject({ ok: true });
      expect(documentFaults(predicted)).toEqual([]);
    });

    it("understands the whole plan", () => {
      expect(proofOf(configuration).problems).toEqual([]);
    });

    it("agrees with the account on every value that it knows", () => {
      expect(proofOf(configuration).wrong).toEqual([]);
    });

    it("decides nothing otherwise than the account does", () => {
      expect(proofOf(configuration).decidedOtherwise).toEqual([]);
    });

    it("decides at least nine results in ten", () => {
      const { predicted, total } = proofOf(configuration).results;
      expect(predicted / total).toBeGreaterThanOrEqual(LEAST_DECIDED);
    });
  });

  it("decides at least nine results in ten of all that the plans change", () => {
    let [predicted, real] = [0, 0];
    for (const configuration of CONFIGURATIONS) {
      const { results } = proofOf(configuration);
      predicted += results.predicted;
      real += results.real;
    }
    process.stdout.write(
      `\n${CONFIGURATIONS.length} plans: ${predicted} of ${real} results decided before the apply (${((100 * predicted) / real).toFixed(1)} %)\n`,
    );
    expect(predicted / real).toBeGreaterThanOrEqual(LEAST_DECIDED);
  });
});
