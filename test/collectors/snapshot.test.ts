import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentFaults, parseSnapshot, readSnapshot, type SnapshotTrust, snapshotText, writeSnapshot } from "../../collectors/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { PRIVATE_MODE } from "../platform.ts";
import { emptyDocument } from "./empty-document.ts";

describe("a snapshot", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "reeve-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  for (const name of ["a.json", "a.json.gz"]) {
    it(`is read as it was written: ${name}`, async () => {
      const path = join(folder, name);
      const sha256 = await writeSnapshot(path, emptyDocument());
      expect(await readSnapshot(path)).toEqual({ ok: true, document: { ...emptyDocument(), sha256 } });
      expect((await stat(path)).mode & 0o777).toBe(PRIVATE_MODE);
    });
  }

  it("is packed where the name ends in .gz", async () => {
    expect([...(await readFile(join(folder, "a.json.gz"))).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  });

  it("replaces an older one whole and leaves nothing else behind", async () => {
    const path = join(folder, "b.json");
    await writeFile(path, "old", { mode: 0o644 });
    await writeSnapshot(path, emptyDocument());
    expect((await stat(path)).mode & 0o777).toBe(PRIVATE_MODE);
    expect((await readdir(folder)).filter((name) => name.includes(".tmp"))).toEqual([]);
  });

  it("is not written once the user has interrupted: the older file stays, and nothing beside it", async () => {
    const path = join(folder, "c.json");
    await writeFile(path, "old");
    await expect(writeSnapshot(path, emptyDocument(), AbortSignal.abort())).rejects.toThrow("aborted");
    const interrupted = new AbortController();
    const written = writeSnapshot(path, emptyDocument(), interrupted.signal);
    interrupted.abort();
    await expect(written).rejects.toThrow("aborted");
    expect(await readFile(path, "utf8")).toBe("old");
    expect((await readdir(folder)).filter((name) => name.includes(".tmp"))).toEqual([]);
  });

  it("leaves no half-written file where it cannot be put", async () => {
    await expect(writeSnapshot(join(folder, "missing", "c.json"), emptyDocument())).rejects.toThrow("ENOENT");
  });

  it("is written the same again after it was read", async () => {
    const path = join(folder, "again.json");
    const sha256 = await writeSnapshot(path, emptyDocument());
    const read = await readSnapshot(path);
    if (!read.ok) throw new Error(read.problem.sentence);
    expect(await writeSnapshot(path, read.document)).toBe(sha256);
  });

  describe("says whether it is what was collected", () => {
    const { text, sha256 } = snapshotText(emptyDocument());
    const document = { ...emptyDocument(), sha256 };
    const other = "0".repeat(64);
    const codeOf = async (text: string, trust?: SnapshotTrust): Promise<string> => {
      const read = await parseSnapshot(text, "a.json", trust);
      return read.ok ? "read" : `${read.problem.code}: ${read.problem.sentence}`;
    };
    const changed: [how: string, text: string][] = [
      ["another clock", text.replace(/"collectedAt":"\d{4}/, '"collectedAt":"2001')],
      ["another caller in the collection", text.replace(/"tool":"[^"]*"/, '"tool":"other"')],
      ["another hash", text.replace(sha256, other)],
      ["members in another order", JSON.stringify(Object.fromEntries(Object.entries(document).reverse()))],
    ];

    it("as it was written, indented, with another end of line, or with the hash at another place", async () => {
      for (const same of [text, JSON.stringify(document, null, 2), text.trim(), `${text}\r\n`, JSON.stringify({ sha256, ...emptyDocument() })])
        expect(await codeOf(same)).toBe("read");
    });

    it.each(changed)("changed: %s", async (_how, text) => {
      expect(await codeOf(text)).toMatch(/^modified: The snapshot a.json was changed since it was collected: .*--allow-modified\.$/);
      const read = await parseSnapshot(text, "a.json", { allowModified: true, expected: [] });
      expect(read).toMatchObject({ ok: true, isModified: true });
      expect(read.ok && "sha256" in read.document).toBe(false);
      expect(await codeOf(text, { allowModified: true, expected: [sha256] })).toMatch(/^modified: /);
    });

    it("against what is expected", async () => {
      expect(await codeOf(text, { allowModified: false, expected: [other, sha256] })).toBe("read");
      expect(await codeOf(text, { allowModified: false, expected: [other] })).toContain(`has the SHA-256 ${sha256}, and ${other} is expected.`);
      const old = JSON.stringify(emptyDocument());
      expect(await codeOf(old)).toBe("read");
      expect(await codeOf(old, { allowModified: true, expected: [other] })).toContain(`holds no SHA-256, and ${other} is expected.`);
    });
  });

  const refused: [what: string, text: string, code: string, sentence: RegExp][] = [
    [
      "is of a later version",
      JSON.stringify({ ...emptyDocument(), schema: "reeve/document@2" }),
      "wrong-version",
      /format reeve\/document@2; this Reeve reads reeve\/document@1/,
    ],
    ["is not JSON", "{", "not-json", /is not JSON/],
    ["is something else", '{"a":1}', "invalid", /not a snapshot made by Reeve/],
    ["breaks the schema", JSON.stringify({ ...emptyDocument(), users: 7 }), "invalid", /does not follow/],
    ["names a gap that is not there", JSON.stringify({ ...emptyDocument(), users: { $unknown: "g9" } }), "invalid", /contradicts itself/],
  ];
  for (const [what, text, code, sentence] of refused) {
    it(`is refused in one sentence when it ${what}`, async () => {
      const path = join(folder, "refused.json");
      await writeFile(path, text);
      const read = await readSnapshot(path);
      expect(read).toMatchObject({ ok: false, problem: { code } });
      expect(!read.ok && read.problem.sentence).toMatch(sentence);
    });
  }

  const saml = { arn: "arn:aws:iam::1:saml-provider/a", name: "a", createdAt: null, expiresAt: null };
  it.each<[what: string, given: object, sentence: string]>([
    ["a list is none", { users: 7 }, "users must be a list."],
    ["a member has a wrong type", { samlProviders: [{ ...saml, name: 5 }] }, "samlProviders.0.name must be a text."],
    ["a member is not known", { foo: 1 }, 'the document has the member "foo", which the format does not know.'],
    ["a time is none", { collectedAt: "x" }, "collectedAt must be a time such as 2026-01-31T12:00:00Z."],
    ...["2026-11-31T00:00:00.000Z", "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:60:00Z"].map(
      (at): [string, object, string] => [`a time is of no calendar: ${at}`, { collectedAt: at }, "collectedAt must be a time such as 2026-01-31T12:00:00Z."],
    ),
    ...(["createdAt", "expiresAt"] as const).map((field): [string, object, string] => [
      `a time of a resource is of no calendar: ${field}`,
      { samlProviders: [{ ...saml, [field]: "2026-04-31T00:00:00Z" }] },
      `samlProviders.0.${field} must be a time such as 2026-01-31T12:00:00Z.`,
    ]),
    ["a member of a resource is not known", { samlProviders: [{ ...saml, foo: 1 }] }, 'samlProviders.0 has the member "foo", which the format does not know.'],
  ])("is refused with the place of its fault where %s", async (_, given, sentence) => {
    const path = join(folder, "refused.json");
    await writeFile(path, JSON.stringify({ ...emptyDocument(), ...given }));
    const read = await readSnapshot(path);
    const said = read.ok ? "" : [read.problem.sentence, ...read.problem.details].join("\n");
    expect(said).toMatch(/^[^\n]*$/);
    expect(said.endsWith(`: ${sentence}`)).toBe(true);
    expect(said).not.toMatch(/anyOf|additional properties|\$unknown|must be object/);
  });

  it("is refused in one sentence when it is not there", async () => {
    expect(await readSnapshot(join(folder, "none.json"))).toMatchObject({ ok: false, problem: { code: "unreadable" } });
  });
});

describe("the faults of a document", () => {
  const provider = { arn: "arn:aws:iam::1:saml-provider/a", name: "a", createdAt: null, expiresAt: null };
  const faults: [what: string, document: Partial<ReeveDocument>, expected: RegExp][] = [
    ["a mark before the end of a list", { samlProviders: [{ $unknown: "g1" }, provider] }, /not the last element/],
    ["two resources of one ARN", { samlProviders: [provider, provider] }, /two resources have the arn/],
    ["a mark of a gap that is not there", { samlProviders: [provider, { $unknown: "g7" }] }, /no gap g7/],
  ];
  for (const [what, document, expected] of faults) {
    it(`are told: ${what}`, () => {
      expect(documentFaults({ ...emptyDocument(), ...document }).join()).toMatch(expected);
    });
  }

  const within = emptyDocument().collection;
  const at = "2026-01-01T00:00:00.000Z";
  it.each<[what: string, collection: Partial<ReeveDocument["collection"]>, isFault: boolean]>([
    ["a start after the collection", { startedAt: "2026-01-01T03:00:00.000Z" }, true],
    ["a start at the collection", { startedAt: at, durationMs: 1_000 }, false],
    ["a report of a later year", { startedAt: at, durationMs: 1_000, sources: [{ source: "iam:GetCredentialReport", at: "2027-01-01T00:00:00Z" }] }, true],
    ["a report made while it was collected", { startedAt: at, durationMs: 600_000, sources: [{ source: "x", at: "2026-01-01T00:14:00Z" }] }, false],
    [
      "a call answered after it",
      { startedAt: at, durationMs: 1_000, calls: [{ api: "iam:X", count: 1, retryCount: 0, lastAt: "2026-01-01T00:06:00Z" }] },
      true,
    ],
    ["a call answered in it", { startedAt: at, durationMs: 1_000, calls: [{ api: "iam:X", count: 1, retryCount: 0, lastAt: at }] }, false],
  ])("are times that cannot be: %s", (_, collection, isFault) => {
    expect(documentFaults({ ...emptyDocument(), collection: { ...within, ...collection } }).length > 0).toBe(isFault);
  });

  it.each<[list: "users" | "roles" | "policies" | "trails", edit: (text: string) => string, isFault: boolean]>([
    ["users", (text) => text.replaceAll(":444455556666:user", ":999955556666:user"), true],
    ["users", (text) => text.replaceAll("arn:aws:iam::444455556666:user", "arn:aws-cn:iam::444455556666:user"), true],
    ["roles", (text) => text.replaceAll(":444455556666:role", ":999955556666:role"), true],
    ["policies", (text) => text.replaceAll(":444455556666:policy", ":999955556666:policy"), true],
    ["trails", (text) => text.replaceAll(":444455556666:trail", ":999955556666:trail"), false],
  ])("are resources of another account: %s", (list, edit, isFault) => {
    const whole = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
    expect(documentFaults(whole)).toEqual([]);
    const edited = { ...whole, [list]: JSON.parse(edit(JSON.stringify(whole[list]))) };
    expect(documentFaults(edited).some((fault) => fault.startsWith(`${list}[`))).toBe(isFault);
  });

  it("are none in an open list", () => {
    expect(documentFaults({ ...emptyDocument(), samlProviders: [provider, { $unknown: "g1" }] })).toEqual([]);
  });
});
