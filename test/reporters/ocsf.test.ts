import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { hasExtra } from "../extras.ts";
import { mixed, result, results } from "./fixture.ts";
import { everyState, HOSTILE, lines } from "./security-lake.ts";

interface Event extends Record<string, unknown> {
  class_uid: number;
  activity_id: number;
  time: number;
  message: string;
  metadata: { event_code: string };
  finding_info: { uid: string };
  compliance?: Record<string, unknown>;
  unmapped: Record<string, unknown>;
}

const events = (given = everyState()): Event[] => lines("ocsf", given) as Event[];
const ofUser = (name: string): Event => events().find((event) => JSON.stringify(event).includes(`AIDA${name}"`)) as Event;

describe("OCSF events", () => {
  it("are one a line, a result each, not-applicable ones apart", () => {
    const given = everyState();
    const expected = given.results.filter(({ status }) => status !== "not-applicable").length + 1;
    expect(events(given)).toHaveLength(expected);
  });

  it("tell a state rule's result as Compliance Finding and an event rule's as Detection Finding", () => {
    const classes = new Map(events().map((event) => [event.metadata.event_code, event.class_uid]));
    expect(classes.get("user-console-mfa")).toBe(2003);
    expect(classes.get("root-activity")).toBe(2004);
  });

  it.each([
    ["waived", { activity_id: 1, status_id: 3, status: "Suppressed" }, 3],
    ["baselined", { activity_id: 1, status_id: 99, status: "Baseline" }, 3],
    ["introduced", { activity_id: 1, status_id: 1 }, 3],
    ["unchanged", { activity_id: 2, type_uid: 200302 }, 3],
    ["changed", { activity_id: 2 }, 3],
    ["newly", { activity_id: 1, status_code: "unknown" }, 2],
    ["attested", { status_code: "pass" }, 1],
    ["fixed", { activity_id: 3, type_uid: 200303, status_id: 4, status_code: "fixed" }, 1],
  ])("tell a result that is %s", (name, members, compliance) => {
    const event = ofUser(name);
    expect(event).toMatchObject(members);
    expect(event.compliance?.status_id).toBe(compliance);
  });

  it("bear the result's fingerprint, and the document's clock", () => {
    const alice = result({ rule: "user-console-mfa" });
    const [event] = events(results([alice]));
    expect(event?.finding_info.uid).toBe(alice.fingerprint);
    expect(event?.time).toBe(Date.parse("2026-11-16T18:00:00.000Z"));
  });

  it("tell the time of the record where a record is what was found", () => {
    const event = events().find(({ class_uid }) => class_uid === 2004);
    expect(event?.time).toBe(Date.parse("2026-11-16T17:00:00.000Z"));
  });

  it("name the controls as requirements, and the gaps of what is unknown", () => {
    const event = events().find(({ unmapped }) => Array.isArray(unmapped.gaps));
    expect(event?.compliance).toMatchObject({
      standards: ["cis-aws-5.0", "securityhub"],
      requirements: ["cis-aws-5.0 1.9", "securityhub IAM.5"],
      status_id: 2,
    });
  });

  it("keep untrusted text within its member", () => {
    const event = events().find(({ message }) => message === HOSTILE);
    expect(event?.compliance?.control).toBe("cis-aws-5.0 1.9");
  });

  it("come of a plain check too", () => {
    expect(events(mixed()).every(({ activity_id }) => activity_id === 1)).toBe(true);
  });
});

/** What OCSF 1.5 has and py-ocsf-models 0.10.0 does not: `cloud` of every class by its profile, and `status` of the object compliance. */
const NOT_MODELLED = ["ComplianceFinding.cloud", "ComplianceFinding.compliance.status"];

const PROGRAM = `
import json, sys
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
from py_ocsf_models.events.findings.detection_finding import DetectionFinding
lost = set()
def compare(given, read, path):
    if isinstance(given, dict):
        for key, value in given.items():
            if key not in read: lost.add(f"{path}.{key}")
            elif key not in ("unmapped", "data"): compare(value, read[key], f"{path}.{key}")
    elif isinstance(given, list):
        for value, other in zip(given, read): compare(value, other, path + "[]")
for line in sys.stdin:
    event = json.loads(line)
    model = {2003: ComplianceFinding, 2004: DetectionFinding}[event["class_uid"]]
    read = model.model_validate(event).model_dump(mode="json")
    compare(event, read, model.__name__)
    assert read["type_uid"] == event["class_uid"] * 100 + event["activity_id"]
print(json.dumps(sorted(lost)))
`;

const found = hasExtra("ocsf", "OCSF events against a model of the schema");

describe.runIf(found)("OCSF events, read by py-ocsf-models", () => {
  it.each([
    ["of the gate", everyState()],
    ["of a plain check", mixed()],
  ])("%s are valid, and no attribute is one that the schema lacks", (_, given) => {
    const input = events(given)
      .map((event) => JSON.stringify(event))
      .join("\n");
    const run = spawnSync("python3", ["-c", PROGRAM], { input, encoding: "utf8", timeout: 60_000, maxBuffer: 1 << 26 });
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toEqual(NOT_MODELLED);
  });
});
