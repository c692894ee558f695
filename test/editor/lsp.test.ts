import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";
import { type Editor, marked, type PublishedDiagnostic, startEditor, uriOf } from "./client.ts";

const RULE = `id: mine
title: Console users sign in with MFA
severity: high
resource: user
rationale: A password alone can be phished.
params:
  exempt: { type: array, items: { type: string }, default: [], description: Paths of break-glass users }
applies:
  user.passwordEnabled: true
  user.path: { notIn: { var: params.exempt } }
require:
  user.mfaActive: true
message: "{{user.name}} can sign in with a password only"
`;

const TEST = "cases:\n  - name: no MFA\n    given: { users: [{ name: ana, path: /, passwordEnabled: true, mfaActive: false }] }\n    expect: { pass: [ana] }\n";

let program: Program;
let editor: Editor;
let folder: string;
let count = 0;

beforeAll(async () => {
  program = buildProgram();
  folder = join(program.folder, "policy");
  mkdirSync(join(folder, "rules"), { recursive: true });
  writeFileSync(join(folder, "reeve.yaml"), "rules: [rules]\npacks: [iam-baseline]\n");
  writeFileSync(join(folder, "rules/kept.yaml"), RULE.replace("id: mine", "id: kept"));
  editor = await startEditor([program.bin, "lsp", "--stdio"], { folder });
});
afterAll(async () => {
  await editor?.stop();
  program?.remove();
});

/** A rule of the workspace that is open and not saved, and what is said of it. */
async function opened(text: string, name?: string): Promise<{ uri: string; found: PublishedDiagnostic[] }> {
  count += 1;
  const id = name ?? `mine-${count}`;
  const uri = uriOf(join(folder, `rules/${id}.yaml`));
  if (!id.endsWith(".test")) writeFileSync(join(folder, `rules/${id}.test.yaml`), TEST);
  const published = editor.diagnostics(uri);
  editor.open(uri, text.replace("id: mine\n", `id: ${id}\n`));
  return { uri, found: await published };
}

describe("reeve lsp", () => {
  it("finds no fault in a sound rule", async () => {
    expect((await opened(RULE)).found).toEqual([]);
  });

  it("tells a misspelt path where it stands, with code and correction", async () => {
    const { found } = await opened(RULE.replace("user.mfaActive", "user.mfaActiv"));
    expect(found).toEqual([
      expect.objectContaining({
        code: "RV030",
        severity: 1,
        source: "reeve",
        range: { start: { line: 11, character: 2 }, end: { line: 11, character: 15 } },
        message: expect.stringContaining("user.mfaActive"),
      }),
    ]);
  });

  it("tells at each keystroke what is wrong now", async () => {
    const { uri } = await opened(RULE);
    const broken = editor.diagnostics(uri);
    editor.change(uri, RULE.replace("severity: high", "severity: hig"));
    expect((await broken).map(({ code }) => code)).toContain("RV012");
    const whole = editor.diagnostics(uri);
    editor.change(uri, RULE.replace("id: mine", `id: mine-${count}`));
    expect(await whole).toEqual([]);
  });

  it("tells that another rule of the workspace bears the id", async () => {
    const text = RULE.replace("id: mine", "id: kept");
    const uri = uriOf(join(folder, "rules/other/kept.yaml"));
    const published = editor.diagnostics(uri);
    editor.open(uri, text);
    expect((await published).filter(({ severity }) => severity === 1)).toEqual([
      expect.objectContaining({ code: "RV014", range: { start: { line: 0, character: 4 }, end: { line: 0, character: 8 } } }),
    ]);
  });

  it("offers the corrected text as a quick fix", async () => {
    const { uri, found } = await opened(RULE.replace("user.mfaActive", "user.mfaActiv"));
    const [diagnostic] = found;
    const actions = await editor.request<{ title: string; edit: { changes: Record<string, { newText: string }[]> } }[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: diagnostic?.range,
      context: { diagnostics: found },
    });
    expect(actions[0]?.edit.changes[uri]).toEqual([{ range: diagnostic?.range, newText: "user.mfaActive" }]);
  });

  interface Item {
    label: string;
    textEdit: { newText: string; range: unknown };
  }

  async function at<T>(method: string, written: string, name?: string): Promise<T> {
    const { text, position } = marked(written);
    const { uri } = await opened(text, name);
    return editor.request<T>(`textDocument/${method}`, { textDocument: { uri }, position });
  }

  const LISTED: [string, string, string[]][] = [
    ["fields of a user after the dot", RULE.replace("user.mfaActive: true", "user.¦"), ["user.mfaActive", "user.accessKeys"]],
    ["fields beyond a reference", RULE.replace("user.mfaActive: true", "user.permissionsBoundary.¦"), ["user.permissionsBoundary.name"]],
    ["roots and junctions where a condition begins", RULE.replace("user.mfaActive: true", "¦"), ["user.mfaActive", "account", "or"]],
    ["matchers by type in a flow map", RULE.replace("user.mfaActive: true", "user.createdAt: { ¦ }"), ["olderThan", "newerThan"]],
    ["matchers in a flow map that is not closed", RULE.replace("user.mfaActive: true", "user.createdAt: { old¦"), ["olderThan"]],
    ["matchers on a line of their own", RULE.replace("user.mfaActive: true", "user.accessKeys:\n    ¦"), ["any", "none", "count"]],
    ["fields of an element", RULE.replace("user.mfaActive: true", "user.accessKeys:\n    any:\n      ¦"), ["active", "lastUsedAt", "item"]],
    ["durations", RULE.replace("user.mfaActive: true", "user.createdAt: { olderThan: ¦ }"), ["90d"]],
    ["true and false", RULE.replace("user.mfaActive: true", "user.mfaActive: ¦"), ["true", "false"]],
    ["values of the sample", RULE.replace("user.mfaActive: true", "user.path: ¦"), ["/"]],
    ["parameters", RULE.replace("var: params.exempt", "var: ¦"), ["params.exempt", "user.path"]],
    ["paths in a message that is not closed", RULE.replace("{{user.name}}", "{{user.na¦"), ["user.name"]],
    ["severities", RULE.replace("severity: high", "severity: ¦"), ["critical", "low"]],
    [
      "the record's own fields",
      RULE.replace("resource: user", "resource: event").replace(/applies:[\s\S]*true\n/, "match:\n  event.¦\n"),
      ["event.eventName", "event.userIdentity"],
    ],
    ["names of let", RULE.replace("applies:", "let:\n  boundary: { lookup: [policy, x] }\napplies:").replace("user.mfaActive: true", "boun¦"), ["boundary"]],
    [
      "fields behind a name of let",
      RULE.replace("applies:", "let:\n  boundary: { lookup: [policy, x] }\napplies:").replace("user.mfaActive: true", "boundary.¦"),
      ["boundary.admin"],
    ],
    ["fields of a rule", `${RULE}re¦`, ["references", "remediation"]],
  ];
  it.each(LISTED)("lists %s", async (_, written, labels) => {
    const { items } = await at<{ items: Item[] }>("completion", written);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(labels));
  });

  it("writes a whole path in place of its beginning, with the colon that it wants", async () => {
    const { items } = await at<{ items: Item[] }>("completion", RULE.replace("user.mfaActive: true", "user.mfaA¦"));
    const item = items.find(({ label }) => label === "user.mfaActive");
    expect(item?.textEdit).toEqual({ newText: "user.mfaActive: ", range: { start: { line: 11, character: 2 }, end: { line: 11, character: 11 } } });
  });

  it("does not list what the map has already", async () => {
    const { items } = await at<{ items: Item[] }>("completion", RULE.replace("user.mfaActive: true", "user.mfaActive: true\n  user.¦"));
    expect(items.map(({ label }) => label)).not.toContain("user.mfaActive");
  });

  it("lists the names that a test's case gives, and the fields of the document", async () => {
    const head = "cases:\n  - name: one\n    given:\n      users:\n        - { name: ana, mfaActive: true }\n";
    const named = await at<{ items: Item[] }>("completion", `${head}    expect:\n      pass: [¦]\n`, "cases.test");
    expect(named.items.map(({ label }) => label)).toEqual(["ana", "*"]);
    const fields = await at<{ items: Item[] }>("completion", `${head}        - ¦\n    expect: { pass: [ana] }\n`, "fields.test");
    expect(fields.items.map(({ label }) => label)).toContain("passwordEnabled");
  });

  it("lists rules and packs in reeve.yaml", async () => {
    const { text, position } = marked("packs: [iam-baseline]\nrules: [rules]\noff:\n  - rule: ¦\n");
    const uri = uriOf(join(folder, "reeve.yaml"));
    editor.open(uri, text);
    const { items } = await editor.request<{ items: Item[] }>("textDocument/completion", { textDocument: { uri }, position });
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(["kept", "user-console-mfa"]));
  });

  const HOVERS: [string, string, RegExp][] = [
    [
      "a path with type, source and values of the sample",
      RULE.replace("user.mfaActive", "user.mfa¦Active"),
      /true or false[\s\S]*From iam:[\s\S]*On sample: `(true|false)` × \d+/,
    ],
    ["a path through a reference with its values", RULE.replace("user.mfaActive: true", "user.permissionsBoundary.na¦me: x"), /text[\s\S]*On sample: /],
    ["a matcher", RULE.replace("notIn", "not¦In"), /complement of in/],
    ["a parameter", RULE.replace("var: params.exempt", "var: params.ex¦empt"), /array of string, default[\s\S]*break-glass/],
    ["a path in the message", RULE.replace("{{user.name}}", "{{user.na¦me}}"), /`user.name`: text/],
    ["a field of the rule", RULE.replace("rationale", "rat¦ionale"), /Why it matters/],
    ["a field of an element", RULE.replace("user.mfaActive: true", "user.accessKeys: { any: { act¦ive: true } }"), /sign requests[\s\S]*On sample/],
  ];
  it.each(HOVERS)("explains %s", async (_, written, words) => {
    const found = await at<{ contents: { value: string } } | null>("hover", written);
    expect(found?.contents.value).toMatch(words);
  });

  it("goes from the use of a parameter to its definition", async () => {
    const found = await at<{ range: { start: unknown } }>("definition", RULE.replace("var: params.exempt", "var: params.ex¦empt"));
    expect(found.range.start).toEqual({ line: 6, character: 2 });
  });

  it("goes from a name of let to its definition", async () => {
    const written = RULE.replace("applies:", "let:\n  boundary: { lookup: [policy, x] }\napplies:").replace("user.mfaActive: true", "bound¦ary.name: x");
    expect((await at<{ range: { start: unknown } }>("definition", written)).range.start).toEqual({ line: 8, character: 2 });
  });

  it("goes from a test to its rule, and from reeve.yaml to a rule", async () => {
    const found = await at<{ uri: string }>("definition", "cases:\n  - na¦me: one\n    given: {}\n    expect: {}\n", "kept.test");
    expect(found.uri).toBe(uriOf(join(folder, "rules/kept.yaml")));
    editor.close(uriOf(join(folder, "rules/kept.test.yaml")));
    const { text, position } = marked("rules: [rules]\noff:\n  - { rule: ke¦pt, reason: x }\n");
    const uri = uriOf(join(folder, "reeve.yaml"));
    editor.open(uri, text);
    expect((await editor.request<{ uri: string }>("textDocument/definition", { textDocument: { uri }, position })).uri).toBe(
      uriOf(join(folder, "rules/kept.yaml")),
    );
  });

  interface Lens {
    command: { title: string; command: string; arguments: unknown[] };
  }

  it("counts above a rule what it says of the sample", async () => {
    const { uri } = await opened(RULE);
    const lenses = await editor.request<Lens[]>("textDocument/codeLens", { textDocument: { uri } });
    expect(lenses.map(({ command }) => command.title)).toEqual([expect.stringMatching(/^\d+ fail · \d+ pass .*on sample$/), "run tests"]);
  });

  it("runs the tests of a rule and shows in the test file what failed", async () => {
    const test = join(folder, "rules/kept.test.yaml");
    writeFileSync(test, TEST);
    const uri = uriOf(join(folder, "rules/kept.yaml"));
    const published = editor.diagnostics(uri);
    editor.open(uri, readFileSync(join(folder, "rules/kept.yaml"), "utf8"));
    await published;
    const lenses = await editor.request<Lens[]>("textDocument/codeLens", { textDocument: { uri } });
    const run = lenses.find(({ command }) => command.title === "run tests")?.command;
    const failed = editor.diagnostics(uriOf(test));
    const outcome = await editor.request("workspace/executeCommand", { command: run?.command, arguments: run?.arguments });
    expect(outcome).toEqual({ passed: false, sentence: "kept: 1 of 1 case failed" });
    expect(await failed).toEqual([
      expect.objectContaining({ range: { start: { line: 3, character: 21 }, end: { line: 3, character: 24 } }, message: "ana: expected pass, is fail." }),
    ]);
  });

  it("tells after a rest what a fault would have done on the sample", async () => {
    const { uri, found } = await opened(RULE.replace("user.mfaActive", "user.mfaActiv"));
    expect(found[0]?.message).not.toMatch(/sample/);
    expect((await editor.diagnostics(uri))[0]?.message).toMatch(/bundled sample/);
  });

  it("answers at every position of a rule that is cut off at every length", async () => {
    for (let end = 0; end < RULE.length; end += 7) {
      const { uri } = await opened(RULE.slice(0, end), "cut");
      const line = RULE.slice(0, end).split("\n").length - 1;
      const position = { line, character: end - (RULE.lastIndexOf("\n", end - 1) + 1) };
      await editor.request("textDocument/completion", { textDocument: { uri }, position });
      await editor.request("textDocument/hover", { textDocument: { uri }, position });
      await editor.request("textDocument/codeLens", { textDocument: { uri } });
      editor.close(uri);
    }
    expect(editor.logged).toEqual([]);
  });

  it("says nothing of YAML that is none of ours", async () => {
    const uri = uriOf(join(folder, "docker-compose.yaml"));
    const published = editor.diagnostics(uri);
    editor.open(uri, "services:\n  web: { image: nginx }\nversion: 3\n");
    expect(await published).toEqual([]);
  });

  it("finds no error in a shipped rule, nor in one that is edited", async () => {
    const path = join(ROOT, "rules/iam-baseline/user-console-mfa.yaml");
    const uri = uriOf(path);
    const text = readFileSync(path, "utf8");
    const published = editor.diagnostics(uri);
    editor.open(uri, text);
    expect(await published).toEqual([]);
    const again = editor.diagnostics(uri);
    editor.change(uri, text.replace("severity: high", "severity: low"));
    expect(await again).toEqual([]);
  });

  it("stays up when a file is no text at all", async () => {
    const { found } = await opened("\u0000\u0001: [{{&*!".repeat(2_000));
    expect(found.length).toBeGreaterThan(0);
    expect((await opened(RULE)).found).toEqual([]);
  });

  it("ends when the editor is gone", async () => {
    const other = await startEditor([program.bin, "lsp"], { folder });
    expect(await other.leave()).toBe(0);
    expect(program.run(["lsp"]).code).toBe(0);
  });

  it("ends when the editor says so", async () => {
    const other = await startEditor([program.bin, "lsp"], { folder });
    expect(await other.stop()).toBe(0);
  });
});
