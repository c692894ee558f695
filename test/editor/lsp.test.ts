import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";
import { type Editor, type LspDiagnostic, startEditor, uriOf } from "./client.ts";

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
message: "{{user.name}} can sign in with a password alone"
`;

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
async function opened(text: string, name?: string): Promise<{ uri: string; found: LspDiagnostic[] }> {
  count += 1;
  const id = name ?? `mine-${count}`;
  const uri = uriOf(join(folder, `rules/${id}.yaml`));
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
    expect(await published).toEqual([expect.objectContaining({ code: "RV014", range: { start: { line: 0, character: 4 }, end: { line: 0, character: 8 } } })]);
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

  it("says nothing of YAML that is none of ours", async () => {
    const uri = uriOf(join(folder, "docker-compose.yaml"));
    const published = editor.diagnostics(uri);
    editor.open(uri, "services:\n  web: { image: nginx }\nversion: 3\n");
    expect(await published).toEqual([]);
  });

  it("finds no error in a shipped rule, and is done within the second", async () => {
    const path = join(ROOT, "rules/iam-baseline/user-console-mfa.yaml");
    const uri = uriOf(path);
    const text = readFileSync(path, "utf8");
    const published = editor.diagnostics(uri);
    editor.open(uri, text);
    expect(await published).toEqual([]);
    const before = performance.now();
    const again = editor.diagnostics(uri);
    editor.change(uri, text.replace("severity: high", "severity: low"));
    await again;
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it("stays up when a file is no text at all", async () => {
    const { found } = await opened("\u0000\u0001: [{{&*!".repeat(2_000));
    expect(found.length).toBeGreaterThan(0);
    expect((await opened(RULE)).found).toEqual([]);
  });

  it("ends when the editor says so", async () => {
    const other = await startEditor([program.bin, "lsp"], { folder });
    expect(await other.stop()).toBe(0);
  });
});
