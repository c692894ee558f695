import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Node {
  description?: string;
  "x-source"?: string;
  properties?: Record<string, Node>;
}

const SCHEMA: Node & { $defs: Record<string, Node> } = JSON.parse(readFileSync("schemas/document.schema.json", "utf8"));
/** What Reeve tells of itself and of what it could not read comes from no API. */
const OWN = ["unknown", "gap", "collection", "callCount", "sourceAge"];
const OWN_TOP = ["schema", "collectedAt", "collection", "sha256", "gaps"];

const fields = [
  ...Object.entries(SCHEMA.properties ?? {}).map(([name, field]) => ({ name, field, own: OWN_TOP.includes(name) })),
  ...Object.entries(SCHEMA.$defs).flatMap(([kind, definition]) =>
    Object.entries(definition.properties ?? {}).map(([name, field]) => ({ name: `${kind}.${name}`, field, own: OWN.includes(kind) })),
  ),
];

it("every field of the document is described", () => {
  expect(fields.length).toBeGreaterThan(200);
  expect(fields.filter(({ field }) => !field.description).map(({ name }) => name)).toEqual([]);
});

it("every field of the document that AWS fills names the API field it comes from", () => {
  expect(fields.filter(({ field, own }) => !own && !field["x-source"]).map(({ name }) => name)).toEqual([]);
});
