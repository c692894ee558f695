import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CORPUS, readCorpus } from "./corpus.ts";
import { assertProperty } from "./fast-check.ts";

const PLACE = { file: "test/some.test.ts", test: "a reader > takes any text", nth: 0 };

describe("a property", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-corpus-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** No draw finds it: only what the corpus holds breaks it. */
  const RARE = "a text that no generator draws";
  const rarely = (seen: string[] = []) =>
    fc.property(fc.string(), (text) => {
      seen.push(text);
      expect(text).not.toBe(RARE);
    }) as unknown as Parameters<typeof assertProperty>[0];
  const keep = (found: object): void => writeFileSync(join(folder, "x.json"), JSON.stringify({ ...PLACE, ...found }));

  it("holds where the corpus has nothing for it", () => {
    keep({ nth: 1, input: [RARE] });
    const seen: string[] = [];
    assertProperty(rarely(seen), { numRuns: 30 }, { folder, place: PLACE, forMs: 0 });
    expect(seen).toHaveLength(30);
  });

  it("is tried with the inputs of the corpus in every run of the suite", () => {
    keep({ input: [RARE] });
    expect(() => assertProperty(rarely(), {}, { folder, place: PLACE, forMs: 0 })).toThrow(RARE);
  });

  it("is tried with what JSON cannot hold too, by its seed", () => {
    const broken = fc.property(fc.bigInt(), (number) => number < 1_000n) as unknown as Parameters<typeof assertProperty>[0];
    expect(() => assertProperty(broken, { numRuns: 100_000 }, { folder, place: PLACE, forMs: 1 })).toThrow(/Kept as/);
    const [found] = readCorpus(folder);
    expect(found).toEqual({ ...PLACE, replay: { seed: expect.any(Number), path: expect.any(String) } });
    expect(() => assertProperty(broken, { numRuns: 1, seed: 1, path: "" }, { folder, place: PLACE, forMs: 0 })).toThrow(`seed: ${found?.replay?.seed}`);
  });

  it("leaves what a long run finds in the corpus, as small as it gets, and the suite nothing", async () => {
    const broken = fc.asyncProperty(fc.string(), async (text) => text.length < 3) as unknown as Parameters<typeof assertProperty>[0];
    await expect(assertProperty(broken, {}, { folder, place: PLACE, forMs: 0 })).rejects.toThrow("Property failed");
    expect(readCorpus(folder)).toEqual([]);
    await expect(assertProperty(broken, {}, { folder, place: PLACE, forMs: 1 })).rejects.toThrow(/Kept as/);
    const [found] = readCorpus(folder);
    expect([found?.file, found?.test, String(found?.input?.[0]).length]).toEqual([PLACE.file, PLACE.test, 3]);
  });

  it("runs again and again in a long run, under other seeds", () => {
    const seen: string[] = [];
    assertProperty(rarely(seen), { numRuns: 50 }, { folder, place: PLACE, forMs: 50 });
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.length % 50).toBe(0);
    expect(new Set(seen).size).toBeGreaterThan(50);
  });
});

describe("the corpus of inputs that were found", () => {
  it("names tests that exist, so that each is tried again", () => {
    for (const { file, test } of readCorpus(CORPUS)) {
      expect(existsSync(file), file).toBe(true);
      const [group = ""] = test.split(" > ");
      expect(readFileSync(file, "utf8"), `${file}: ${group}`).toContain(group);
    }
  });

  it("is tried by every property test, through the vitest configuration", () => {
    expect(readFileSync("vitest.config.ts", "utf8")).toContain('find: /^fast-check$/, replacement: fileURLToPath(new URL("test/fuzz/fast-check.ts"');
    expect(fc.assert).not.toBe(fc.check);
    expect(fc.assert.length).toBe(1);
  });
});
