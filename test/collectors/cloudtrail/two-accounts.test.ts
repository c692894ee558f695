import { describe, expect, it } from "vitest";
import { derivedEvents, record } from "./records.ts";

describe("two records of one eventID", () => {
  const of = (recipientAccountId: string, more: object = {}): object => ({ ...record("ListUsers", null), eventID: "e-1", recipientAccountId, ...more });
  const conflicts = (records: object[]): string[] =>
    Object.values(derivedEvents(records).gaps).flatMap(({ reason, scope }) => (reason === "Inconsistent" ? [scope] : []));

  it("that differ in the receiving account only are both judged, and a gap says so", () => {
    const { events } = derivedEvents([of("111122223333"), of("999999999999")]);
    expect(events).toHaveLength(3);
    expect(conflicts([of("111122223333"), of("999999999999")])).toEqual(["eventID e-1"]);
  });

  it("are no conflict where they are one, or one is the addendum of the other", () => {
    expect(conflicts([of("111122223333"), of("111122223333")])).toEqual([]);
    expect(conflicts([of("111122223333"), of("111122223333", { addendum: { reason: "UPDATED_DATA", originalEventID: "e-1" } })])).toEqual([]);
  });
});
