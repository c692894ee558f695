import type { CheckedRule, RemediationStep, RemediationSteps, StepValue } from "../rule.ts";
import { checkCall } from "./remediation-call.ts";
import type { CheckScope } from "./scope.ts";
import { entryOf, itemsOf, nodeAt, type SourceNode } from "./source.ts";
import { readTemplate } from "./templates.ts";

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
  const console = itemsOf(nodeAt(node, "console"))
    .map((item) => readTemplate(item, scope))
    .filter((template) => template !== null);
  return { console, steps: itemsOf(nodeAt(node, "steps")).map((step) => readStep(step, scope)) };
}

function readStep(node: SourceNode, scope: CheckScope): RemediationStep {
  const call = nodeAt(node, "call");
  const parameters = nodeAt(node, "with");
  const human = nodeAt(node, "human");
  checkCall(node, scope);
  const read = parameters ? readValue(parameters, scope) : null;
  return {
    call: call?.kind === "scalar" ? String(call.value) : "",
    with: read?.kind === "object" ? read.members : {},
    human: human ? readTemplate(human, scope) : null,
  };
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
