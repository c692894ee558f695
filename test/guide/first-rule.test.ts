import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program } from "../cli/reeve.ts";
import { blocks, type DocsBlock, shows } from "../docs/blocks.ts";
import { newSession } from "./session.ts";

const PAGE = "docs/your-first-rule.md";

/** Follows a page from its first command to its last, with nothing but what stands in it; gives every place where it lies. */
function follow(page: readonly DocsBlock[], program: Program): { lies: string[]; commands: string[]; last: string } {
  const session = newSession(program);
  const lies: string[] = [];
  const commands: string[] = [];
  let last = "";
  for (const block of page) {
    if (block.kind === "file") session.write(block.path, block.text);
    if (block.kind !== "commands") continue;
    for (const { text, output, exit, line } of block.commands) {
      const said = session.run(text);
      commands.push(text);
      last = said.output;
      if (said.status !== exit) lies.push(`line ${line}: ${text} exits ${said.status}, not ${exit}:\n${said.output}`);
      if (!shows(output ?? "", said.output)) lies.push(`line ${line}: ${text} prints\n${said.output}`);
    }
  }
  return { lies, commands, last };
}

describe("your first rule", () => {
  let program: Program;
  const page = blocks(readFileSync(PAGE, "utf8"));
  beforeAll(() => {
    program = buildProgram();
  }, 120_000);
  afterAll(() => program.remove());

  it("leads from an empty folder to a rule with passing tests and no surviving mutant, and prints on the way what it shows", { timeout: 120_000 }, () => {
    const { lies, commands, last } = follow(page, program);
    expect(lies).toEqual([]);
    expect(commands.at(0)).toMatch(/^npx @reeve-rules\/reeve init /);
    expect(commands.at(-1)).toBe("reeve rules test --mutate rules");
    expect(last).toMatch(/^2 rules, \d+ mutants: \d+ killed, none survived; score 100 %$/m);
  });

  it("is caught where it shows what is not printed, or leaves a step out", { timeout: 120_000 }, () => {
    const start = page.slice(0, 2);
    const changed = start.map((block) =>
      block.kind === "commands"
        ? { ...block, commands: block.commands.map((command) => ({ ...command, output: command.output?.replace("1 rule, 3 cases", "1 rule, 4 cases") })) }
        : block,
    );
    expect(follow(changed, program).lies).toHaveLength(1);
    const uninstalled = start.map((block) =>
      block.kind === "commands" ? { ...block, commands: block.commands.filter(({ text }) => text !== "npm install") } : block,
    );
    expect(follow(uninstalled, program).lies.join("\n")).toContain("exits 127, not 0");
  });
});
