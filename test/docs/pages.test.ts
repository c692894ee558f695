import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckedRule } from "../../engine/index.ts";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";
import { commandNames, helpExamples, refusal } from "./arguments.ts";
import { shows } from "./blocks.ts";
import { installReeve } from "./installed.ts";
import { type DocsPage, type MarkedBlock, PAGES } from "./pages.ts";
import { simpleCommands } from "./shell.ts";
import { yamlFaults, yamlKind } from "./yaml-blocks.ts";

/** Pages that a test of their own runs from the first command to the last. */
const RUN_ELSEWHERE: Record<string, string> = { "docs/your-first-rule.md": "test/guide/first-rule.test.ts" };

/** Programs that a guide may run. What else it names (npm, git, aws) is told and not run, in `sh` blocks without `$ `. */
const MAY_RUN = ["reeve", "node", "cat", "ls", "mkdir", "cd", "sed", "grep", "head"];
const MAY_NAME = [...MAY_RUN, "npm", "npx", "git", "sh", "python3", "code"];

type Kind = "commands" | "named commands" | "output" | "json" | "json output" | "script" | "text" | `yaml ${string}` | "file";

/** What a block is; null for one of no known kind, which fails the test: nothing is skipped in silence. */
function kindOf(block: MarkedBlock): Kind | null {
  if (block.kind === "commands") return "commands";
  if (block.language === "sh") return "named commands";
  if (block.language === "json") return Object.hasOwn(block.marks, "of") ? "json output" : "json";
  if (block.language === "yaml") {
    const kind = yamlKind(block);
    return kind && `yaml ${kind}`;
  }
  if (block.language === "js" && block.kind === "file") return "script";
  if (block.language === "text" && Object.hasOwn(block.marks, "of")) return "output";
  return null;
}

const place = (page: DocsPage, block: { line: number }): string => `${page.file}:${block.line}`;
const ALL = PAGES.flatMap((page) => page.blocks.map((block) => ({ page, block, kind: kindOf(block) })));
const ofKind = (...kinds: (Kind | null)[]) => ALL.filter(({ kind }) => kinds.includes(kind));

describe("the blocks of the pages", () => {
  it("are all of a kind that is checked", () => {
    expect(ofKind(null).map(({ page, block }) => place(page, block))).toEqual([]);
  });

  it("hold some of every kind, so that no check runs on nothing", () => {
    const found = new Set<string | null>(ALL.map(({ kind }) => kind));
    const wanted = ["commands", "named commands", "output", "json output", "script"].concat(
      ["rule", "cases", "config", "waivers", "attestations", "condition", "fragment", "foreign"].map((kind) => `yaml ${kind}`),
    );
    expect(wanted.filter((kind) => !found.has(kind))).toEqual([]);
  });

  it.each(Object.entries(RUN_ELSEWHERE))("of %s are run by %s", (page, test) => {
    expect(PAGES.map(({ file }) => file)).toContain(page);
    expect(readFileSync(test, "utf8")).toContain(page);
  });

  it("parse, where they are JSON", () => {
    for (const { page, block } of ofKind("json", "json output"))
      expect(() => JSON.parse(block.kind === "commands" ? "" : block.text), place(page, block)).not.toThrow();
  });
});

/** Pages with a block of some kinds. */
const pagesWith = (test: (kind: Kind | null) => boolean): [string, DocsPage][] =>
  PAGES.filter((page) => page.blocks.some((block) => test(kindOf(block)))).map((page) => [page.file, page]);

describe("the YAML of", () => {
  it.each(pagesWith((kind) => kind?.startsWith("yaml ") ?? false))(
    "%s is what it says: it loads, its cases pass, and what is shown broken is refused",
    (_, page) => {
      const rules: CheckedRule[] = [];
      const faults = page.blocks.flatMap((block) => {
        const kind = block.language === "yaml" ? yamlKind(block) : null;
        return kind ? yamlFaults(block, kind, rules).map((fault) => `${place(page, block)} (${kind}): ${fault}`) : [];
      });
      expect(faults).toEqual([]);
    },
  );
});

describe("the commands of", () => {
  let program: Program;
  beforeAll(() => {
    program = buildProgram();
    mkdirSync(join(program.folder, "bin"));
    const shim = join(program.folder, "bin/reeve");
    writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${program.bin}" "$@"\n`);
    chmodSync(shim, 0o755);
  });
  afterAll(() => program.remove());

  it.each(pagesWith((kind) => kind === "commands" || kind === "output" || kind === "json output").filter(([file]) => !Object.hasOwn(RUN_ELSEWHERE, file)))(
    "%s print what it shows",
    (_, page) => {
      const folder = pageFolder();
      const faults = page.blocks.flatMap((block) => {
        if (block.kind === "file") write(folder, block.path, block.text);
        if (block.kind === "commands") return block.commands.flatMap((command) => fault(folder, page, command));
        if (block.kind !== "other" || block.marks.of === undefined) return [];
        if (block.language === "json") return jsonFault(folder, page, block.marks.of, block);
        return fault(folder, page, { text: block.marks.of ?? "", output: block.text.trimEnd(), exit: null, line: block.line });
      });
      expect(faults).toEqual([]);
    },
  );

  /** A folder of the page's own, as after `npm install` of Reeve and json-logic-js; `samples` and `rules` stand as in a clone. */
  function pageFolder(): string {
    const folder = mkdtempSync(join(program.folder, "page-"));
    symlinkSync(join(ROOT, "samples"), join(folder, "samples"));
    installReeve(join(folder, "node_modules"), join(dirname(program.bin), "../dist"));
    symlinkSync(join(ROOT, "node_modules/json-logic-js"), join(folder, "node_modules/json-logic-js"));
    return folder;
  }

  function write(folder: string, path: string, text: string): void {
    const whole = join(folder, path);
    if (relative(folder, whole).startsWith("..")) throw new Error(`${path} is outside the page's folder`);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }

  function shell(folder: string, command: string) {
    const { PATH = "" } = process.env;
    const env = { PATH: `${join(program.folder, "bin")}:${PATH}`, HOME: folder, REEVE_CACHE_DIR: join(folder, ".cache"), NO_COLOR: "1", COLUMNS: "100" };
    return spawnSync("bash", ["-c", command], { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
  }

  /** A JSON block shows a command's output as a value: blanks and line breaks are the page's own. */
  function jsonFault(folder: string, page: DocsPage, command: string, block: { text: string; line: number }): string[] {
    const { stdout } = shell(folder, command);
    return isDeepStrictEqual(JSON.parse(stdout), JSON.parse(block.text)) ? [] : [`${place(page, block)}: \`${command}\` prints\n${stdout}`];
  }

  function fault(folder: string, page: DocsPage, command: { text: string; output: string | undefined; exit: number | null; line: number }): string[] {
    const strange = simpleCommands(command.text)
      .map(([name = ""]) => name)
      .filter((name) => !MAY_RUN.includes(name));
    if (strange.length > 0) return [`${place(page, command)}: ${strange.join(", ")} may not be run by a guide`];
    const { status, stdout } = shell(folder, `{ ${command.text}\n} 2>&1`);
    const faults: string[] = [];
    if (command.exit !== null && status !== command.exit)
      faults.push(`${place(page, command)}: \`${command.text}\` exits ${status}, not ${command.exit}:\n${stdout}`);
    if (command.output !== undefined && !shows(command.output, stdout)) faults.push(`${place(page, command)}: \`${command.text}\` prints\n${stdout}`);
    return faults;
  }
});

describe("every line of Reeve in the pages and the help", () => {
  /** Lines that begin with `reeve`, in blocks of any kind: after a prompt, in a list of commands, as a step of a workflow. */
  const inBlocks = ALL.flatMap(({ page, block, kind }) => {
    const lines = block.kind === "commands" ? block.commands.map(({ text }) => text) : block.text.replaceAll("\\\n", " ").split("\n");
    return lines.flatMap((line) => {
      const [, command] = /^\s*(?:\$ )?(?:- )?(?:run: )?((?:[A-Z_]+=\S+ )*(?:npx (?:--no-install )?)?reeve(?: .*)?)$/.exec(line) ?? [];
      return command !== undefined && kind !== "output" ? [{ where: place(page, block), command }] : [];
    });
  });
  /** `reeve …` between backticks of the text: `<id>` stands for an argument, `[…]` may be left out, `a|b` is either. */
  const inText = PAGES.flatMap((page) =>
    [...page.text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "").matchAll(/`(reeve [^`\n]+)`/g)].map(([, command = ""]) => ({ where: page.file, command })),
  );
  const inHelp = ["", ...commandNames()].flatMap((name) => helpExamples(name).map((command) => ({ where: `reeve ${name} --help`, command })));

  it("is found, in each of the three", () => {
    expect(inBlocks.length).toBeGreaterThan(10);
    expect(inText.length).toBeGreaterThan(10);
    expect(inHelp.length).toBeGreaterThan(20);
  });

  it.each([
    ["blocks", inBlocks],
    ["text", inText],
    ["help", inHelp],
  ])("is understood by the program, in %s", async (_, lines) => {
    const faults: string[] = [];
    for (const { where, command } of lines)
      for (const words of alternatives(command).flatMap(simpleCommands)) {
        const args = words[0] === "npx" ? words.slice(words.indexOf("reeve")) : words;
        if (args[0] !== "reeve") continue;
        const reason = await refusal(args.slice(1), { named: _ === "text" });
        if (reason !== null) faults.push(`${where}: ${words.join(" ")}: ${reason}`);
      }
    expect(faults).toEqual([]);
  });

  it("names no program that the pages may not name", () => {
    const named = ofKind("named commands").flatMap(({ page, block }) =>
      (block.kind === "commands" ? [] : simpleCommandsOf(block.text)).map(([name = ""]) => ({ where: place(page, block), name })),
    );
    expect(named.filter(({ name }) => !MAY_NAME.includes(name))).toEqual([]);
  });

  it("would be refused if it were wrong", async () => {
    expect(await refusal(["check", "--snapshott", "a"])).toContain("snapshott");
    expect(await refusal(["chekc"])).toContain("chekc");
    expect(await refusal(["rules", "shwo", "x"])).not.toBeNull();
    expect(await refusal(["rules"])).toBeNull();
  });
});

const simpleCommandsOf = (text: string): string[][] => text.replaceAll("\\\n", " ").split("\n").flatMap(simpleCommands);

/** `a [--b] c|d` → `a --b c` and `a --b d`. `…` and `...` are left out. */
function alternatives(command: string): string[] {
  const told = command.replace(/<[^<>|]*>/g, "placeholder").replace(/\.{3}|…/g, "");
  const open = /\[([^[\]]*)\]/.exec(told);
  if (open) return [told.replace(open[0], open[1] ?? ""), told.replace(open[0], "")].flatMap(alternatives);
  const either = /(\S*?)([\w<>-]+(?:\|[\w<>-]+)+)/.exec(told);
  if (!either) return [told];
  return (either[2] ?? "").split("|").flatMap((one) => alternatives(told.replace(either[2] ?? "", one)));
}
