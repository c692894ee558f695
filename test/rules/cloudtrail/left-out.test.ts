import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import { type CheckedRule, SEVERITIES, type Severity } from "../../../engine/language/rule.ts";
import { evaluate } from "../../judged.ts";
import { casesOf, packRules } from "./pack.ts";

/** What CloudTrail leaves out of a record that is too large, and puts in its place. */
const PARTS = ["userIdentity", "requestParameters", "responseElements", "additionalEventData"];
const OMITTED = { reason: "too large", originalSize: 1_048_576, omitted: true };

type Json = Record<string, unknown>;
type Answers = Map<string, { status: string; severity: Severity }>;

function answers(rule: CheckedRule, given: Json, params: Json): Answers {
  const { document, problems } = completeDocument(given, normalizeRecords);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const evaluated = evaluate(document, [rule], { params: { [rule.id]: params as never } });
  if (!evaluated.ok) throw new Error(JSON.stringify(evaluated.errors));
  const found = evaluated.results.results.filter(({ occurrence }) => occurrence !== undefined);
  return new Map(found.map(({ occurrence, status, severity }) => [occurrence ?? "", { status, severity }]));
}

interface Loss {
  name: string;
  whole: Json;
  less: Json;
  params: Json;
}

/** Every case of the rule, with one part of one of its records left out. */
function lossesOf(rule: CheckedRule): Loss[] {
  return casesOf(rule).cases.flatMap(({ name, given, params }) => {
    const whole = given as Json;
    const events = Array.isArray(whole.events) ? (whole.events as Json[]) : [];
    return events.flatMap((event, at) =>
      PARTS.filter((part) => typeof event[part] === "object" && event[part] !== null).map((part) => ({
        name: `${name}: ${part} of ${String(event.eventID)}`,
        whole,
        less: { ...whole, events: events.with(at, { ...event, [part]: OMITTED }) },
        params: (params ?? {}) as Json,
      })),
    );
  });
}

const isWorse = (one: Severity, other: Severity): boolean => SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other);

describe("a part of a record that CloudTrail left out", () => {
  it.each(packRules().map((rule): [string, CheckedRule] => [rule.id, rule]))("never turns what %s decided into another decision", (_, rule) => {
    const losses = lossesOf(rule);
    expect(losses.length).toBeGreaterThan(0);
    for (const { name, whole, less, params } of losses) {
      const [before, after] = [answers(rule, whole, params), answers(rule, less, params)];
      for (const id of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [before.get(id), after.get(id)];
        expect([was?.status, "unknown"], name).toContain(is?.status);
        if (was && is) expect(isWorse(is.severity, was.severity), `${name}: ${was.severity} to ${is.severity}`).toBe(true);
      }
    }
  });
});
