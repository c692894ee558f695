import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { documentFaults, documentOfEvents, type EventsRead, readEventFiles } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { isUnknown, validateDocument } from "../../../schemas/index.ts";
import type { DerivedEvent } from "./records.ts";

const folder = fileURLToPath(new URL("../../../../shared/data/cloudtrail", import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write("\nSKIPPED real CloudTrail records: ../shared/data/cloudtrail is not there\n");

const count = <T extends string>(values: T[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const value of [...values].sort()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
};

describe.runIf(present)("real CloudTrail records", () => {
  let read: EventsRead;
  let events: DerivedEvent[];

  beforeAll(async () => {
    read = await readEventFiles([folder]);
    const derived = derive(documentOfEvents(read, "test")).events;
    events = (derived as DerivedEvent[]).filter((event) => !isUnknown(event));
  });

  it("are all read, each once, and hide nothing", () => {
    expect(events).toHaveLength(630);
    expect(read.events).toHaveLength(630);
    expect(Object.values(read.gaps).filter(({ reason }) => reason !== "NotInRecord")).toEqual([]);
  });

  it("make a document that the schema takes", async () => {
    const whole = documentOfEvents(read, "test");
    const checked = await validateDocument(whole);
    expect(checked.ok ? [] : checked.errors).toEqual([]);
    expect(documentFaults(whole)).toEqual([]);
  });

  it("are of these actors, outcomes and changes", () => {
    expect({
      actors: count(events.map(({ actor }) => String(actor.type))),
      outcomes: count(events.map(({ outcome }) => (isUnknown(outcome) ? "unknown" : outcome))),
      changes: count(events.map(({ change }) => change.kind)),
      targets: count(events.map(({ target }) => String(target.kind))),
    }).toMatchInlineSnapshot(`
      {
        "actors": {
          "AssumedRole": 145,
          "FederatedUser": 1,
          "IAMUser": 481,
          "Unknown": 1,
          "none": 2,
        },
        "changes": {
          "boundary": 4,
          "condition": 2,
          "content": 2,
          "detach": 2,
          "inline-delete": 2,
          "inline-overwrite": 3,
          "none": 615,
        },
        "outcomes": {
          "denied": 260,
          "error": 40,
          "success": 330,
        },
        "targets": {
          "group": 4,
          "none": 559,
          "policy": 3,
          "role": 26,
          "trail": 6,
          "user": 32,
        },
      }
    `);
  });

  it("name the target of every denied IAM call that changes a restriction", () => {
    const attempts = events.filter(({ change, outcome }) => change.kind !== "none" && outcome === "denied");
    expect(attempts.length).toBeGreaterThan(10);
    expect(attempts.filter(({ target }) => typeof target.name !== "string")).toEqual([]);
  });
});
