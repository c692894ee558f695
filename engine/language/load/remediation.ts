import { formFault } from "../../../document/index.ts";
import { STRING_FORMATS } from "../../../schemas/index.ts";
import type { Condition, Template } from "../condition/ast.ts";
import type { Advice, CheckedRule, RemediationDocument, RemediationStep, RemediationSteps, StepValue } from "../rule.ts";
import { whereOf } from "./elements.ts";
import { didYouMean } from "./nearest.ts";
import { resolvePath } from "./paths.ts";
import { checkCall } from "./remediation-call.ts";
import { checkStepForms } from "./remediation-form.ts";
import { checkTemplates } from "./remediation-template.ts";
import { type CheckScope, within } from "./scope.ts";
import { entryOf, itemsOf, nodeAt, type SourceNode } from "./source.ts";
import { readTemplate } from "./templates.ts";
import { notOne } from "./text-form.ts";
import { DYNAMIC, elementType } from "./types.ts";

/** Reads `remediation`. Text that was refused is left out: the rule is not returned then. */
export function readRemediation(node: SourceNode | undefined, scope: CheckScope): CheckedRule["remediation"] {
  if (!node) return null;
  const undo = nodeAt(node, "undo");
  const contain = nodeAt(node, "contain");
  if (node.kind === "map" && node.entries.length === 0) scope.report.error("RV020", node.at, "`remediation` is empty: give console steps or API steps.");
  for (const name of ["undo", "contain"]) {
    const entry = entryOf(node, name);
    if (entry && scope.kind !== "event") scope.report.error("RV015", entry.keyAt, `\`${name}\` belongs to event rules.`);
  }
  return {
    ...readRemediationBlock(node, scope),
    undo: undo ? readRemediationBlock(undo, scope) : null,
    contain: contain ? readRemediationBlock(contain, scope) : null,
  };
}

function readRemediationBlock(node: SourceNode, scope: CheckScope): RemediationSteps {
  const console = itemsOf(nodeAt(node, "console")).flatMap((item) => readAdvice(item, scope) ?? []);
  const documents = itemsOf(nodeAt(node, "documents")).flatMap((item) => readDocument(item, scope) ?? []);
  const supply = readSupply(nodeAt(node, "supply"), scope);
  return {
    console,
    steps: itemsOf(nodeAt(node, "steps")).map((step) => readStep(step, scope)),
    ...(documents.length > 0 ? { documents } : {}),
    ...(supply ? { supply } : {}),
  };
}

/** Shapes are the schema's to check. */
function readAdvice(node: SourceNode, scope: CheckScope): Advice | null {
  if (node.kind !== "map") {
    const text = readTemplate(node, scope);
    return text && { text, when: null };
  }
  const each = readForEach(nodeAt(node, "forEach"), scope);
  const text = readTemplate(nodeAt(node, "text"), each === null ? scope : each.scope);
  return text && { text, when: readWhen(node, scope), ...(each?.forEach ? { forEach: each.forEach } : {}) };
}

function readWhen(node: SourceNode, scope: CheckScope): Condition | null {
  const when = nodeAt(node, "when");
  return when ? scope.read.condition(when, scope) : null;
}

const readSentences = (node: SourceNode, scope: CheckScope): Advice[] =>
  (node.kind === "list" ? node.items : [node]).flatMap((item) => readAdvice(item, scope) ?? []);

const readSupply = (node: SourceNode | undefined, scope: CheckScope): Record<string, Advice[]> | null =>
  node?.kind === "map" ? Object.fromEntries(node.entries.map(({ key, value }) => [key, readSentences(value, scope)])) : null;

/** Shapes are the schema's to check. */
function readDocument(node: SourceNode, scope: CheckScope): RemediationDocument | null {
  const text = (field: string): string => {
    const found = nodeAt(node, field);
    return found?.kind === "scalar" ? String(found.value) : "";
  };
  const written = nodeAt(node, "document");
  const document = written ? readValue(written, scope) : null;
  const when = readWhen(node, scope);
  return document && { title: text("title"), source: text("source"), document, ...(when ? { when } : {}) };
}

function readStep(node: SourceNode, outer: CheckScope): RemediationStep {
  const call = nodeAt(node, "call");
  const parameters = nodeAt(node, "with");
  const human = nodeAt(node, "human");
  const region = nodeAt(node, "region");
  const keeps = nodeAt(node, "keeps");
  checkCall(node, outer);
  const each = readForEach(nodeAt(node, "forEach"), outer);
  const scope = each === null ? outer : each.scope;
  const when = readWhen(node, outer);
  const regionRead = region ? readRegion(region, scope) : null;
  const read = parameters ? readValue(parameters, scope) : null;
  if (parameters && read?.kind === "object" && call?.kind === "scalar") {
    checkTemplates(String(call.value), parameters, read.members, scope);
    checkStepForms(String(call.value), parameters, read.members, scope);
  }
  return {
    call: call?.kind === "scalar" ? String(call.value) : "",
    with: read?.kind === "object" ? read.members : {},
    human: human ? readSentences(human, scope) : [],
    ...(when ? { when } : {}),
    ...(keeps?.kind === "scalar" && keeps.value === "access-key" ? { keeps: keeps.value } : {}),
    ...(each?.forEach ? { forEach: each.forEach } : {}),
    ...(regionRead ? { region: regionRead } : {}),
  };
}

/** A Region, or a template that makes one. */
function readRegion(node: SourceNode, scope: CheckScope): Template | null {
  const fault = node.kind === "scalar" && typeof node.value === "string" && !/\{\{|^<.+>$/.test(node.value) ? formFault("region", node.value) : null;
  if (fault?.kind !== "never") return readTemplate(node, scope);
  const [meant] = fault.meant;
  return scope.report.error(
    "RV064",
    node.at,
    `\`region\` is ${STRING_FORMATS.region.description}${notOne([node.text])}.${didYouMean(fault.meant.slice(0, 3))}`,
    meant,
  );
}

/** The list that a step is made for each element of, and what names mean there. Of a list that was refused the elements may have any field. */
function readForEach(node: SourceNode | undefined, scope: CheckScope): { forEach?: RemediationStep["forEach"]; scope: CheckScope } | null {
  if (!node) return null;
  const refused = { scope: within(scope, DYNAMIC, "") };
  const list = node.kind === "map" ? nodeAt(node, "list") : node;
  const where = node.kind === "map" ? nodeAt(node, "where") : undefined;
  // Shapes are the schema's to check.
  if (list?.kind !== "scalar" || typeof list.value !== "string") return refused;
  const path = resolvePath(list.value, list.at, scope);
  if (!path) return refused;
  const element = path.kind === "path" ? elementType(path.type) : null;
  if (path.kind !== "path" || element === null) {
    scope.report.error("RV064", list.at, `\`${list.value}\` is no list: a step can be made for each element of a list only.`);
    return refused;
  }
  const condition = where ? whereOf(where, element, scope, list.value) : null;
  return { forEach: { list: path, where: condition }, scope: within(scope, element, list.value) };
}

function readValue(node: SourceNode, scope: CheckScope): StepValue | null {
  if (node.kind === "broken") return null;
  if (node.kind === "list") return { kind: "list", items: node.items.map((item) => readValue(item, scope)).filter((value) => value !== null) };
  if (node.kind === "map") {
    const members = node.entries.flatMap(({ key, value }): [string, StepValue][] => {
      const read = readValue(value, scope);
      return read ? [[key, read]] : [];
    });
    return { kind: "object", members: Object.fromEntries(members) };
  }
  if (node.empty) return scope.report.error("RV020", node.at, "A value is missing here.");
  if (typeof node.value !== "string" || !node.value.includes("{{")) return { kind: "literal", value: node.value };
  const template = readTemplate(node, scope);
  return template && { kind: "template", template };
}
