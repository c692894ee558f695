import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordScanner } from "../../../collectors/cloudtrail/record-scanner.ts";

interface Scan {
  values: string[];
  broken: [offset: number, why: string, resumes: boolean][];
}

function scan(text: string, chunkSize = 65_536, longest = 1_000_000): Scan {
  const found: Scan = { values: [], broken: [] };
  const scanner = recordScanner(
    { value: (value) => found.values.push(value), broken: (offset, why, resumes) => found.broken.push([offset, why, resumes]) },
    longest,
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkSize) scanner.push(bytes.subarray(at, at + chunkSize));
  scanner.end();
  return found;
}

describe("the scanner of a file", () => {
  it.each([
    ["a log file", '{"Records":[{"a":1},{"b":{"c":[2]}}]}'],
    ["a log file with other members around the records", '{"shows":"x","built":["y"],"Records": [ {"a":1} , {"b":{"c":[2]}} ], "after": [{"z":1}]}'],
    ["an answer of LookupEvents", '{"NextToken":"t","Events":[{"a":1},{"b":{"c":[2]}}]}'],
    ["a list", '[{"a":1},{"b":{"c":[2]}}]'],
    ["lines", '{"a":1}\n{"b":{"c":[2]}}\n'],
    ["lines without an end", '{"a":1}\n{"b":{"c":[2]}}'],
    ["lines that Windows wrote, with a byte order mark", '\uFEFF{"a":1}\r\n{"b":{"c":[2]}}\r\n'],
    ["objects one after another", '{"a":1}{"b":{"c":[2]}}'],
    ["several log files as lines", '{"Records":[{"a":1}]}\n{"Records":[{"b":{"c":[2]}}]}\n'],
  ])("finds the objects of %s", (_, text) => {
    expect(scan(text)).toEqual({ values: ['{"a":1}', '{"b":{"c":[2]}}'], broken: [] });
  });

  it("finds nothing, and no fault, in a log file without records", () => {
    expect(scan('{"Records":[]}')).toEqual({ values: [], broken: [] });
  });

  it.each([1, 2, 3, 7, 65_536])("reads the objects beside texts and lists, in pieces of %i bytes", (size) => {
    const { values, broken } = scan('{"Records":["note \\" ]",{"a":1},[{"c":"]"},[2]],{"b":2},"",[]]}', size);
    expect(values).toEqual(['{"a":1}', '{"b":2}']);
    expect(broken.map(([at, , resumes]) => [at, resumes])).toEqual([
      [12, true],
      [32, true],
      [56, true],
      [59, true],
    ]);
  });

  it("is not misled by brackets and quotes inside of texts", () => {
    const value = JSON.stringify({ a: '}]{["\\" Records', Records: "x" });
    expect(scan(`{"Records":[${value}]}`).values).toEqual([value]);
    expect(scan(value).values).toEqual([value]);
  });

  it.each([
    ["words", 'garbage\n{"a":1}\n', 0],
    ["a line cut short", '{"a":1\n{"a":1}\n', 0],
    ["a line cut short after a colon", '{"a":\n{"a":1}\n', 0],
    ["a line cut short inside a text", '{"a":"x\n{"a":1}\n', 0],
    ["a bracket too many", ']\n{"a":1}\n', 0],
    ["a last line cut short", '{"a":1}\n{"a":', 8],
  ])("loses nothing but the line where a line is %s", (_, text, offset) => {
    const { values, broken } = scan(text);
    expect(values).toEqual(['{"a":1}']);
    expect(broken.map(([at, , resumes]) => [at, resumes])).toEqual([[offset, true]]);
  });

  it.each([
    ["ends early", '{"Records":[{"a":1},{"b":', 20],
    ["ends between two records", '{"Records":[{"a":1},', 20],
    ["lacks a comma", '{"Records":[{"a":1}{"b":1}]}', 19],
  ])("gives what stands before the place where a list %s", (_, text, offset) => {
    const { values, broken } = scan(text);
    expect(values).toEqual(['{"a":1}']);
    expect(broken.map(([at, , resumes]) => [at, resumes])).toEqual([[offset, false]]);
  });

  it.each(["7", "null", "true", "-1.5e3"])("gives what stands before and behind %s in a list", (bare) => {
    const { values, broken } = scan(`{"Records":[{"a":1},${bare},{"b":1}]}`);
    expect(values).toEqual(['{"a":1}', '{"b":1}']);
    expect(broken.map(([at, , resumes]) => [at, resumes])).toEqual([[20, true]]);
  });

  it("gives up on a record that would fill the memory", () => {
    const { values, broken } = scan(`{"a":1}\n{"b":"${"x".repeat(200)}"}\n`, 16, 100);
    expect(values).toEqual(['{"a":1}']);
    expect(broken).toEqual([[8, "one record takes more than 100 bytes", false]]);
  });

  it("finds the same whatever the pieces that the bytes come in", () => {
    const texts = fc.array(
      fc.oneof(
        fc.json().map((text) => `${text}\n`),
        fc.constantFrom('{"Records":[', "]}", '{"a":"é☃"}', "{", "}", "[", '"', ",", ":", "\n", "\\", " "),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 3, max: 40 }), (parts, size) => {
        expect(scan(parts.join(""), size)).toEqual(scan(parts.join("")));
      }),
      { numRuns: 1000 },
    );
  });
});
