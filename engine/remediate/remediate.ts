import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { type CheckedRule, type RemediationSteps, SEVERITIES } from "../language/index.ts";
import { readingOf } from "./bind.ts";
import type { RemediationContext } from "./context.ts";
import { determinedBy } from "./determined.ts";
import { planDocuments } from "./documents.ts";
import { fillAdvice, fillConsole } from "./fill.ts";
import { grantReadings } from "./grant-readings.ts";
import { partitionOfResult } from "./partition.ts";
import type { PartKind, Remediation, RemediationPart } from "./plan.ts";
import type { FindingReader } from "./reading.ts";
import { replacingCall } from "./replaces.ts";
import { type Neighbour, planSteps, type StepContext } from "./steps.ts";
import { sentences } from "./text.ts";
import { keyFixOf } from "./unused-key.ts";
import { whyWithheld } from "./words.ts";

/**
 * How to fix a finding, as plain data for the renderers: nothing is rendered and nothing is called. `document` is the one that was judged; without
 * it, steps whose values the result itself does not have are left out, saying so.
 */
export function remediate(rule: CheckedRule, result: Result, document: ReeveDocument | null, context: RemediationContext): Remediation {
  const reading = readingOf(rule, result, document, context.params, context.awsManaged);
  const partition = partitionOfResult(result, document);
  const stepContext: StepContext = {
    rule: rule.id,
    partition,
    region: result.region,
    reading,
    supply: [],
    determined: new Map(),
    neighbours: neighboursOf(rule, result, document, context),
    keys: {
      isDue: dueBy(rule, result, context),
      retiredBy: (keyId) => rulesOnKey(keyId, "retires", result, context, (other) => isNamedIn(other, context)),
      replacedBy: (keyId) => rulesOnKey(keyId, "replaces", result, context, (other) => isNamedIn(other, context)),
      unusedBy: (keyId) => rulesOnKey(keyId, "retires", result, context, (other) => !isNamedIn(other, context) && !context.isAccepted?.(other)),
    },
    grants: grantReadings(result, reading.admin, document, context, partition),
  };
  const { remediation } = rule;
  const parts: RemediationPart[] = [];
  const add = (kind: PartKind, remediation: RemediationSteps | null | undefined): void => {
    if (!remediation) return;
    const part = partOf(kind, remediation, reading, stepContext);
    if (part.console.length + part.steps.length > 0) parts.push(part);
  };
  add("remediation", remediation);
  add("undo", remediation?.undo);
  add("contain", remediation?.contain);
  return {
    rule: rule.id,
    title: rule.title,
    severity: result.severity,
    status: result.status,
    message: result.message,
    resource: result.resource,
    occurrence: result.occurrence ?? null,
    account: result.account,
    partition,
    references: rule.references,
    parts,
  };
}

function partOf(kind: PartKind, remediation: RemediationSteps, reading: FindingReader, context: StepContext): RemediationPart {
  const documents = planDocuments(remediation.documents ?? [], reading);
  const supply = Object.entries(remediation.supply ?? {}).map(([name, advice]) => ({ name, text: sentences(fillAdvice(advice, reading)) }));
  const steps = planSteps(kind, remediation.steps, { ...context, supply, determined: determinedBy(remediation.supply ?? {}, reading) });
  // A finding that the steps of another one fix has none of its own.
  const elsewhere = steps.flatMap((step) => (step.status === "withheld" && step.because.code === "key-unused" ? [step.because] : []));
  return {
    kind,
    console: elsewhere.length > 0 ? elsewhere.map((because) => `Make ${whyWithheld(because)}`) : fillConsole(context.rule, remediation.console, reading),
    steps,
    ...(documents.length > 0 ? { documents } : {}),
    ...(supply.length > 0 ? { supply } : {}),
  };
}

/** Other failing rules of the account whose fixes call something that replaces a whole object, as this rule's remediation does. */
function neighboursOf(rule: CheckedRule, result: Result, document: ReeveDocument | null, context: RemediationContext): Neighbour[] {
  const calls = new Set(rule.remediation?.steps.map((step) => step.call).filter((call) => replacingCall(call) !== null));
  if (calls.size === 0) return [];
  const sharing = new Map<string, CheckedRule>();
  for (const other of context.rules) if (other.id !== rule.id && other.remediation?.steps.some((step) => calls.has(step.call))) sharing.set(other.id, other);
  const isNamed = (candidate: Result): boolean => isNamedIn(candidate, context);
  const candidates = context.results.flatMap((candidate) => {
    const other = candidate.status === "fail" && candidate.account === result.account ? sharing.get(candidate.rule) : undefined;
    return other && (isNamed(candidate) || !context.isAccepted?.(candidate)) ? [{ candidate, other }] : [];
  });
  const named = candidates.filter(({ candidate }) => isNamed(candidate)).map(({ candidate }) => candidate.severity);
  const threshold = Math.min(...[result.severity, ...named].map((severity) => SEVERITIES.indexOf(severity)));
  return candidates.map(({ candidate, other }) => ({
    rule: other.id,
    steps: other.remediation?.steps ?? [],
    reading: readingOf(other, candidate, document, context.params),
    isNamed: isNamed(candidate),
    isAsSevere: SEVERITIES.indexOf(candidate.severity) <= threshold,
  }));
}

/** Which access keys the rule finds too, whatever it is unknown of, and no one accepted as they are. */
function dueBy(rule: CheckedRule, { account }: Result, { results, isAccepted }: RemediationContext): (keyId: string) => boolean {
  return (keyId) =>
    results.some(
      (other) =>
        other.resource.id === keyId &&
        other.account === account &&
        (other.status === "fail" || other.status === "unknown") &&
        [rule.id, ...rule.formerly].includes(other.rule) &&
        !isAccepted?.(other),
    );
}

const isNamedIn = ({ fingerprint }: Result, { named }: RemediationContext): boolean => fingerprint !== undefined && (named?.has(fingerprint) ?? false);

/** Rules that replace or retire an access key, and of which it has a finding of this sort. */
function rulesOnKey(
  keyId: string,
  fix: "replaces" | "retires",
  { account }: Result,
  { results, rules }: RemediationContext,
  isMeant: (other: Result) => boolean,
): string[] {
  const found = results.filter((other) => other.resource.id === keyId && other.account === account && other.status === "fail" && isMeant(other));
  const meant = found.flatMap(({ rule }) => rules.find(({ id, formerly }) => id === rule || formerly.includes(rule)) ?? []);
  return meant.filter((rule) => keyFixOf(rule) === fix).map(({ id }) => id);
}
