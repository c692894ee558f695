import { parseDocument } from "yaml";
import { normalizeRecords } from "../../collectors/normalize/cloudtrail/event-set.ts";
import {
  type CheckedRule,
  type Diagnostic,
  loadAttestations,
  loadCondition,
  loadConfig,
  loadPack,
  loadRules,
  loadRuleTest,
  loadWaivers,
  runRuleTests,
} from "../../engine/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import { SHIPPED } from "../rules/shipped.ts";
import type { MarkedBlock } from "./pages.ts";

/** What a YAML block of a page is, by its marks or by its own keys. */
export type YamlKind = "rule" | "cases" | "config" | "pack" | "waivers" | "attestations" | "condition" | "fragment" | "foreign";

export function yamlKind(block: MarkedBlock): YamlKind | null {
  const { marks } = block;
  const text = textOf(block);
  for (const kind of ["condition", "fragment", "foreign", "config", "pack"] as const) if (Object.hasOwn(marks, kind)) return kind;
  if (/^cases:/m.test(text)) return "cases";
  if (/^waivers:\n\s*- /m.test(text)) return "waivers";
  if (/^attestations:\n\s*- /m.test(text)) return "attestations";
  if (/^id:/m.test(text) && /^resource:/m.test(text)) return "rule";
  if (block.kind === "file" && /(^|\/)reeve\.yaml$/.test(block.path)) return "config";
  if (block.kind === "file" && /(^|\/)pack\.yaml$/.test(block.path)) return "pack";
  return null;
}

/**
 * What is wrong with a YAML block: diagnostics, failed cases. `broken=RV030` on its fence turns it round: exactly these codes must come.
 * `rules`: those that the page has shown before, for cases to test.
 */
export function yamlFaults(block: MarkedBlock, kind: YamlKind, rules: CheckedRule[]): string[] {
  const expected = block.marks.broken?.split(",").sort();
  if (kind === "foreign") return parseDocument(textOf(block)).errors.map(({ message }) => message);
  if (kind === "cases") return caseFaults(block, rules);
  const diagnostics = diagnosticsOf(block, kind, rules);
  if (expected === undefined) return diagnostics.map(({ code, line, message }) => `line ${line} of the block: ${code} ${message}`);
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return codes.join() === expected.join() ? [] : [`expected ${expected.join()}, got ${codes.join() || "nothing"}`];
}

const textOf = (block: MarkedBlock): string => (block.kind === "commands" ? "" : block.text);

/** The day on which pages are written: waivers of theirs may not hold too long from then. */
const SHOWN_AT = "2026-11-16T00:00:00Z";

const SKELETON = { id: "fragment", title: "A fragment", severity: "medium", rationale: "Shown in a page.", message: "shown" };

function diagnosticsOf(block: MarkedBlock, kind: YamlKind, rules: CheckedRule[]): Diagnostic[] {
  const text = textOf(block);
  const file = block.kind === "file" ? block.path : null;
  switch (kind) {
    case "config":
      return loadConfig({ file: file ?? "reeve.yaml", text }).diagnostics;
    case "pack":
      return loadPack({ file: file ?? `${/^id: *(\S+)/m.exec(text)?.[1]}/pack.yaml`, text }).diagnostics;
    case "waivers":
      return loadWaivers([{ file: file ?? "waivers.yaml", text }], { now: SHOWN_AT }).diagnostics;
    case "attestations":
      return loadAttestations([{ file: file ?? "attestations.yaml", text }], { now: SHOWN_AT, rules: SHIPPED.rules }).diagnostics;
    case "condition":
      return loadCondition({ file: "condition.yaml", text }, kindOf(block.marks.condition)).diagnostics;
    case "fragment": {
      const missing = Object.entries(SKELETON).filter(([key]) => !new RegExp(`^${key}:`, "m").test(text));
      const head = missing.map(([key, value]) => `${key}: ${value}\n`).join("");
      return loadRules([{ file: "fragment.yaml", text: `${text}${head}resource: ${kindOf(block.marks.fragment)}\n` }]).diagnostics;
    }
    default: {
      const loaded = loadRules([{ file: file ?? `${/^id: *(\S+)/m.exec(text)?.[1]}.yaml`, text }]);
      rules.push(...loaded.rules);
      return loaded.diagnostics;
    }
  }
}

function kindOf(name: string | undefined): ResourceKind {
  const kind = Object.keys(TABLE.kinds).find((one): one is ResourceKind => one === name);
  if (!kind) throw new Error(`the fence says ${name}, which is no kind of resource`);
  return kind;
}

/** Cases test the shipped rule that `rule=<id>` names, the rule whose file their own is named after, or the last rule above them. */
function caseFaults(block: MarkedBlock, rules: CheckedRule[]): string[] {
  const beside = block.kind === "file" ? (block.path.split("/").at(-1) ?? "").replace(/\.test\.yaml$/, "") : undefined;
  const id = block.marks.rule ?? beside;
  const rule = id === undefined ? rules.at(-1) : ([...rules].reverse().find((each) => each.id === id) ?? SHIPPED.rules.find((each) => each.id === id));
  if (!rule) return [`no rule ${id ?? ""} above that these cases could test`];
  const { test, diagnostics } = loadRuleTest({ file: `${rule.id}.test.yaml`, text: textOf(block) });
  if (!test) return diagnostics.map(({ code, line, message }) => `line ${line} of the block: ${code} ${message}`);
  const failed = runRuleTests(rule, test, { normalizeRecords }).cases.filter(({ passed }) => !passed);
  return failed.map((one) => `case "${one.name}" fails: ${JSON.stringify([one.problems, one.failures])}`);
}
