import { describe, expect, it } from "vitest";
import { TABLE, withArticle } from "../../schemas/index.ts";

describe("a word with its article", () => {
  it.each([
    "a user",
    "a unit",
    "an unknown",
    "an account",
    "an event",
    "an analyzer",
    "an accessKey",
    "an oidcProvider",
    "an mfaDevice",
    "a role",
    "a European",
    "an SCP",
    "an IAM user",
    "a one-time code",
  ])("%s", (text) => {
    expect(withArticle(text.replace(/^an? /, ""))).toBe(text);
  });

  it("is right for every kind of the document", () => {
    expect(Object.keys(TABLE.kinds).map(withArticle)).toMatchInlineSnapshot(`
      [
        "an accessKey",
        "an account",
        "an analyzer",
        "an event",
        "a group",
        "an mfaDevice",
        "an oidcProvider",
        "a policy",
        "a role",
        "a root",
        "a samlProvider",
        "a serverCertificate",
        "a trail",
        "a user",
      ]
    `);
  });
});
