import { demandOf, demandText, meetsDemand } from "../demand.ts";
import type { CheckedRule, ControlTerms, Demand, ParamSpec } from "../rule.ts";
import { booleanAdvice } from "./boolean-form.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import type { Report } from "./report.ts";
import { type MapNode, nodeAt, type SourceNode, toData } from "./source.ts";

type Read = Pick<CheckedRule, "controls" | "informs" | "controlTerms">;

/** Reads `controls` and `informs`. Faults of mere shape are the schema's to report. Event rules decide no control: what they answer they inform. */
export function readControls(root: MapNode, params: ReadonlyMap<string, ParamSpec | null>, report: Report): Read {
  const controls = idsOf(nodeAt(root, "controls"));
  const informs = idsOf(nodeAt(root, "informs"));
  const kind = nodeAt(root, "resource");
  const isEvent = kind?.kind === "scalar" && kind.value === "event";
  if (isEvent) return { controls: {}, ...unlessEmpty({ informs: merged(controls, informs) }) };
  const controlTerms = termsOf(nodeAt(root, "controls"), params, report);
  return { controls, ...unlessEmpty({ informs }), ...(controlTerms.length > 0 ? { controlTerms } : {}) };
}

const unlessEmpty = ({ informs }: { informs: Record<string, string[]> }): Pick<CheckedRule, "informs"> => (Object.keys(informs).length > 0 ? { informs } : {});

function idsOf(node: SourceNode | undefined): Record<string, string[]> {
  if (node?.kind !== "map") return {};
  return Object.fromEntries(
    node.entries.map(({ key, value }) => [
      key,
      value.kind === "map"
        ? value.entries.map((entry) => entry.key)
        : value.kind === "list"
          ? value.items.flatMap((item) => (item.kind === "scalar" ? [String(item.value)] : []))
          : [],
    ]),
  );
}

function merged(one: Record<string, string[]>, other: Record<string, string[]>): Record<string, string[]> {
  const frameworks = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(frameworks.map((framework) => [framework, [...new Set([...(one[framework] ?? []), ...(other[framework] ?? [])])]]));
}

/** Of the controls that are written as a map: those that the rule decides only in part, or under a condition. */
function termsOf(node: SourceNode | undefined, params: ReadonlyMap<string, ParamSpec | null>, report: Report): ControlTerms[] {
  if (node?.kind !== "map") return [];
  return node.entries.flatMap(({ key: framework, value: ids }) => {
    if (ids.kind !== "map") return [];
    return ids.entries.flatMap(({ key: id, value }) => {
      const answers = wordOf(value) ?? wordOf(nodeAt(value, "answers"));
      const when = demandsOf(nodeAt(value, "when"), `${framework} ${id}`, params, report);
      return answers === "part" || when.length > 0 ? [{ framework, id, answers: answers === "part" ? ("part" as const) : ("full" as const), when }] : [];
    });
  });
}

const wordOf = (node: SourceNode | undefined): string | null => (node?.kind === "scalar" ? String(node.value) : null);

function demandsOf(node: SourceNode | undefined, control: string, params: ReadonlyMap<string, ParamSpec | null>, report: Report): Demand[] {
  if (node?.kind !== "map") return [];
  return node.entries.flatMap(({ key: name, keyAt, value }) => {
    const spec = params.get(name);
    if (spec === undefined) {
      const names = [...params.keys()];
      report.error("RV011", keyAt, `\`${name}\` is not a parameter of this rule.${didYouMean(nearest(name, names), names)}`, correction(name, names));
    }
    if (!spec || value.kind === "broken") return [];
    const demand = demandOf(spec, toData(value));
    if (!demand) {
      report.error(
        "RV071",
        value.at,
        `\`${name}\` is ${spec.type === "array" ? "a list" : `a ${spec.type}`}: write ${(spec.type === "boolean" ? booleanAdvice(toData(value)) : null) ?? EXAMPLES[spec.type]}.`,
      );
      return [];
    }
    if (spec.default !== undefined && !meetsDemand(demand, spec.default)) {
      report.error(
        "RV070",
        value.at,
        `The default of \`${name}\` is weaker than ${control} demands (${demandText(demand)}): as shipped, the rule must decide it.`,
      );
    }
    return [demand];
  });
}

const EXAMPLES: Readonly<Record<ParamSpec["type"], string>> = {
  duration: 'a bound, such as "<= 90d"',
  integer: 'a bound, such as ">= 14"',
  number: 'a bound, such as ">= 0.5"',
  boolean: "true or false",
  string: "the text that it must be",
  array: "the list that it may hold nothing beside, such as []",
};
