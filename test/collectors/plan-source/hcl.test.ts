import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hclBlocks } from "../../../collectors/plan/source/hcl.ts";
import { jsonKeys } from "../../../collectors/plan/source/json-keys.ts";
import { templateLines } from "../../../collectors/plan/source/template-lines.ts";

const found = (text: string): string[] => hclBlocks(text).map(({ kind, labels, line }) => `${line} ${kind} ${labels.join(".")}`);

describe("a .tf file", () => {
  it("tells the line of each block", () => {
    const text = 'terraform {\n  required_version = "1"\n}\n\nresource "aws_iam_user" "alice" {\n  name = "alice"\n}\ndata "aws_iam_policy_document" "x" {}\n';
    expect(found(text)).toEqual(["5 resource aws_iam_user.alice", "8 data aws_iam_policy_document.x"]);
  });

  it.each([
    ["a line comment", '# resource "a" "hidden" {\n'],
    ["the other line comment", '// resource "a" "hidden" {\n'],
    ["a comment over lines", '/* resource "a" "hidden" {\n} */\n'],
    ["a heredoc", 'locals {\n  x = <<EOT\n}\nresource "a" "hidden" {\nEOT\n}\n'],
    ["an indented heredoc", 'locals {\n  x = <<-EOT\n  }\n  resource "a" "hidden" {\n  EOT\n}\n'],
    ["a string", 'locals {\n  x = "} resource \\" {"\n}\n'],
    ["a template in a string", 'locals {\n  x = "${join("}", ["{"])} %{ if true }a%{ endif } $${ {"\n}\n'],
    ["a block within a block", 'terraform {\n  resource "a" "hidden" {\n  }\n}\n'],
  ])("takes no block out of %s, and goes on after it", (_what, before) => {
    const line = before.split("\n").length;
    expect(found(`${before}resource "aws_iam_user" "alice" {\n}\n`)).toEqual([`${line} resource aws_iam_user.alice`]);
  });

  it.each([
    ["without quotes", "resource aws_iam_user alice {\n}\n"],
    ["with line ends of Windows", '\r\nresource "aws_iam_user" "alice" {\r\n}\r\n'],
    ["with more spaces", '  resource   "aws_iam_user"\t"alice"{}'],
    ["in a file that ends too soon", 'resource "aws_iam_user" "alice" {\n  name = "al'],
  ])("finds a block %s", (_how, text) => {
    expect(found(text)).toHaveLength(1);
  });

  it("tells where a module is read from", () => {
    expect(hclBlocks('module "team" {\n  version = "1"\n  providers = { source = "x" }\n  source = "./team"\n}\nmodule "x" { source = "../x" }')).toEqual([
      { kind: "module", labels: ["team"], line: 1, source: "./team" },
      { kind: "module", labels: ["x"], line: 6, source: "../x" },
    ]);
  });

  it("takes time in proportion to its length, whatever is in it", () => {
    for (const part of ['"${', "<<E\n", '"', "/*", "{", 'module "a" { source = "', "<<", "\\"]) {
      const before = process.cpuUsage();
      hclBlocks(part.repeat(100_000));
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(5_000);
    }
  });

  it("gives an answer for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => Array.isArray(hclBlocks(text)) && Array.isArray(jsonKeys(text, 3)) && templateLines(text).size >= 0),
    );
  });
});

describe("a .tf.json file", () => {
  it("tells the line of each key, through lists too", () => {
    const text =
      '{\n  "//": "comment { \\" }",\n  "resource": [{\n    "aws_iam_user": {\n      "alice": { "name": "a" },\n      "bob": [{ "name": "b" }]\n    }\n  }]\n}';
    expect(jsonKeys(text, 3).map(({ path, line }) => `${line} ${path.join(".")}`)).toEqual([
      "2 //",
      "3 resource",
      "4 resource.aws_iam_user",
      "5 resource.aws_iam_user.alice",
      "6 resource.aws_iam_user.bob",
    ]);
  });
});

describe("a CloudFormation template", () => {
  it.each([
    [
      "YAML",
      "AWSTemplateFormatVersion: '2010-09-09'\nDescription: >\n  Resources:\n    Hidden: x\nResources: # all\n  # one\n  User:\n    Type: AWS::IAM::User\n    Properties:\n      Policy: |\n        Hidden:\n  \"Role\":\n    Type: AWS::IAM::Role\nOutputs:\n  Out:\n    Value: x\n",
      { User: 7, Role: 12 },
    ],
    [
      "JSON",
      '{\n  "Parameters": { "Resources": { "Hidden": {} } },\n  "Resources": {\n    "User": {\n      "Type": "AWS::IAM::User"\n    },\n    "Role": { "Type": "AWS::IAM::Role" }\n  }\n}',
      { User: 4, Role: 7 },
    ],
  ])("in %s tells the line of each logical id", (_form, text, lines) => {
    expect(Object.fromEntries(templateLines(text))).toEqual(lines);
  });
});
