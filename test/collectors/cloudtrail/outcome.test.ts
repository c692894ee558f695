import { describe, expect, it } from "vitest";
import { eventOf, fixtureRecords, record } from "./records.ts";

const outcome = (parts: Record<string, unknown>): unknown => eventOf(record("GetThing", {}, { eventSource: "s3.amazonaws.com", ...parts })).outcome;

describe("the outcome of a call", () => {
  it.each([
    "AccessDenied",
    "AccessDeniedException",
    "Client.UnauthorizedOperation",
    "UnauthorizedException",
    "VpceAccessDenied",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "NotAuthorized",
  ])("is denied with %s", (errorCode) => {
    expect(outcome({ errorCode })).toBe("denied");
  });

  it.each(["NoSuchEntityException", "DeleteConflict", "UnmodifiableEntity", "Client.InvalidParameterValue", "ThrottlingException", "AccessDeniedNot"])(
    "is an error with %s",
    (errorCode) => {
      expect(outcome({ errorCode })).toBe("error");
    },
  );

  it("is success without a code, and with one that is empty", () => {
    expect([outcome({}), outcome({ errorCode: null }), outcome({ errorCode: "" })]).toEqual(["success", "success", "success"]);
  });

  it.each([" ", "\t", "\u200b", "null", "None", "NONE", "-", "Success", " success ", "OK", "n/a", 5, {}, [], true])("is unknown with %j", (errorCode) => {
    expect(outcome({ errorCode })).toBe("unknown: Unparseable");
    expect(outcome({ errorMessage: errorCode })).toBe("unknown: Unparseable");
    expect(outcome({ errorCode: "AccessDenied", errorMessage: errorCode })).toBe("denied");
  });

  it("is read with blanks beside the code", () => {
    expect([outcome({ errorCode: " AccessDenied " }), outcome({ errorCode: "NoSuchEntity\n" })]).toEqual(["denied", "error"]);
  });

  it("is unknown where the answer has a code that names nothing", () => {
    expect(["-", " ", "null"].map((errorCode) => outcome({ responseElements: { errorCode } }))).toEqual(Array(3).fill("unknown: Unparseable"));
  });

  it("is an error where only the message or the answer tells it", () => {
    expect(outcome({ errorMessage: "An unknown error occurred" })).toBe("error");
    expect(outcome({ responseElements: { errorCode: "AccessDenied" } })).toBe("denied");
  });

  it("of a sign-in is told by its answer", () => {
    expect(fixtureRecords("console-sign-in").map((value) => eventOf(value).outcome)).toEqual(["success", "denied", "success", "success", "denied"]);
  });

  it("of a sign-in whose answer was truncated is unknown", () => {
    const value = { ...fixtureRecords("console-sign-in")[3], responseElements: { omitted: true } };
    expect(eventOf(value).outcome).toBe("unknown: Truncated");
  });
});
