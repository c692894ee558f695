/** Refuses a release whose parts disagree: `node scripts/check-release.mjs v1.2.3`. */
import { readFileSync } from "node:fs";

const text = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const tag = process.argv[2] ?? "";
const { version } = JSON.parse(text("package.json"));
const extension = JSON.parse(text("editors/vscode/package.json")).version;

const problems = [
  ...(tag === `v${version}` ? [] : [`the tag is "${tag}", and package.json has version ${version}: tag v${version}, or raise the version`]),
  ...(extension === version ? [] : [`editors/vscode/package.json has version ${extension}, and package.json ${version}: give both the same`]),
  ...(text("CHANGELOG.md").split("\n").includes(`## ${version}`)
    ? []
    : [`CHANGELOG.md has no heading "## ${version}" without more: add it, and drop "(unreleased)"`]),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
