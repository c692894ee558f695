import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as zlib from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainBytes } from "../../../collectors/files/stream.ts";
import { readJson, readText } from "../../../collectors/index.ts";
import { duplicateKeys, mayRepeatKeys } from "../../../document/text/index.ts";

const { gzipSync } = zlib;

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

  it("says that a file is packed twice", () => {
    expect(readJson(file(gzipSync(gzipSync("{}"))), { name: "x" })).toEqual({
      ok: false,
      problem: { code: "compression", message: "x cannot be read: it is packed with gzip twice. Unpack it once: gunzip FILE." },
    });
  });

  it("keeps every byte of what an author writes", () => {
    expect(readText(file("\ufeffid: a\n"), { authored: true })).toEqual({ ok: true, text: "\ufeffid: a\n" });
    expect(readText(file("\ufeffid: a\n"))).toEqual({ ok: true, text: "id: a\n" });
  });

  it.each<[name: string, text: string, place: string | null]>([
    ["no key twice", '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', null],
    ["a key twice", '{"a":1,"a":2}', "`a` twice in one object (line 1, column 8)"],
    ["a key twice, once in escapes", '{"a":1,\n  "\\u0061":2}', "`a` twice in one object (line 2, column 3)"],
    ["quotes and brackets in strings", '{"a":"}\\",\\"a\\":{","b\\\\":["a","a"],"a\\\\":1}', null],
    ["a key twice below a list", '[[{"a":1}],{"b":[],"b":1}]', "`[1].b` twice in one object (line 1, column 20)"],
    ["blanks before a colon", '{"a" :1,"b"\n:2}', null],
    ["a key twice with blanks before a colon, and a value that looks like a key's end", '{"a" :1,"a":":"}', "`a` twice in one object (line 1, column 9)"],
    ["a value that begins with a colon", '{"a":[":",":"],"b":":"}', null],
    ["a key twice whose first value holds keys", '{"users":[{"tags":{"a":1,"b":2},"tags":{}}]}', "`users[0].tags` twice in one object (line 1, column 33)"],
    ["a key twice that is no plain name", '{"x":{"a b":1,"a b":2}}', '`x["a b"]` twice in one object (line 1, column 15)'],
    ["a key twice that ends in a backslash", '{"a\\\\":1,"a\\\\":2}', '`["a\\\\"]` twice in one object (line 1, column 10)'],
    ["the key __proto__ twice", '{"__proto__":1,"__proto__":2}', "`__proto__` twice in one object (line 1, column 16)"],
  ])("reads or refuses %s", (_name, text, place) => {
    const read = readJson(file(text), { name: "x" });
    if (place === null) expect(read).toEqual({ ok: true, json: JSON.parse(text) });
    else expect(read).toEqual({ ok: false, problem: { code: "repeated-key", message: `x holds the key ${place}. Remove one of the two.` } });
  });

  it("finds a key twice wherever JSON has one", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.array(fc.nat()), fc.constantFrom("", " ", "\n\t"), (json, picks, blank) => {
        const text = json.replaceAll('":', `"${blank}:`);
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          return;
        }
        expect(mayRepeatKeys(text, value) && duplicateKeys(text, 1).length > 0).toBe(false);
        const ends = [...text.matchAll(/\{(?="((?:[^"\\]|\\.)*)"\s*:)/g)];
        const end = ends[(picks[0] ?? 0) % Math.max(1, ends.length)];
        if (!end) return;
        const doubled = `${text.slice(0, end.index + 1)}"${end[1]}":0,${text.slice(end.index + 1)}`;
        let twice: unknown;
        try {
          twice = JSON.parse(doubled);
        } catch {
          return;
        }
        // Inside a string nothing is a key.
        if (JSON.stringify(twice) !== JSON.stringify(value)) return;
        expect(mayRepeatKeys(doubled, twice)).toBe(true);
        expect(duplicateKeys(doubled, 1)).toHaveLength(1);
      }),
    );
  });

  it.each<[name: string, bytes: Buffer, says: string]>([
    ["UTF-32 with a mark, little end first", Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), "x is written in UTF-32. Save it as UTF-8."],
    ["UTF-32 with a mark, big end first", Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]), "x is written in UTF-32. Save it as UTF-8."],
    ["UTF-32 without a mark", Buffer.from([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]), "x is written in UTF-32. Save it as UTF-8."],
    ["bzip2", Buffer.from("BZh91AY&SY....", "latin1"), "x is packed with bzip2, which is not read here. Unpack it first: bunzip2 FILE."],
    ["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]), "x is packed with xz, which is not read here. Unpack it first: unxz FILE."],
    ["lz4", Buffer.from([4, 0x22, 0x4d, 0x18, 1]), "x is packed with lz4, which is not read here. Unpack it first: unlz4 FILE."],
  ])("names %s", (_name, bytes, says) => {
    expect(readJson(file(bytes), { name: "x" })).toMatchObject({ ok: false, problem: { message: says } });
  });

  const ZSTD = Buffer.from("KLUv/QRYOQAAeyJhIjoxfUiL/DI=", "base64");
  it("reads zstd where Node.js does, and names it elsewhere", () => {
    const read = readJson(file(ZSTD), { name: "x" });
    if ("zstdDecompressSync" in zlib) expect(read).toEqual({ ok: true, json: { a: 1 } });
    else expect(read).toMatchObject({ problem: { message: "x is packed with zstd, which is not read here. Unpack it first: zstd -d FILE." } });
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

describe("a gzip stream", () => {
  const text = Array.from({ length: 5_000 }, (_, at) => `{"n":${(at * 7_919) % 104_729}}\n`).join("");
  const packed = gzipSync(text);
  const named = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8 | 4 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9]), Buffer.from("name\0note\0"), packed.subarray(10)]);

  it.each<[name: string, bytes: Buffer, kept: string, error: RegExp | null]>([
    ["of one member", packed, text, null],
    ["of three members", Buffer.concat([packed, packed, gzipSync("x")]), `${text}${text}x`, null],
    ["with extra field, name and comment", named, text, null],
    ["of nothing", gzipSync(""), "", null],
    ["with padding", Buffer.concat([packed, Buffer.alloc(20_000)]), text, null],
    ["with bytes behind it", Buffer.concat([packed, Buffer.from("more")]), text, /incorrect header check/],
    ["with bytes behind padding", Buffer.concat([packed, Buffer.alloc(3), Buffer.from("x")]), text, /incorrect header check/],
    ["with a broken second member", Buffer.concat([gzipSync("one"), Buffer.from([0x1f, 0x8b, 8, 0, 1])]), "one", /unexpected end of file/],
    ["without its checksum", packed.subarray(0, -8), text, /unexpected end of file/],
    ["with another checksum", Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]), text, /incorrect data check/],
    ["with another length", Buffer.concat([packed.subarray(0, -4), Buffer.alloc(4)]), text, /incorrect length check/],
  ])("%s keeps what was unpacked", async (_name, bytes, kept, error) => {
    for (const size of [7, 1_000, 1 << 20]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
      const read: Buffer[] = [];
      const reading = (async () => {
        for await (const chunk of plainBytes(Readable.from(chunks))) read.push(chunk);
      })();
      if (error) await expect(reading).rejects.toThrow(error);
      else await reading;
      expect(Buffer.concat(read).toString()).toBe(kept);
    }
  });
});
