import { validateAttestations } from "../../../schemas/index.ts";
import { type CheckedRule, checkDay, type Diagnostic, entryOf, itemsOf, nodeAt, type Report, readFile, type SourceNode } from "../../language/index.ts";
import { attestedName, attests, noneAttested } from "./attest.ts";
import { dayOf } from "./days.ts";
import type { Attestation } from "./kept.ts";
import { type DecisionFile, onlyOne, sentence, startOf } from "./load-waivers.ts";

/**
 * Reads files of attestations. One that begins in the future, or ends before it begins, is an error; so is one of a rule among `rules` that is not
 * manual, or of a control that no manual one answers: what an API shows needs no one's word, and is not changed by it. `namesRules`: the rules are all that
 * there are, and what none of them is called or answers to is a warning.
 */
export function loadAttestations(
  sources: readonly DecisionFile[],
  { now, rules, namesRules = false }: { now: string; rules?: readonly CheckedRule[]; namesRules?: boolean },
): { attestations: Attestation[]; diagnostics: Diagnostic[] } {
  const read = sources.map((source) => attestationsOf(source, dayOf(now), rules ?? [], namesRules));
  return { attestations: read.flatMap(({ attestations }) => attestations), diagnostics: read.flatMap(({ diagnostics }) => diagnostics) };
}

function attestationsOf(
  source: DecisionFile,
  today: string,
  rules: readonly CheckedRule[],
  namesRules: boolean,
): { attestations: Attestation[]; diagnostics: Diagnostic[] } {
  let lines: number[] = [];
  const { value, diagnostics } = readFile(source, "attestations", validateAttestations, (root, report) => {
    const items = itemsOf(nodeAt(root, "attestations"));
    lines = items.map(({ at }) => at.line);
    for (const [at, item] of items.entries()) {
      checkAttestation(item, `attestations[${at}]`, today, report);
      checkManual(item, rules, namesRules, report);
    }
  });
  const attestations = (value?.attestations ?? []).map(({ control, rule, account, by, at, evidence, expires }, index): Attestation => {
    return {
      file: source.name ?? source.file,
      line: lines[index] ?? 1,
      of: control === undefined ? { kind: "rule", rule: rule ?? "" } : controlOf(control),
      account: account ?? null,
      by,
      at,
      evidence,
      expires,
    };
  });
  return { attestations, diagnostics };
}

function checkAttestation(item: SourceNode, name: string, today: string, report: Report): void {
  if (item.kind !== "map") return;
  const named = ["control", "rule"].flatMap((field) => entryOf(item, field) ?? []);
  if (named.length === 0) report.error("RV010", startOf(item), `\`${name}\` lacks \`control\` or \`rule\`.`);
  onlyOne(named, report);
  const [at, expires] = [nodeAt(item, "at"), nodeAt(item, "expires")];
  const begins = checkDay(at, report) ? at.value : null;
  if (begins !== null && begins > today && at) report.error("RV012", at.at, `\`${name}.at\` lies in the future: it is the day on which it was attested.`);
  if (checkDay(expires, report) && begins !== null && expires.value < begins) report.error("RV012", expires.at, `\`${name}\` expires before it was attested.`);
}

function checkManual(item: SourceNode, rules: readonly CheckedRule[], namesRules: boolean, report: Report): void {
  const entry = entryOf(item, "control") ?? entryOf(item, "rule");
  const node = entry?.value;
  if (!entry || node?.kind !== "scalar" || typeof node.value !== "string") return;
  const of: Attestation["of"] = entry.key === "control" ? controlOf(node.value) : { kind: "rule", rule: node.value };
  const meant = rules.filter(attests({ of }));
  const [first] = meant;
  if (!first && namesRules) report.warning("RV012", node.at, sentence(noneAttested(attestedName({ of }))));
  if (!first || meant.some(({ body }) => body.kind === "manual")) return;
  const why = "what an API shows is not changed by anybody's word. A waiver accepts a finding.";
  const what = entry.key === "rule" ? `The rule \`${first.id}\` is not manual` : `No manual rule answers \`${node.value}\`; ${first.id} judges it`;
  report.error("RV012", node.at, `${what}: ${why}`);
}

function controlOf(control: string): Extract<Attestation["of"], { kind: "control" }> {
  const colon = control.indexOf(":");
  return { kind: "control", framework: control.slice(0, colon), id: control.slice(colon + 1) };
}
