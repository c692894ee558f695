import { describe, expect, it } from "vitest";
import { documentFaults } from "../../collectors/index.ts";
import { validateDocument } from "../../schemas/index.ts";
import { CONFIGURATIONS, type Configuration } from "./configurations.ts";
import { type PredictionProof, prove } from "./proof.ts";
import { recordingOf } from "./recorded.ts";

const LEAST_DECIDED = 0.9;

describe("what a plan will do, predicted from the snapshot before and held against the snapshot after its apply", () => {
  const proofs = new Map<string, PredictionProof>();

  const proofOf = (configuration: Configuration): PredictionProof => {
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

    it("holds actions in lower case, as collected documents do", () => {
      const actions = [...JSON.stringify(proofOf(configuration).predicted).matchAll(/"(?:actions|notActions)":\[([^\]]*)\]/g)].map(([, list]) => list ?? "");
      // Marks of unknown members stand in the lists as objects.
      expect(actions.map((list) => list.replaceAll(/\{[^}]*\}/g, "")).filter((list) => list !== list.toLowerCase())).toEqual([]);
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

  describe("all plans together", () => {
    const sum = (count: (proof: PredictionProof) => number): number =>
      CONFIGURATIONS.reduce((total, configuration) => total + count(proofOf(configuration)), 0);

    it("have at least nine results in ten decided before the apply", () => {
      const [decided, total] = [sum(({ results }) => results.predicted), sum(({ results }) => results.total)];
      process.stdout.write(`\n${CONFIGURATIONS.length} plans: ${decided} of ${total} results are decided before the apply (${percent(decided, total)} %)\n`);
      expect(decided / total).toBeGreaterThanOrEqual(LEAST_DECIDED);
    });

    // Most results are of what no plan touches: a prediction that knew nothing of what changes would decide those all the same.
    it("have at least nine in ten of the values that their applies change told before", () => {
      const [told, changed] = [sum((proof) => proof.told.told), sum((proof) => proof.told.changed)];
      process.stdout.write(`\n${CONFIGURATIONS.length} plans: ${told} of ${changed} changed values are told before the apply (${percent(told, changed)} %)\n`);
      expect(told / changed).toBeGreaterThanOrEqual(LEAST_DECIDED);
    });
  });
});

const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1);
