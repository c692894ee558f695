import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { changeAuthor } from "../../cli/change-author.ts";
import { readCodeOwners, readOwners } from "../../cli/code-owners.ts";
import { ownershipBy, ownershipOf } from "../../engine/decide/owners/ownership.ts";
import { parseCodeOwners } from "../../engine/decide/owners/parse.ts";
import { type Forge, pathPattern } from "../../engine/decide/owners/pattern.ts";

describe("a pattern", () => {
  // What GitHub's page About code owners and GitLab's Advanced CODEOWNERS configuration say of each, and paths that must not slip in.
  const cases: [Forge, string, { yes: string[]; no: string[] }][] = [
    ["github", "*", { yes: ["a", "a/b/c.js"], no: [] }],
    ["github", "*.js", { yes: ["a.js", "deep/er/b.js", ".js"], no: ["a.jsx", "js"] }],
    ["github", "/build/logs/", { yes: ["build/logs/a", "build/logs/deep/a"], no: ["build/logs", "x/build/logs/a", "build/logsx/a"] }],
    ["github", "docs/*", { yes: ["docs/getting-started.md"], no: ["docs/build-app/troubleshooting.md", "x/docs/a.md"] }],
    ["github", "apps/", { yes: ["apps/a", "deep/apps/b/c"], no: ["apps", "apps.md"] }],
    ["github", "/docs/", { yes: ["docs/a", "docs/b/c"], no: ["x/docs/a"] }],
    ["github", "/docs", { yes: ["docs", "docs/b/c"], no: ["x/docs", "docsx"] }],
    ["github", "**/logs", { yes: ["logs", "build/logs/a", "deeply/nested/logs"], no: ["logs2"] }],
    ["github", "/*", { yes: ["README.md"], no: ["a/b"] }],
    ["github", "/waivers/**", { yes: ["waivers/a.yaml", "waivers/x/y.yaml"], no: ["waivers", "x/waivers/a.yaml"] }],
    ["github", "a/**/b", { yes: ["a/b", "a/x/y/b", "a/b/c"], no: ["a/x/y", "x/a/b"] }],
    ["github", "a?c", { yes: ["abc", "x/a-c"], no: ["ac", "a/c"] }],
    ["github", "with\\ blank/\\*", { yes: ["with blank/*"], no: ["with blank/x"] }],
    ["github", "Case", { yes: ["Case"], no: ["case"] }],
    ["gitlab", "docs/*", { yes: ["docs/a", "x/docs/a"], no: ["docs/b/c"] }],
    ["gitlab", "/docs", { yes: ["docs"], no: ["docs/a"] }],
    ["gitlab", "lib/", { yes: ["lib/a", "x/lib/b/c"], no: ["lib"] }],
    ["gitlab", "/docs/**/*.md", { yes: ["docs/a.md", "docs/b/c.md"], no: ["docs/a.txt", "x/docs/a.md"] }],
    ["gitlab", "README.md", { yes: ["README.md", "x/README.md"], no: ["README.md/x"] }],
  ];
  test.each(cases)("of %s: %s", (forge, pattern, { yes, no }) => {
    const matches = pathPattern(pattern, forge);
    expect(yes.filter((path) => !matches?.(path))).toEqual([]);
    expect(no.filter((path) => matches?.(path))).toEqual([]);
  });

  test.each(["!docs/", "[ab].js", "a]", "", "/", "a//b"])("that GitHub does not know is none: %s", (pattern) => {
    expect(pathPattern(pattern, "github")).toBeNull();
  });

  test("without wildcards means its own path and no other of the same length", () => {
    const path = fc.stringMatching(/^[a-c]{1,3}(\/[a-c]{1,3}){1,3}$/);
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(pathPattern(`/${one}`, "gitlab")?.(other)).toBe(one === other);
      }),
    );
  });

  test("ends where every way to share the stars out would take more steps than there is time", () => {
    const slow = pathPattern(`/${"**/a*a*a*b/".repeat(40)}z`, "github");
    expect(slow?.(`${"a".repeat(200)}/`.repeat(200))).toBe(false);
  });
});

describe("the owners of a path", () => {
  const GITHUB = `# all
* @org/everyone
*.yaml @ada ada@example.com #inline @nobody
/waivers/ @bo
/waivers/free/
!/waivers/a.yaml @carl
[Section] @dan
/waivers/ø\\ x.yaml @eve not-an-owner @@role
`;
  test.each([
    ["README.md", ["@org/everyone"]],
    ["a/b.yaml", ["@ada", "ada@example.com"]],
    ["waivers/a.yaml", ["@bo"]],
    ["waivers/free/a.yaml", []],
    ["waivers/ø x.yaml", ["@eve", "@@role"]],
  ])("on GitHub are those of the last pattern that means it: %s", (path, expected) => {
    expect(parseCodeOwners(GITHUB, "github")(path)).toEqual(expected);
  });

  const GITLAB = `* @all
[Docs][2] @docs
docs/
docs/api/ @api
^[Nice to have] @extra
*
[DOCS]
docs/api/internal/ @inner
!docs/api/internal/free.md
[Waivers] @secteam @lead
/waivers/
`;
  test.each([
    ["README.md", ["@all"]],
    ["docs/a.md", ["@all", "@docs"]],
    ["docs/api/a.md", ["@all", "@api"]],
    ["docs/api/internal/a.md", ["@all", "@inner"]],
    ["docs/api/internal/free.md", ["@all"]],
    ["waivers/a.yaml", ["@all", "@secteam", "@lead"]],
  ])("on GitLab are those of every section that asks for approval: %s", (path, expected) => {
    expect(parseCodeOwners(GITLAB, "gitlab")(path)).toEqual(expected);
  });
});

describe("a file is owned", () => {
  test.each([
    [["@ada"], ["ADA"], "author-alone"],
    [["@ada", "@bo"], ["ada"], "another"],
    [["@org/sec"], ["ada"], "another"],
    [["@@maintainer"], ["ada"], "another"],
    [["Ada@Example.com"], ["ada@example.com"], "author-alone"],
    [["@ada"], ["ada@example.com"], "cannot-tell"],
    [["@bo"], ["ada", "ada@example.com"], "another"],
    [["@ada"], [], "cannot-tell"],
    [["@org/sec"], [], "another"],
    [[], ["ada"], "unowned"],
  ])("by %j of a change by %j: %s", (owners, names, expected) => {
    expect(ownershipOf(owners, { names })).toBe(expected);
  });
});

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "reeve-owners-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

/** A repository with these files committed; the working folder is a folder in it. */
function repository(files: Record<string, string>, within = "."): string {
  const folder = mkdtempSync(join(scratch, "repo-"));
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: folder,
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    });
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "one");
  mkdirSync(join(folder, within), { recursive: true });
  vi.spyOn(process, "cwd").mockReturnValue(join(folder, within));
  return folder;
}

describe("CODEOWNERS of a repository", () => {
  const ownersIn = ({ text, forge, pathOf }: ReturnType<typeof readCodeOwners>, path: string): string[] => parseCodeOwners(text, forge)(pathOf(path) ?? "");

  test("is found from a subfolder, the first place that a forge looks in", () => {
    const folder = repository({ ".github/CODEOWNERS": "/policies/waivers/ @bo\n", CODEOWNERS: "* @carl\n" }, "policies");
    const [github, gitlab] = [readCodeOwners(null, {}), readCodeOwners(null, { GITLAB_CI: "true" })];
    expect([github.file, ownersIn(github, join(folder, "policies/waivers/a.yaml"))]).toEqual([".github/CODEOWNERS", ["@bo"]]);
    expect([gitlab.file, ownersIn(gitlab, join(folder, "policies/waivers/a.yaml"))]).toEqual(["CODEOWNERS", ["@carl"]]);
    expect(github.pathOf(join(scratch, "elsewhere"))).toBeNull();
    const owners = readOwners({ author: "ada", ownersBase: null }, ["waivers/a.yaml", "../../elsewhere"], join(folder, "policies"), {});
    expect(ownershipBy(owners)("waivers/a.yaml")).toEqual({ ok: true });
    expect(ownershipBy(owners)("../../elsewhere")).toEqual({ ok: false, why: ".github/CODEOWNERS names no owner of it" });
  });

  test("can be that of a ref, which the change itself cannot write", () => {
    const folder = repository({ CODEOWNERS: "* @bo\n" });
    writeFileSync(join(folder, "CODEOWNERS"), "* @ada\n");
    expect(ownersIn(readCodeOwners("HEAD", {}), join(folder, "a"))).toEqual(["@bo"]);
    expect(ownersIn(readCodeOwners(null, {}), join(folder, "a"))).toEqual(["@ada"]);
  });

  test("is missed by nobody where there is none, or no repository", () => {
    const folder = repository({});
    expect(readCodeOwners(null, {})).toMatchObject({ file: null });
    vi.spyOn(process, "cwd").mockReturnValue(mkdtempSync(join(scratch, "none-")));
    expect(readCodeOwners(null, {}).pathOf(folder)).toBeNull();
  });

  test("that is larger than a forge loads is refused", () => {
    repository({ CODEOWNERS: "* @bo\n".repeat(600_000) });
    expect(() => readCodeOwners(null, {})).toThrow("CODEOWNERS is larger than 3 MB");
  });
});

describe("the author of a change", () => {
  const event = (value: unknown): string => {
    const file = join(mkdtempSync(join(scratch, "event-")), "event.json");
    writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
    return file;
  };
  const opened = event({ pull_request: { user: { login: "bo" } } });
  test.each<[string, string | undefined, Record<string, string>, string[], string]>([
    ["is whom the flag names", "@eve", { GITHUB_ACTOR: "bo" }, ["@eve"], "--author"],
    ["is who opened the pull request", undefined, { GITHUB_EVENT_PATH: opened, GITHUB_ACTOR: "carl" }, ["bo"], "the pull request (GITHUB_EVENT_PATH)"],
    [
      "is who pushed, where no pull request is told",
      undefined,
      { GITHUB_EVENT_PATH: event({ pull_request: null }), GITHUB_ACTOR: "dependabot[bot]" },
      ["dependabot[bot]"],
      "GITHUB_ACTOR",
    ],
    ["is not taken from an event that is no JSON", undefined, { GITHUB_EVENT_PATH: event("{"), GITHUB_ACTOR: "carl" }, ["carl"], "GITHUB_ACTOR"],
    [
      "is not taken from a login that is none",
      undefined,
      { GITHUB_EVENT_PATH: event({ pull_request: { user: { login: "a b\n" } } }), GITHUB_ACTOR: "carl" },
      ["carl"],
      "GITHUB_ACTOR",
    ],
    [
      "has a login and an address in GitLab",
      undefined,
      { GITLAB_USER_LOGIN: "bo", CI_COMMIT_AUTHOR: "Bo <bo@example.com>" },
      ["bo", "bo@example.com"],
      "GITLAB_USER_LOGIN and CI_COMMIT_AUTHOR",
    ],
    ["is that of the last commit, elsewhere", undefined, {}, ["ada@example.com"], "git log"],
  ])("%s", (_, flag, env, names, from) => {
    repository({});
    expect(changeAuthor(flag, env)).toEqual({ names, from });
  });

  test("is nobody where nothing tells", () => {
    vi.spyOn(process, "cwd").mockReturnValue(mkdtempSync(join(scratch, "none-")));
    expect(changeAuthor(undefined, {})).toEqual({ names: [], from: "nowhere" });
  });

  test("is refused where the flag holds no name", () => {
    expect(() => changeAuthor("Ada Lovelace", {})).toThrow(/--author "Ada Lovelace": give one login \(@ada\) or e-mail address\./);
  });
});
