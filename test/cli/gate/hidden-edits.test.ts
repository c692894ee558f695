import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../../engine/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { buildProgram, type Program } from "../reeve.ts";
import { CONFIG, RULES, waiver } from "./policy-files.ts";
import { type LaidFiles, type Repository, repositoryOf } from "./repository.ts";
import { ACCOUNT, arn, group, snapshot, user } from "./world.ts";

const MFA = RULES["rules/people/user-mfa.yaml"] ?? "";
const NO_MFA = MFA.replace("user.mfaActive: true", "user.name: { isNot: zoe }");
const RAISED = MFA.replace("severity: high", "severity: low").replace(/^message/m, "raise: [{ when: { user.path: / }, to: critical }]\nmessage");
const BOUND = 'bindings:\n  - { pack: people, severity: low, enforcement: mandatory }\n  - { pack: "*", severity: medium, enforcement: soft }\n';
const FACTS = [{ clause: "require:0", operator: "is", value: false }];
const baselineOf = (parts: Record<string, unknown>): string =>
  JSON.stringify({
    schema: "reeve/baseline@1",
    entries: [
      {
        fingerprint: fingerprint("user-mfa", ACCOUNT, "AIDAEVE", null),
        ...{ rule: "user-mfa", account: ACCOUNT, resource: arn("user", "eve"), severity: "high", since: "2026-02-01", facts: FACTS },
        ...parts,
      },
    ],
  });
/** The rules in another folder, all or without the one on MFA. */
const copiedTo = (folder: string, isLess = false): LaidFiles =>
  Object.fromEntries(
    Object.entries(RULES).flatMap(([name, text]): [string, string][] => (isLess && text === MFA ? [] : [[name.replace(/^rules/, folder), text]])),
  );
const WITHOUT: LaidFiles = { rules: null };
/** Edits that enforce less by where files lie, what links lead to, and what git does with them. */
describe("an edit that hides what it does", () => {
  let reeve: Program;
  let folder = "";
  let repo: Repository;
  const link = (name: string, target: string): void => {
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    symlinkSync(target, join(folder, name));
  };
  /** A repository of its own at a path of this one, as a submodule. */
  const submodule = (name: string, files: LaidFiles): void => {
    const origin = join(reeve.folder, `module-${Math.random()}`);
    repositoryOf(origin, files);
    rmSync(join(folder, name), { recursive: true, force: true });
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--force", origin, name);
  };
  const run = () => {
    const args = ["gate", "--snapshot", "account.json", "--rules-base", "HEAD", "--now", "2026-03-01", "--author", "ann", "--format", "json"];
    const { code, out, err } = reeve.run(args, { cwd: folder });
    const { gate } = out.startsWith("{") ? (JSON.parse(out) as ReeveResults) : ({} as ReeveResults);
    return { code, err, weakenings: (gate?.weakenings ?? []).map(({ code, decision, text }) => `${code} ${decision}: ${text}`) };
  };

  beforeAll(() => {
    reeve = buildProgram();
    folder = join(reeve.folder, "hidden");
    const people = [user("ann"), user("eve", { mfaActive: false })];
    repo = repositoryOf(folder, {
      ...RULES,
      "reeve.yaml": CONFIG,
      CODEOWNERS: "* @ann\n/waivers/ @acme/security\n",
      "waivers/none.yaml": "waivers: []\n",
      "account.json": JSON.stringify(snapshot({ users: people, groups: [group("staff", [])] })),
    });
  }, 60_000);
  afterEach(() => {
    rmSync(join(folder, ".gitattributes"), { force: true });
    repo.reset();
    rmSync(join(folder, ".git", "modules"), { recursive: true, force: true });
    repo.git("clean", "--quiet", "-ffd");
  });
  afterAll(() => reeve?.remove());

  const REMOVED = /^rule-removed blocks: rule user-mfa is removed; it flagged 1 finding$/;
  const ADDED = /^waiver blocks: a waiver of user-mfa for arn:aws:iam::111122223333:user\/eve is added/;
  const SHOWN: [name: string, prepare: () => void, edit: () => void, text: RegExp][] = [
    [
      "a rule moved to a pack with looser bindings",
      () => repo.lay({ "reeve.yaml": CONFIG + BOUND }),
      () => repo.lay({ "rules/people/user-mfa.yaml": null, "rules/policies/user-mfa.yaml": MFA }),
      /^pack-changed blocks: rule user-mfa of pack people moves to pack policies, for which bindings enforce less$/,
    ],
    [
      "a rule that raises to critical, of a lower severity than the binding's",
      () => repo.lay({ "reeve.yaml": `${CONFIG}bindings: [{ pack: "*", severity: high, enforcement: mandatory }]\n`, "rules/people/user-mfa.yaml": RAISED }),
      () => repo.lay({ "rules/people/user-mfa.yaml": RAISED.replace("user.passwordEnabled: true", "user.passwordEnabled: true\n  user.path: { isNot: /x/ }") }),
      /^rule-changed blocks: rule user-mfa is changed: `applies` is narrower$/,
    ],
    [
      "a severity in reeve.yaml that the rule has, where it raises it",
      () => repo.lay({ "rules/people/user-mfa.yaml": RAISED }),
      () => repo.lay({ "reeve.yaml": `${CONFIG}severity: { user-mfa: low }\n` }),
      /^severity-lowered blocks: rule user-mfa has severity low in place of up to critical$/,
    ],
    [
      "an entry of the baseline that says it is of another rule",
      () => repo.lay({ "baseline.json": baselineOf({}) }),
      () => repo.lay({ "baseline.json": baselineOf({ ruleSha256: "0123456789abcdef" }) }),
      /^baseline blocks: 1 entry of the baseline accepts more$/,
    ],
    [
      "an entry of the baseline that names another resource by the same ARN",
      () => repo.lay({ "baseline.json": baselineOf({ facts: [{ ...FACTS[0], element: "0123456789abcdef", uniqueId: "1111111111111111" }] }) }),
      () => repo.lay({ "baseline.json": baselineOf({ facts: [{ ...FACTS[0], element: "0123456789abcdef", uniqueId: "2222222222222222" }] }) }),
      /^baseline blocks: 1 entry of the baseline accepts more$/,
    ],
    [
      "reeve.yaml that is taken away",
      () => undefined,
      () => repo.lay({ "reeve.yaml": null }),
      /^pack-removed blocks: pack people is removed, with 3 rules; it flagged 1 finding$/,
    ],
    [
      "a folder of rules that moves, without one of them",
      () => undefined,
      () => repo.lay({ ...copiedTo("policies", true), ...WITHOUT, "reeve.yaml": CONFIG.replaceAll("rules/", "policies/") }),
      REMOVED,
    ],
    [
      "a rule whose file is no longer read",
      () => undefined,
      () => repo.lay({ "rules/people/user-mfa.yaml": null, "rules/people/user-mfa.yaml.txt": MFA }),
      REMOVED,
    ],
    [
      "a rule that becomes a link to a weaker one",
      () => repo.lay({ "other/mfa.yaml": NO_MFA }),
      () => link("rules/people/user-mfa.yaml", "../../other/mfa.yaml"),
      /^unflagged blocks: rule user-mfa no longer flags 1 finding \(1 high\); `require` is changed, and could be weaker$/,
    ],
    [
      "a folder that becomes a link to one with less",
      () => {
        repo.lay(copiedTo("less", true));
      },
      () => link("rules", "less"),
      REMOVED,
    ],
    [
      "a link that leads elsewhere",
      () => {
        repo.lay(copiedTo("less", true));
        repo.lay(copiedTo("more"));
        link("rules", "more");
      },
      () => link("rules", "less"),
      REMOVED,
    ],
    [
      "attributes of git beside it",
      () => undefined,
      () =>
        repo.lay({ ".gitattributes": "rules/** export-ignore -diff working-tree-encoding=UTF-16 linguist-generated\n", "rules/people/user-mfa.yaml": null }),
      REMOVED,
    ],
    [
      "a folder that becomes a submodule with less",
      () => undefined,
      () => {
        repo.git("rm", "-r", "-q", "rules/people");
        submodule("rules/people", {
          "pack.yaml": RULES["rules/people/pack.yaml"] ?? "",
          "user-direct.yaml": RULES["rules/people/user-direct.yaml"] ?? "",
          "user-guarded.yaml": RULES["rules/people/user-guarded.yaml"] ?? "",
        });
      },
      REMOVED,
    ],
    [
      "a waiver behind a link to a file of the author",
      () => undefined,
      () => {
        repo.lay({ "mine/w.yaml": waiver("eve") });
        link("waivers/w.yaml", "../mine/w.yaml");
      },
      ADDED,
    ],
    [
      "a waiver in a folder of the author that the folder of waivers leads to",
      () => undefined,
      () => {
        repo.lay({ "mine/w.yaml": waiver("eve") });
        link("waivers", "mine");
      },
      ADDED,
    ],
    [
      "a waiver that the author writes behind a link that was there",
      () => {
        repo.lay({ "mine/w.yaml": "waivers: []\n" });
        link("waivers/w.yaml", "../mine/w.yaml");
      },
      () => repo.lay({ "mine/w.yaml": waiver("eve") }),
      ADDED,
    ],
    ["a waiver in a submodule", () => undefined, () => submodule("waivers/module", { "w.yaml": waiver("eve") }), ADDED],
  ];
  it.each(SHOWN)("is shown and blocks: %s", (_, prepare, edit, text) => {
    prepare();
    repo.commit("Before");
    edit();
    const { code, weakenings, err } = run();
    expect(
      weakenings.find((each) => text.test(each)),
      `${weakenings.join("\n")}\n${err}`,
    ).toBeDefined();
    expect(code).toBe(1);
  });

  const HARMLESS: [name: string, prepare: () => void, edit: () => void][] = [
    [
      "a rule moved to a pack with stricter bindings",
      () => repo.lay({ "reeve.yaml": CONFIG + BOUND }),
      () => repo.lay({ "rules/policies/policy-admin.yaml": null, "rules/people/policy-admin.yaml": RULES["rules/policies/policy-admin.yaml"] ?? "" }),
    ],
    [
      "a rule moved where every binding holds for both packs",
      () => undefined,
      () => repo.lay({ "rules/people/user-mfa.yaml": null, "rules/policies/user-mfa.yaml": MFA }),
    ],
    [
      "a folder of rules that moves",
      () => undefined,
      () => repo.lay({ ...copiedTo("policies"), ...WITHOUT, "reeve.yaml": CONFIG.replaceAll("rules/", "policies/") }),
    ],
    [
      "a waiver that another owns, behind a link that another owns",
      () => {
        repo.lay({ CODEOWNERS: "* @acme/security\n" });
      },
      () => {
        repo.lay({ "mine/w.yaml": waiver("eve") });
        link("waivers/w.yaml", "../mine/w.yaml");
      },
    ],
  ];
  it.each(HARMLESS)("is not: %s", (_, prepare, edit) => {
    prepare();
    repo.commit("Before");
    edit();
    const { code, weakenings, err } = run();
    expect(
      weakenings.filter((each) => / blocks: /.test(each)),
      err,
    ).toEqual([]);
    expect(code, err).toBe(0);
  });

  it("is refused where rules of the base lie in a submodule, whose files no commit holds", () => {
    repo.git("rm", "-r", "-q", "rules/people");
    submodule("rules/people", { "pack.yaml": RULES["rules/people/pack.yaml"] ?? "", "user-mfa.yaml": MFA });
    repo.commit("Before");
    rmSync(join(folder, "rules/people/user-mfa.yaml"));
    const { code, err } = run();
    expect(code).toBe(2);
    expect(err).toContain("rules/people is in the submodule rules/people, whose files no commit of this repository holds");
  });
});
