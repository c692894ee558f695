import { describe, expect, it } from "vitest";
import { arnGlob, formFault, hasForm } from "../../document/index.ts";
import { STRING_FORMATS, type StringFormat, type StringFormatName } from "../../schemas/index.ts";

const FORMATS = Object.entries(STRING_FORMATS) as [StringFormatName, StringFormat][];

/** A text of each format, written wrongly in the ways that people do. */
const slipsOf = (text: string): string[] => [
  ...[text.toUpperCase(), text.toLowerCase(), ` ${text}`, `${text} `, `${text}.`, `${text}/`, `/${text}`, `"${text}"`],
  ...[text.slice(1), text.slice(0, -1), text.replace(/\..*$/, ""), text.slice(text.lastIndexOf("/") + 1), text.slice(text.lastIndexOf(":") + 1)],
];

describe("what is offered in place of a text of another form", () => {
  it.each(FORMATS)("is a text that AWS gives out, and each correction is made once: %s", (name, { example, inUse }) => {
    for (const text of slipsOf(example))
      for (const meant of formFault(name, text)?.meant ?? []) {
        expect(formFault(name, meant)?.kind, `${text} → ${meant}`).not.toBe("never");
        if (inUse !== undefined) expect(meant).toMatch(new RegExp(inUse, "u"));
        expect(meant, `${text} → ${meant}`).not.toMatch(/(\.amazonaws\b.*){2}|^vv|\/\/|^(\w+:\/\/)/i);
      }
  });

  it.each([
    ["service-host", "KMS.amazonaws.com", ["kms.amazonaws.com"]],
    ["service-host", "kms", ["kms.amazonaws.com"]],
    ["service-host", "kms.amazonaws", ["kms.amazonaws.com"]],
    ["service-host", "kms.amazonaws.com.", ["kms.amazonaws.com"]],
    ["access-key-id", "akiaiosfodnn7example", ["AKIAIOSFODNN7EXAMPLE"]],
    ["caller-access-key-id", "asiaiosfodnn7example", ["ASIAIOSFODNN7EXAMPLE"]],
    ["policy-version-id", "3", ["v3"]],
    ["policy-version-id", "V3", ["v3"]],
  ] as const)("of %s: %s", (name, text, meant) => {
    expect(formFault(name, text)?.meant).toEqual(meant);
  });
});

describe("the glob of the ARNs of what a text names", () => {
  it.each([
    ["key-arn", "alias/trail", "*:alias/trail"],
    ["key-arn", "key/1234abcd-12ab-34cd-56ef-1234567890ab", "*:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["key-arn", "1234abcd-12ab-34cd-56ef-1234567890ab", "*/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["user-arn", "user/ann", "*:user/ann"],
    ["policy-arn", "AdministratorAccess", "*/AdministratorAccess"],
  ] as const)("of %s: %s", (name, text, glob) => {
    expect(arnGlob(name, text)).toBe(glob);
  });

  it.each(FORMATS.filter(([, { pattern }]) => pattern?.startsWith("^arn:")))("meets the example that it was made of: %s", (name, { example }) => {
    const resource = example.split(":").slice(5).join(":");
    for (const text of [resource, resource.slice(resource.lastIndexOf("/") + 1)]) {
      const glob = arnGlob(name, text);
      if (glob === null) continue;
      const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
      expect(example, `${text} → ${glob}`).toMatch(new RegExp(`^${parts.join(".*")}$`));
      expect(hasForm(name, example)).toBe(true);
    }
  });
});
