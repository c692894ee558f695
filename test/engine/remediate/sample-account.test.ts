import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/normalize/cloudtrail/event-set.ts";
import { renderCli } from "../../../engine/remediate/cli.ts";
import { renderConsole } from "../../../engine/remediate/console.ts";
import { renderPython } from "../../../engine/remediate/python.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { renderTypeScript } from "../../../engine/remediate/typescript.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { shippedRules } from "./shipped.ts";

const unzipped = (file: string): unknown => JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));

/** The bundled account with its events, as `npm run demo` judges it. */
function sampleAccount(): ReeveDocument {
  const snapshot = unzipped("samples/tideline.snapshot.json.gz") as ReeveDocument;
  const records = readdirSync("samples/events").flatMap((file) => (unzipped(`samples/events/${file}`) as { Records: unknown[] }).Records);
  const { events, gaps } = normalizeRecords(records);
  return { ...snapshot, events, gaps: { ...snapshot.gaps, ...gaps } } as ReeveDocument;
}

it("every finding of the sample account is fixed in all four renderings, and the document stays as it was", () => {
  const document = sampleAccount();
  const before = JSON.stringify(document);
  const rules = shippedRules();
  const judged = evaluate(document, rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged));
  const { results } = judged.results;
  const findings = results.filter((result) => result.status === "fail" || result.status === "unknown");
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const remediations = findings.map((result) => remediate(byId.get(result.rule)!, result, document, { rules, results }));
  const rendered = remediations.flatMap((remediation) => [renderConsole, renderCli, renderPython, renderTypeScript].map((render) => render(remediation)));
  expect(findings.length).toBeGreaterThan(20);
  // TypeScript compares its argument, which may be left out, with undefined.
  const withoutCode = (text: string): string => text.replaceAll("![undefined, ", "![");
  expect(rendered.map(withoutCode).filter((text) => text.length < 40 || text.includes("undefined") || text.includes("[object"))).toEqual([]);
  expect(JSON.stringify(document)).toBe(before);
});
