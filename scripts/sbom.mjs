/**
 * Prints the bill of materials of the published package as CycloneDX: the packages that are installed with it, and those whose code or data it carries.
 * `node scripts/sbom.mjs`.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { bundleContents, COPIED, lockedPackages, root } from "./bundle.mjs";

/** Source: CycloneDX property taxonomy, "cdx:npm". */
const [DEVELOPMENT, BUNDLED] = ["cdx:npm:package:development", "cdx:npm:package:bundled"];

const bill = JSON.parse(
  execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 << 20,
    shell: process.platform === "win32",
  }),
);
const locked = Object.entries(lockedPackages()).filter(([folder]) => folder !== "");
const idOf = ({ name, version }) => `${name}@${version}`;
const idsOf = (entries) =>
  new Set(entries.map(([folder, { version }]) => idOf({ name: folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length), version })));
const folders = new Set([...(await bundleContents()).bundled, ...COPIED.map(({ folder }) => folder)]);
const carried = idsOf(locked.filter(([folder]) => folders.has(folder)));
const installed = idsOf(locked.filter(([, { dev }]) => !dev));

// npm takes it from the folder.
bill.metadata.component.name = JSON.parse(readFileSync(`${root}package.json`, "utf8")).name;
bill.components = bill.components
  .filter((component) => carried.has(idOf(component)) || installed.has(idOf(component)))
  .map((component) => ({
    ...component,
    scope: "required",
    properties: [
      ...(component.properties ?? []).filter(({ name }) => name !== DEVELOPMENT),
      ...(carried.has(idOf(component)) ? [{ name: BUNDLED, value: "true" }] : []),
    ],
  }));
const kept = new Set([bill.metadata.component["bom-ref"], ...bill.components.map((component) => component["bom-ref"])]);
bill.dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }));
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
