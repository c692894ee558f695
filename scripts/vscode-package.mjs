/**
 * Builds the VS Code extension and packs it: `node scripts/vscode-package.mjs [file.vsix]`. A .vsix is a zip that follows the Open Packaging Conventions:
 * the files under extension/, a manifest (extension.vsixmanifest) and a list of content types.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { strToU8, zipSync } from "fflate";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = `${root}editors/vscode/`;
const manifest = JSON.parse(readFileSync(`${source}package.json`, "utf8"));
const target = process.argv[2] ?? `${root}dist/${manifest.name}-${manifest.version}.vsix`;

const bundled = await build({
  absWorkingDir: root,
  entryPoints: ["editors/vscode/extension.ts"],
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  external: ["vscode"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "inline",
  write: false,
  logLevel: "warning",
});

const xml = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

const vsixManifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${xml(manifest.name)}" Version="${xml(manifest.version)}" Publisher="${xml(manifest.publisher)}" />
    <DisplayName>${xml(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${xml(manifest.description)}</Description>
    <Tags>${xml(manifest.keywords.join(","))}</Tags>
    <Categories>${xml(manifest.categories.join(","))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${xml(manifest.engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace" />
      <Property Id="Microsoft.VisualStudio.Code.LocalizedLanguages" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.EnabledApiProposals" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExecutesCode" Value="true" />
      <Property Id="Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown" Value="true" />
      <Property Id="Microsoft.VisualStudio.Services.Content.Pricing" Value="Free" />
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true" />
  </Assets>
</PackageManifest>
`;

const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/><Default Extension=".vsixmanifest" ContentType="text/xml"/><Default Extension=".js" ContentType="application/javascript"/><Default Extension=".md" ContentType="text/markdown"/><Default Extension=".txt" ContentType="text/plain"/></Types>
`;

const files = {
  "extension.vsixmanifest": strToU8(vsixManifest),
  "[Content_Types].xml": strToU8(contentTypes),
  "extension/package.json": strToU8(`${JSON.stringify({ ...manifest, private: undefined }, null, 2)}\n`),
  "extension/README.md": readFileSync(`${source}README.md`),
  "extension/LICENSE.txt": readFileSync(`${source}LICENSE`),
  "extension/dist/extension.js": bundled.outputFiles[0].contents,
};

// One moment for all, so that the same sources give the same bytes.
const mtime = new Date(2026, 0, 1);
const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, [content, { mtime, level: 9 }]])));
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, bytes);
process.stdout.write(`${target}: ${Object.keys(files).length} files, ${Math.round(bytes.length / 1024)} KiB\n`);
