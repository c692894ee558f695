import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { readText } from "../../collectors/files/index.ts";
import { DOCS_MARK, docsPages, type Page, plural, visible } from "../../reporters/index.ts";
import { makeFolder, refuseIrregular, writeFile } from "../files.ts";
import type { SelectionFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { packDocs, ruleDoc } from "../rule-doc.ts";
import { choose } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";

/** Writes Markdown pages of the chosen rules, or with `check` compares what is there. Exit code 1 when a page that is checked differs. */
export async function rulesDocs(flags: SelectionFlags & { out: string; check?: true }, io: Io): Promise<number> {
  const chosen = choose(flags);
  if (await refuse(chosen, io)) return 2;
  const pages = docsPages(
    chosen.rules.map((rule) => ruleDoc(rule, chosen)),
    packDocs(chosen),
  );
  if (existsSync(flags.out) && !statSync(flags.out).isDirectory()) throw new UsageError(`${flags.out} is a file: name a folder.`);
  const stale = pages.filter((page) => textAt(join(flags.out, page.path)) !== page.text);
  const extra = leftOver(flags.out, pages);
  const foreign = stale.find(({ path }) => textAt(join(flags.out, path))?.startsWith(DOCS_MARK) === false);
  if (foreign && !flags.check)
    throw new UsageError(`${join(flags.out, foreign.path)} was not made by reeve rules docs, and is not overwritten: name another folder.`);
  if (flags.check) {
    for (const { path } of stale) await io.out.write(`differs  ${visible(join(flags.out, path))}\n`);
    for (const path of extra) await io.out.write(`too many ${visible(join(flags.out, path))}\n`);
    const count = stale.length + extra.length;
    await io.out.write(
      count === 0
        ? `${plural(pages.length, "page")}, all as the rules are\n`
        : `${plural(count, "page")} of ${pages.length} not as the rules are: run reeve rules docs --out ${visible(flags.out)}\n`,
    );
    return count === 0 ? 0 : 1;
  }
  for (const { path, text } of stale) {
    makeFolder(dirname(join(flags.out, path)));
    await writeFile(join(flags.out, path), [text], { signal: io.signal });
  }
  for (const path of extra) rmSync(join(flags.out, path));
  await io.out.write(
    `${plural(pages.length, "page")} in ${visible(flags.out)}: ${stale.length} written, ${pages.length - stale.length} as they were${extra.length > 0 ? `, ${extra.length} of rules that are gone removed` : ""}\n`,
  );
  return 0;
}

function textAt(path: string): string | null {
  refuseIrregular(path);
  const read = readText(path, { authored: true });
  if (read.ok) return read.text;
  if (read.problem.code === "missing") return null;
  throw new UsageError(visible(read.problem.message));
}

/** Pages of an earlier run that no rule or pack has now: known by their first line, so that nobody's own page is lost. */
function leftOver(out: string, pages: readonly Page[]): string[] {
  if (!existsSync(out)) return [];
  const wanted = new Set(pages.map(({ path }) => path));
  return ["packs", "rules"]
    .flatMap((folder) => (existsSync(join(out, folder)) ? readdirSync(join(out, folder)).map((name) => `${folder}/${name}`) : []))
    .filter((path) => path.endsWith(".md") && !wanted.has(path.split(sep).join("/")) && textAt(join(out, path))?.startsWith(DOCS_MARK))
    .sort();
}
