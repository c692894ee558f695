import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program } from "../cli/reeve.ts";
import { type Editor, marked, startEditor, uriOf } from "../editor/client.ts";
import { q, writeHostileInputs } from "./inputs.ts";
import { harmIn, LINES, ONE_LINE } from "./texts.ts";

let program: Program;
let folder: string;
let editor: Editor;
const shown: { type: number; message: string }[] = [];
let settings: unknown = null;
beforeAll(async () => {
  program = buildProgram();
  folder = mkdtempSync(join(program.folder, "hostile-"));
  mkdirSync(join(folder, "mine"));
  writeHostileInputs(folder);
  writeFileSync(join(folder, "reeve.yaml"), "rules: [mine]\n");
  editor = await startEditor([program.bin, "lsp", "--stdio", "--snapshot", join(folder, "names.json")], { folder, settings: () => settings });
  editor.connection.onNotification("window/showMessage", (message: { type: number; message: string }) => void shown.push(message));
}, 60_000);
afterAll(async () => {
  await editor?.stop();
  program?.remove();
});

/** Every text of an answer but those that replace what the author typed, and addresses. */
function textsIn(answer: unknown, key = ""): string[] {
  if (["newText", "filterText", "uri", "arguments", "changes", "data"].includes(key)) return [];
  if (typeof answer === "string") return [answer];
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) => textsIn(value, name));
}

let count = 0;
async function opened(text: string, name = `r${count++}`): Promise<{ uri: string; found: unknown[] }> {
  const uri = uriOf(join(folder, "mine", `${name}.yaml`));
  const published = editor.diagnostics(uri);
  editor.open(uri, text);
  return { uri, found: await published };
}

const HEAD = `id: r\ntitle: ${q("##vso[task.setvariable]b \u001b[2J\u202e")}\nseverity: high\nresource: user\nrationale: ${q(LINES)}\nreferences: ["https://example.com/"]\n`;
const PARAMS = `params:\n  exempt: { type: array, items: { type: string }, default: [${q(ONE_LINE)}], description: ${q(LINES)} }\n`;
const harmOf = (answer: unknown): (string | null)[] => textsIn(answer).map(harmIn);
const none = (texts: unknown[]): null[] => texts.map(() => null);

describe("hostile text in an editor", () => {
  it.each([
    ["keys", `${q(LINES)}: 1\nrequire: { user.mfaActive: true }\nmessage: x\n`],
    ["paths", `require: { ${q(`user.${ONE_LINE}`)}: true }\nmessage: x\n`],
    ["values", `require: { user.name: { matches: ${q(`(${ONE_LINE}`)} } }\nmessage: x\n`],
    ["templates", `require: { user.mfaActive: true }\nmessage: ${q(`{{user.${ONE_LINE}}} {{${LINES}}}`)}\n`],
    ["parameters", `params: { ${q(ONE_LINE)}: { type: ${q(LINES)} } }\nrequire: { user.name: { var: ${q(`params.${ONE_LINE}`)} } }\nmessage: x\n`],
    ["enumerations", `controls: [{ framework: ${q(ONE_LINE)}, id: ${q(LINES)} }]\nrequire: { user.mfaActive: true }\nmessage: x\n`],
    ["text that is no YAML", `require: {{ ${ONE_LINE}\n${LINES}: [`],
  ])("does no harm in what is said of a rule's %s, and in its corrections", async (_what, rest) => {
    const { uri, found } = await opened(HEAD + rest);
    expect(found.length).toBeGreaterThan(0);
    expect(harmOf(found)).toEqual(none(textsIn(found)));
    const range = { start: { line: 0, character: 0 }, end: { line: 40, character: 0 } };
    const fixes = await editor.request("textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics: [] } });
    expect(harmOf(fixes)).toEqual(none(textsIn(fixes)));
  });

  it.each([
    ["a path with its values", "require: { user.na¦me: x }\nmessage: x\n"],
    ["a parameter", "require: { user.name: { in: { var: params.ex¦empt } } }\nmessage: x\n"],
    ["a path in a template", 'require: { user.mfaActive: true }\nmessage: "{{user.na¦me}}"\n'],
  ])("does no harm where %s is explained", async (_what, rest) => {
    const { text, position } = marked(HEAD + PARAMS + rest);
    const { uri } = await opened(text);
    const hover = await editor.request("textDocument/hover", { textDocument: { uri }, position });
    expect(textsIn(hover).join()).toMatch(/\\u\{1b\}|\\u001b/);
    expect(harmOf(hover)).toEqual(none(textsIn(hover)));
  });

  it.each([
    ["values of the account", "require: { user.name: ¦ }\nmessage: x\n"],
    ["parameters", "require: { user.name: { in: { var: ¦ } } }\nmessage: x\n"],
    ["paths", "require: { user.¦: true }\nmessage: x\n"],
  ])("does no harm where %s complete what is typed", async (_what, rest) => {
    const { text, position } = marked(HEAD + PARAMS + rest);
    const { uri } = await opened(text);
    const list = await editor.request<{ items: unknown[] }>("textDocument/completion", { textDocument: { uri }, position });
    expect(list.items.length).toBeGreaterThan(0);
    expect(harmOf(list)).toEqual(none(textsIn(list)));
    // What is put into the file is YAML that the reviewer sees.
    const put = JSON.stringify(list.items.map((item) => (item as { textEdit?: { newText: string } }).textEdit?.newText));
    expect(put.match(/(?!\n)[\p{Cc}\p{Cf}\p{DI}]/u)).toBe(null);
  });

  it("does no harm above a rule, in the message of its tests and in that of a snapshot that cannot be read", async () => {
    const test = `cases:\n  - name: ${q(ONE_LINE)}\n    given: { users: [{ name: ${q(ONE_LINE)}, mfaActive: false }] }\n    expect: { pass: [${q(ONE_LINE)}] }\n`;
    writeFileSync(join(folder, "mine/tested.test.yaml"), test);
    writeFileSync(join(folder, "mine/tested.yaml"), `${HEAD.replace("id: r\n", "id: tested\n")}require: { user.mfaActive: true }\nmessage: ${q(LINES)}\n`);
    const { uri } = await opened(`${HEAD.replace("id: r\n", "id: tested\n")}require: { user.mfaActive: true }\nmessage: ${q(LINES)}\n`, "tested");
    const lenses = await editor.request<unknown[]>("textDocument/codeLens", { textDocument: { uri } });
    const failures = editor.diagnostics(uriOf(join(folder, "mine/tested.test.yaml")));
    const ran = await editor.request("workspace/executeCommand", { command: "reeve.runTests", arguments: [uri] });
    settings = { snapshot: ONE_LINE };
    await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: {} });
    const { found } = await opened(HEAD);
    await editor.request("textDocument/codeLens", { textDocument: { uri } });
    const all = [lenses, await failures, ran, found, shown, editor.logged];
    expect([lenses.length, (await failures).length > 0, shown.length]).toEqual([2, true, 2]);
    expect(harmOf(all)).toEqual(none(textsIn(all)));
  });
});
