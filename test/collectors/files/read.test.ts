import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainBytes } from "../../../collectors/files/stream.ts";
import { readJson, readText } from "../../../collectors/index.ts";

describe("reading an input", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-read-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function file(content: string | Buffer): string {
    const path = join(folder, "in");
    writeFileSync(path, content);
    return path;
  }

  it("counts bytes before it reads a file", () => {
    expect(readText(file("12345"), { mostBytes: 5 })).toEqual({ ok: true, text: "12345" });
    expect(readText(file("12345"), { name: "x", mostBytes: 4 })).toEqual({
      ok: false,
      problem: { code: "too-large", message: "x cannot be read: it is larger than 4 bytes. Give less at once." },
    });
  });

  it("counts the bytes that a small compressed file unpacks to", () => {
    const packed = gzipSync("0".repeat(100_000));
    expect(packed.length).toBeLessThan(1_000);
    expect(readText(file(packed), { mostBytes: 100_000 })).toMatchObject({ ok: true });
    expect(readText(file(packed), { mostBytes: 99_999 })).toMatchObject({ ok: false, problem: { code: "too-large" } });
  });

  it("says what to do for the name -", () => {
    expect(readText("-")).toMatchObject({ problem: { message: "- cannot be read: no such file or folder. For standard input give /dev/stdin." } });
  });

  it("keeps every byte of what an author writes", () => {
    expect(readText(file("\ufeffid: a\n"), { authored: true })).toEqual({ ok: true, text: "\ufeffid: a\n" });
    expect(readText(file("\ufeffid: a\n"))).toEqual({ ok: true, text: "id: a\n" });
  });

  it.each<[name: string, text: string, places: string[]]>([
    ["no key twice", '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', []],
    ["a key twice", '{"a":1,"a":2}', ['1:8: the key "a"']],
    ["a key twice, once in escapes", '{"a":1,\n  "\\u0061":2}', ['2:3: the key "a"']],
    ["quotes and brackets in strings", '{"a":"}\\",\\"a\\":{","b\\\\":["a","a"],"a\\\\":1}', []],
    ["a key twice below a list", '[[{"a":1}],{"b":[],"b":1}]', ['1:20: the key "b"']],
  ])("warns of %s", (_name, text, places) => {
    const read = readJson(file(text), { name: "x" });
    expect(read).toMatchObject({ ok: true, json: JSON.parse(text) });
    const warnings = read.ok ? read.warnings : [];
    expect(warnings.map((warning) => warning.split(" stands")[0])).toEqual(places.map((place) => `x:${place}`));
  });
});

describe("a stream", () => {
  const text = '{"Records":[{"name":"Zoë 🔑"}]}';
  const utf16 = Buffer.from(text, "utf16le");
  it.each<[name: string, bytes: Buffer]>([
    ["UTF-8", Buffer.from(text)],
    ["gzip", gzipSync(text)],
    ["UTF-16LE with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ["UTF-16BE with a mark", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ["UTF-16LE without a mark", utf16],
    ["UTF-16BE without a mark", Buffer.from(utf16).swap16()],
    ["UTF-16LE in gzip", gzipSync(utf16)],
  ])("of %s is plain UTF-8 wherever it is cut", async (_name, bytes) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
      const read: Buffer[] = [];
      for await (const chunk of plainBytes(Readable.from(chunks))) read.push(chunk);
      expect(Buffer.concat(read).toString()).toBe(text);
    }
  });
});
