import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentFaults, isSound } from "../../collectors/snapshot-checks.ts";
import { validateDocument } from "../../schemas/index.ts";

const SAMPLE = fileURLToPath(new URL("../../samples/tideline.snapshot.json.gz", import.meta.url));
const text = gunzipSync(readFileSync(SAMPLE)).toString("utf8");
const gap = Object.keys((JSON.parse(text) as { gaps: object }).gaps)[0] ?? "g1";

type Holder = Record<string, unknown> | unknown[];
const isHolder = (value: unknown): value is Holder => typeof value === "object" && value !== null;

/** Walks down by random picks, a few steps, and gives the object or list that it ends at. */
function within(root: Holder, picks: readonly number[]): Holder {
  let here = root;
  for (const pick of picks) {
    const inner = Object.values(here).filter(isHolder);
    const next = inner[pick % Math.max(1, inner.length)];
    if (next === undefined) break;
    here = next;
  }
  return here;
}

const VALUES: unknown[] = [
  null,
  true,
  7,
  1.5,
  "",
  "text",
  "2026-01-31T12:00:00.000Z",
  [],
  {},
  ["text"],
  { $unknown: gap },
  { $unknown: "nowhere" },
  { $unknown: 1 },
];
const EDITS: Record<string, (holder: Holder, pick: number, value: unknown) => void> = {
  replaces: (holder, pick, value) => {
    const keys = Object.keys(holder);
    const key = keys[pick % Math.max(1, keys.length)];
    if (key !== undefined) (holder as Record<string, unknown>)[key] = value;
  },
  adds: (holder, pick, value) => {
    if (Array.isArray(holder)) holder.splice(pick % (holder.length + 1), 0, value);
    else holder[pick % 2 === 0 ? "another" : "__proto__x"] = value;
  },
  repeats: (holder, pick) => {
    if (Array.isArray(holder) && holder.length > 0) holder.push(structuredClone(holder[pick % holder.length]));
  },
  drops: (holder, pick) => {
    const keys = Object.keys(holder);
    const key = keys[pick % Math.max(1, keys.length)];
    if (Array.isArray(holder)) holder.splice(pick % Math.max(1, holder.length), 1);
    else if (key !== undefined) delete holder[key];
  },
};

const isFaultless = async (data: unknown): Promise<boolean> => {
  const validated = await validateDocument(data);
  return validated.ok && documentFaults(validated.value).length === 0;
};

describe("the one pass over a document", () => {
  it("accepts the sample", async () => {
    expect(await isSound(JSON.parse(text))).toBe(true);
  });

  it("says what the validator and the checks beyond the schema say, whatever is put in, taken out or repeated", async () => {
    let faulty = 0;
    let faultless = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(EDITS)),
        fc.array(fc.nat(), { maxLength: 7 }),
        fc.nat(),
        fc.constantFrom(...VALUES),
        async (edit, picks, pick, value) => {
          const data = JSON.parse(text) as Holder;
          EDITS[edit]?.(within(data, picks), pick, structuredClone(value));
          const expected = await isFaultless(data);
          if (expected) faultless += 1;
          else faulty += 1;
          expect(await isSound(data)).toBe(expected);
        },
      ),
      { numRuns: 400 },
    );
    expect(Math.min(faulty, faultless)).toBeGreaterThan(20);
  });
});
