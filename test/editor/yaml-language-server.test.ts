import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Editor, marked, startEditor, uriOf } from "./client.ts";

const ROOT = resolve(".");
const SERVER = resolve("node_modules/yaml-language-server/bin/yaml-language-server");
const FILES = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => `rules/${name}`);

const HEAD = (kind: string, schema = "rule"): string => `# yaml-language-server: $schema=../../schemas/editor/${schema}.schema.json
id: mine
title: Something holds
severity: high
resource: ${kind}
rationale: It matters.
message: "no"
`;
const TEST = "# yaml-language-server: $schema=../../schemas/editor/rule-test.schema.json\ncases:\n  - name: a case\n";

interface Item {
  label: string;
  documentation?: string | { value: string };
  textEdit?: { newText: string };
}

let editor: Editor;
let count = 0;

beforeAll(async () => {
  editor = await startEditor([SERVER, "--stdio"], {
    folder: ROOT,
    settings: (section) =>
      section === "yaml" ? { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false }, validate: true, hover: true, completion: true } : {},
  });
});
afterAll(async () => {
  await editor?.stop();
});

/** Opens a text as a file of its own beside the shipped rules: the file need not exist. */
function opened(written: string): { uri: string; position: { line: number; character: number } } {
  const { text, position } = marked(written);
  count += 1;
  const uri = uriOf(`${ROOT}/rules/iam-baseline/mine-${count}.yaml`);
  editor.open(uri, text);
  return { uri, position };
}

async function completions(written: string): Promise<Item[]> {
  const { uri, position } = opened(written);
  const list = await editor.request<{ items: Item[] }>("textDocument/completion", { textDocument: { uri }, position });
  editor.close(uri);
  return list.items;
}

async function hover(written: string): Promise<string> {
  const { uri, position } = opened(written);
  const found = await editor.request<{ contents: { value: string } } | null>("textDocument/hover", { textDocument: { uri }, position });
  editor.close(uri);
  return found?.contents.value ?? "";
}

async function faults(text: string): Promise<string[]> {
  const { uri } = opened(`${text}¦`);
  const found = await editor.diagnostics(uri);
  editor.close(uri);
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}

describe("the editor schema in yaml-language-server", () => {
  const cases: [string, string, string[]][] = [
    ["the kinds of resource", `${HEAD("¦").replace(/\n$/, "")}`, ["user", "accessKey", "event"]],
    ["severities", HEAD("user").replace("severity: high", "severity: ¦"), ["critical", "info"]],
    ["the fields of a rule", `${HEAD("user")}re¦`, ["require", "references", "remediation"]],
    [
      "the paths of the rule's own kind",
      `${HEAD("user")}require:\n  ¦`,
      ["user.mfaActive", "user.permissionsBoundary.name", "account.passwordPolicy.maxPasswordAge", "and"],
    ],
    ["the paths of an event rule", `${HEAD("event")}match:\n  ¦`, ["event.eventName", "actor.isRoot", "change.before.denies", "outcome"]],
    ["matchers by the type of the value", `${HEAD("user")}require:\n  user.createdAt:\n    ¦`, ["olderThan", "newerThan", "exists", "default"]],
    ["the fields of a list's elements", `${HEAD("user")}require:\n  user.accessKeys:\n    any:\n      ¦`, ["active", "lastUsedAt"]],
    ["true and false", `${HEAD("user")}require:\n  user.mfaActive: ¦`, ["true", "false"]],
    ["the values that a text may have", `${HEAD("event")}match:\n  change.kind: ¦`, ["detach", "inline-delete"]],
    ["frameworks", `${HEAD("user")}controls:\n  ¦`, ["cis-aws-5.0", "securityhub"]],
    ["control ids", `${HEAD("user")}controls:\n  cis-aws-5.0:\n    - ¦`, ['"1.9"']],
    ["paths as evidence", `${HEAD("user")}evidence:\n  - ¦`, ["user.name"]],
    ["types of a parameter", `${HEAD("user")}params:\n  maxAge:\n    type: ¦`, ["duration", "array"]],
    ["lookups in let", `${HEAD("event")}let:\n  group:\n    ¦`, ["lookup", "var"]],
    ["the lists of a test's document", `${TEST}    given:\n      ¦`, ["users", "events", "account"]],
    ["the fields of a resource in a test", `${TEST}    given:\n      users:\n        - ¦`, ["mfaActive", "groups", "$unknown"]],
  ];
  it.each(cases)("offers %s", async (_, written, labels) => {
    const offered = (await completions(written)).map(({ label }) => label);
    expect(offered).toEqual(expect.arrayContaining(labels));
  });

  it("offers a user rule no paths of a role", async () => {
    const offered = (await completions(`${HEAD("user")}require:\n  ¦`)).map(({ label }) => label);
    expect(offered.filter((label) => /^(role|event|actor|accessKey)\./.test(label))).toEqual([]);
  });

  it("does not offer a text the matchers of a time", async () => {
    const offered = (await completions(`${HEAD("user")}require:\n  user.name:\n    ¦`)).map(({ label }) => label);
    expect(offered).toContain("glob");
    expect(offered).not.toContain("olderThan");
  });

  it("explains a path with type and source", async () => {
    expect(await hover(`${HEAD("user")}require:\n  user.mfa¦Active: true\n`)).toMatch(/true or false.*From iam:/s);
  });

  it("explains a path that passes through a reference", async () => {
    expect(await hover(`${HEAD("accessKey")}require:\n  accessKey.user.mfa¦Active: true\n`)).toMatch(/true or false/);
  });

  it("explains a matcher", async () => {
    expect(await hover(`${HEAD("user")}require:\n  user.createdAt: { older¦Than: 90d }\n`)).toMatch(/Age above/);
  });

  it("points at a path that does not exist", async () => {
    expect(await faults(`${HEAD("user")}require:\n  user.mfaActiv: true\n`)).toEqual([expect.stringMatching(/^9: /)]);
  });

  it("points at a matcher that the type does not have", async () => {
    expect(await faults(`${HEAD("user")}require:\n  user.mfaActive: { olderThan: 3d }\n`)).toEqual([expect.stringMatching(/^9: .*olderThan/)]);
  });

  it("points at a field that a test's document does not have", async () => {
    expect(await faults(`${TEST}    given: { users: [{ name: ana, mfaActiv: true }] }\n    expect: { pass: [ana] }\n`)).toEqual([
      expect.stringMatching(/^4: .*mfaActiv/),
    ]);
  });

  it("lets names of let stand as roots", async () => {
    expect(await faults(`${HEAD("event")}let:\n  group: { lookup: [group, devs] }\nmatch:\n  group.name: devs\n  event.eventName: X\n`)).toEqual([]);
  });

  it("finds no fault in any shipped file", async () => {
    expect(FILES.length).toBeGreaterThan(100);
    const found = await Promise.all(
      FILES.map(async (file) => {
        const uri = uriOf(resolve(file));
        const published = editor.diagnostics(uri);
        editor.open(uri, readFileSync(file, "utf8"));
        const faults = (await published).map(({ range, message }) => `${file}:${range.start.line + 1}: ${message}`);
        editor.close(uri);
        return faults;
      }),
    );
    expect(found.flat()).toEqual([]);
  });
});
