import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isUnknown, type ReeveDocument, STRING_FORMATS, type StringFormat, type StringFormatName, TABLE, type ValueType } from "../../schemas/index.ts";

const formats = Object.entries(STRING_FORMATS) as [StringFormatName, StringFormat][];
const matcher = new Map(formats.map(([name, { pattern }]) => [name, pattern === null ? null : new RegExp(pattern, "u")]));

const jsonOf = (path: string): ReeveDocument => JSON.parse(path.endsWith(".gz") ? gunzipSync(readFileSync(path)).toString() : readFileSync(path, "utf8"));
const PLANS = "test/fixtures/plans";
const accounts = [
  "samples/tideline.snapshot.json.gz",
  ...readdirSync(PLANS)
    .filter((name) => !name.includes("."))
    .flatMap((name) =>
      readdirSync(`${PLANS}/${name}`)
        .filter((file) => /^(before|after)\.json(\.gz)?$/.test(file))
        .map((file) => `${PLANS}/${name}/${file}`),
    ),
];

/** Every known text of a document with the format of its field, by the type table. */
function textsOf(document: ReeveDocument): { place: string; format: StringFormatName | undefined; text: string }[] {
  const found: { place: string; format: StringFormatName | undefined; text: string }[] = [];
  const top = document as unknown as Record<string, unknown>;
  for (const kind of ["account", "root"] as const) visit({ type: "resource", kind, nullable: false, unknown: true }, top[kind], kind);
  for (const [list, kind] of Object.entries(TABLE.lists))
    for (const resource of Array.isArray(top[list]) ? top[list] : []) visit({ type: "resource", kind, nullable: false, unknown: true }, resource, kind);
  return found;

  function visit(type: ValueType, value: unknown, place: string): void {
    if (value === null || value === undefined || isUnknown(value)) return;
    if (type.type === "string" && !type.enum) found.push({ place, format: type.format, text: value as string });
    if (type.type === "list") for (const element of value as unknown[]) visit(type.element, element, `${place}[]`);
    const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : {};
    for (const [name, field] of Object.entries(fields)) if (!field.via) visit(field.value, (value as Record<string, unknown>)[name], `${place}.${name}`);
  }
}

describe("a format of texts", () => {
  it.each(formats)("%s matches its own example, in the case that it is stored in", (name, { example, storedIn }) => {
    expect(matcher.get(name)?.test(example) ?? true).toBe(true);
    if (storedIn === "lower-case") expect(example).toBe(example.toLowerCase());
  });

  it.each(formats.filter(([, { storedIn, pattern }]) => storedIn === "lower-case" && pattern !== null))("%s refuses capitals", (name, { example }) => {
    expect(matcher.get(name)?.test(example.replace(/[a-z]/, (letter) => letter.toUpperCase()) + (name === "sha256" ? "A" : ""))).toBe(false);
  });

  it.each([
    ["arn", "user/ann"],
    ["account-id", "11112222333"],
    ["region", "eu-central"],
    ["iam-name", "a b"],
    ["iam-path", "team/"],
    ["policy-version-id", "3"],
    ["action-pattern", "iam:PassRole"],
    ["condition-key", "aws:MultiFactorAuthPresent"],
    ["api-call", "iam"],
    ["resource-type", "S3"],
  ] as const)("%s refuses %j", (name, text) => {
    expect(matcher.get(name)?.test(text)).toBe(false);
  });
});

describe("texts of the document", () => {
  it("have a format or an enumeration each, in the type table", () => {
    const without: string[] = [];
    const visit = (type: ValueType, place: string): void => {
      if (type.type === "string" && !type.enum && !type.format) without.push(place);
      if (type.type === "list") visit(type.element, `${place}[]`);
      if (type.type === "object") for (const [name, field] of Object.entries(type.fields)) visit(field.value, `${place}.${name}`);
    };
    for (const [kind, { fields }] of Object.entries(TABLE.kinds)) for (const [name, field] of Object.entries(fields)) visit(field.value, `${kind}.${name}`);
    expect(without).toEqual([]);
  });

  it("match their formats in the sample and in every recorded account", () => {
    const texts = accounts.flatMap((path) => textsOf(jsonOf(path)));
    expect(accounts.length).toBeGreaterThan(50);
    expect(new Set(texts.map(({ place }) => place)).size).toBeGreaterThan(50);
    expect([
      ...new Set(texts.filter(({ format, text }) => format && matcher.get(format)?.test(text) === false).map(({ place, text }) => `${place}: ${text}`)),
    ]).toEqual([]);
  });
});
