import { modelledServices } from "../../../document/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { listedFault, TYPE_WORDS, typeOfValue, valueWords } from "../load/member-type.ts";
import { byPosition, newReport, type Report } from "../load/report.ts";
import { itemsOf, nodeAt, type ScalarNode, type SourceFile, type SourceNode } from "../load/source.ts";
import { parseYaml } from "../load/yaml.ts";
import type { EventCatalogue } from "./aws/events.ts";
import { type CallOfSource, ELEMENT, shapesAt, sideOf } from "./aws/request.ts";

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000 };
const PARTS = ["requestParameters", "responseElements"] as const;

/**
 * RV100 of the records that the cases of a test give: values of another type than the member of the request or the answer has, and slips of values that the API
 * lists. A rule that is tested with a record which CloudTrail never writes is not tested.
 */
export function lintGivenRecords(source: SourceFile, catalogue: EventCatalogue): Diagnostic[] {
  if (!PARTS.some((part) => source.text.includes(part))) return [];
  const report = newReport(source.file);
  const root = parseYaml(source.text, LIMITS, newReport(source.file)) ?? undefined;
  for (const one of itemsOf(nodeAt(root, "cases")))
    for (const record of itemsOf(nodeAt(nodeAt(one, "given"), "events"))) {
      const [eventSource, name] = [textAt(record, "eventSource"), textAt(record, "eventName")];
      if (eventSource === null || name === null) continue;
      for (const part of PARTS) {
        const check = (node: ScalarNode, names: string[]): void => checkValue(node, { call: { source: eventSource, name }, part, names }, catalogue, report);
        eachValue(nodeAt(record, part), [], check);
      }
    }
  return report.diagnostics.sort(byPosition);
}

function textAt(node: SourceNode, key: string): string | null {
  const found = nodeAt(node, key);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : null;
}

function eachValue(node: SourceNode | undefined, names: string[], onValue: (node: ScalarNode, names: string[]) => void): void {
  if (node?.kind === "map") for (const { key, value } of node.entries) eachValue(value, [...names, key], onValue);
  if (node?.kind === "list") for (const item of node.items) eachValue(item, [...names, ELEMENT], onValue);
  if (node?.kind === "scalar" && node.value !== null && names.length > 0) onValue(node, names);
}

interface GivenMember {
  call: CallOfSource;
  part: (typeof PARTS)[number];
  names: string[];
}

function checkValue(node: ScalarNode, { call, part, names }: GivenMember, catalogue: EventCatalogue, report: Report): void {
  const shapes = shapesAt(catalogue, [call], { side: sideOf(part), names, use: "other" });
  const [shape, ...others] = shapes ?? [];
  if (!shape || others.length > 0 || shape.of !== "scalar" || shape.type === "any") return;
  if (shape.lists !== names.length - 1 - names.findLastIndex((name) => name !== ELEMENT)) return;
  const path = [part, ...names.filter((name) => name !== ELEMENT)].join(".");
  const says = (text: string, meant?: string): void => {
    const isModelled = modelledServices.includes(call.source.replace(".amazonaws.com", ""));
    report[isModelled ? "error" : "warning"]("RV100", node.at, text, meant);
  };
  const given = typeOfValue(node.value);
  if (given !== shape.type) {
    const text = shape.type === "text" && given !== null ? JSON.stringify(String(node.value)) : null;
    const write = text === null ? "" : ` Write \`${text}\`, with quotes.`;
    says(`\`${path}\` of ${call.name} is ${TYPE_WORDS[shape.type]}, and this is ${valueWords(node.value, node.text)}.${write}`, text ?? undefined);
    return;
  }
  const fault = shape.values && typeof node.value === "string" ? listedFault(shape.values, node.value) : null;
  const [meant] = fault?.kind === "never" ? fault.meant : [];
  if (meant !== undefined) says(`\`${path}\` of ${call.name} is never \`${String(node.value)}\`: AWS writes \`${meant}\`.`, meant);
}
