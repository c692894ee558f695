import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

let compiled: ValidateFunction | null = null;

/** What the official schema says against a SARIF file; formats included. */
export function sarifErrors(log: unknown): string[] {
  compiled ??= compile();
  return compiled(log) ? [] : (compiled.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compile(): ValidateFunction {
  const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync("test/fixtures/sarif/sarif-2.1.0-rtm.5.json", "utf8"));
  // One of its patterns is none in Unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addFormat("uri", (text) => URL.canParse(text));
  ajv.addFormat("uri-reference", (text) => URL.canParse(text, "https://example.com/"));
  ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)));
  return ajv.compile(schema);
}
