import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { READERS } from "../../../collectors/plan/terraform/readers.ts";

const PAGE = readFileSync(new URL("../../../docs/planned-changes.md", import.meta.url), "utf8");

describe("types of the AWS provider", () => {
  it("that are read are in the guide, each by name", () => {
    expect(Object.keys(READERS).filter((type) => !PAGE.includes(`\`${type}\``))).toEqual([]);
  });

  it("that the guide names are read", () => {
    const table = PAGE.slice(PAGE.indexOf("## Terraform types"));
    const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(aws_[a-z_]+)`/g)].map(([, type = ""]) => type));
    expect(named.filter((type) => !Object.hasOwn(READERS, type))).toEqual(["aws_iam_policy_document"]);
  });
});
