import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { comment } from "../../cli/commands/comment.ts";
import type { Io, Stream } from "../../cli/io.ts";
import { UsageError } from "../../cli/usage-error.ts";
import { BOT, type FakeForge, fakeForge, PERSON, TOKENS } from "../pipelines/fake-forge.ts";

const MARKER = "<!-- reeve:gate -->";
let folder: string;
let forge: FakeForge;
let told: string;
const write = async (text: string): Promise<void> => {
  told += text;
};
const stream: Stream = { write, writeExact: write, width: 1000, color: false, tty: false, closed: () => false };
const io: Io = { out: stream, err: stream, signal: new AbortController().signal };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-comment-"));
  told = "";
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await forge?.close();
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(text: string): string {
  const file = join(folder, "comment.md");
  writeFileSync(file, text);
  return file;
}

function onGithub(token: string, event: unknown = { pull_request: { number: 7 } }): void {
  writeFileSync(join(folder, "event.json"), JSON.stringify(event));
  const set = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/policies", GITHUB_API_URL: forge.url, GITHUB_TOKEN: token };
  for (const [name, value] of Object.entries({ ...set, GITHUB_EVENT_PATH: join(folder, "event.json") })) vi.stubEnv(name, value);
}

function onGitlab(token: string): void {
  const set = { GITHUB_ACTIONS: "", GITLAB_CI: "true", CI_API_V4_URL: forge.url, CI_PROJECT_ID: "12", CI_MERGE_REQUEST_IID: "3", GITLAB_TOKEN: token };
  for (const [name, value] of Object.entries(set)) vi.stubEnv(name, value);
}

describe("reeve comment", () => {
  it.each([
    ["GitHub, as a workflow", () => onGithub(TOKENS.workflow)],
    ["GitHub, as a person", () => onGithub(TOKENS.personal)],
    ["GitLab", () => onGitlab(TOKENS.personal)],
  ])("is written once and then replaced: %s", async (_, where) => {
    forge = await fakeForge([{ body: "A human's word", author: PERSON }]);
    where();
    expect(await comment(fileOf(`${MARKER}\nfirst`), {}, io)).toBe(0);
    expect(await comment(fileOf(`${MARKER}\nsecond`), {}, io)).toBe(0);
    expect(forge.comments.map(({ body }) => body)).toEqual(["A human's word", `${MARKER}\nsecond`]);
    expect(told).toMatch(/was created\.\n.*was updated\.\n$/);
  });

  it.each([
    ["a person's, to a workflow", () => onGithub(TOKENS.workflow), PERSON],
    ["a bot's, to a person", () => onGithub(TOKENS.personal), BOT],
    ["another's, on GitLab", () => onGitlab(TOKENS.personal), BOT],
  ])("leaves a comment with the same marker alone where it is %s", async (_, where, author) => {
    forge = await fakeForge([{ body: `${MARKER}\nforged`, author }]);
    where();
    await comment(fileOf(`${MARKER}\nours`), {}, io);
    expect(forge.comments.map(({ body }) => body)).toEqual([`${MARKER}\nforged`, `${MARKER}\nours`]);
  });

  it("finds its comment on a later page", async () => {
    const others = Array.from({ length: 230 }, (_, index) => ({ body: `${index}`, author: PERSON }));
    forge = await fakeForge([...others, { body: `${MARKER}\nbefore`, author: BOT }]);
    onGithub(TOKENS.workflow);
    await comment(fileOf(`${MARKER}\nafter`), {}, io);
    expect(forge.comments.at(-1)?.body).toBe(`${MARKER}\nafter`);
    expect(forge.comments).toHaveLength(231);
  });

  it("keeps the comments of differently named gates apart", async () => {
    forge = await fakeForge();
    onGithub(TOKENS.workflow);
    for (const name of ["production", "staging", "production"]) await comment(fileOf(`${MARKER}\nof ${name}`), { name }, io);
    expect(forge.comments.map(({ body }) => body)).toEqual(["<!-- reeve:gate production -->\nof production", "<!-- reeve:gate staging -->\nof staging"]);
  });

  it.each([
    ["may only read, as for a fork", TOKENS.reading, "Resource not accessible by integration); it takes pull-requests: write"],
    ["is not known", "expired", "401 Bad credentials"],
    ["is missing", "", "there is no token (GITHUB_TOKEN)"],
  ])("is skipped with a word and without failing where the token %s", async (_, token, word) => {
    forge = await fakeForge();
    onGithub(token);
    expect(await comment(fileOf(`${MARKER}\ntext`), {}, io)).toBe(0);
    expect(told).toContain(`No comment was written: `);
    expect(told).toContain(word);
    expect(forge.comments).toEqual([]);
  });

  it.each([
    ["of a push", { ref: "refs/heads/main" }],
    ["of a plain issue's comment", { issue: { number: 7 } }],
    ["whose number is text", { pull_request: { number: "7/../../x" } }],
  ])("is skipped in a run %s", async (_, event) => {
    forge = await fakeForge();
    onGithub(TOKENS.workflow, event);
    expect(await comment(fileOf(`${MARKER}\ntext`), {}, io)).toBe(0);
    expect(told).toContain("this run is not of a pull request");
    expect(forge.calls).toEqual([]);
  });

  it("says what went wrong, without the token, when the place does not answer", async () => {
    forge = await fakeForge();
    onGithub(TOKENS.workflow);
    await forge.close();
    expect(await comment(fileOf(`${MARKER}\ntext`), {}, io)).toBe(3);
    expect(told).toContain("the comment could not be written: ");
    expect(told).not.toContain(TOKENS.workflow);
  });

  it("sends the token over no unencrypted line", async () => {
    forge = await fakeForge();
    onGithub(TOKENS.workflow);
    vi.stubEnv("GITHUB_API_URL", "http://github.example");
    await expect(comment(fileOf(`${MARKER}\ntext`), {}, io)).rejects.toThrow("not an https address");
  });

  it.each([
    ["another text", "# Hello\n", {}],
    ["a name that could end the marker", `${MARKER}\ntext`, { name: "--> x" }],
  ])("refuses %s", async (_, text, flags) => {
    forge = await fakeForge();
    onGithub(TOKENS.workflow);
    await expect(comment(fileOf(text), flags, io)).rejects.toThrow(UsageError);
    expect(forge.calls).toEqual([]);
  });
});
