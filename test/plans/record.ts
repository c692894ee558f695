import { writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { ReeveDocument } from "../../schemas/index.ts";
import { CONFIGURATIONS } from "./configurations.ts";
import { openRehearsal } from "./rehearse.ts";

/**
 * Records what terraform plans and what its apply does to an account in moto: `npm run plans:record -- <configuration>…`, all where none is named.
 * Writes plan.json, before.json.gz and after.json.gz beside the configuration.
 */
async function record(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !CONFIGURATIONS.some((configuration) => configuration.name === name));
  if (unknown.length > 0) throw new Error(`There is no configuration ${unknown.join(", ")}.`);
  const rehearsal = await openRehearsal();
  try {
    for (const configuration of CONFIGURATIONS) {
      if (names.length > 0 && !names.includes(configuration.name)) continue;
      process.stderr.write(`${configuration.name}\n`);
      const { before, plan, after } = await rehearsal.of(configuration);
      await writeFile(`${configuration.folder}plan.json`, plan);
      await writeFile(`${configuration.folder}before.json.gz`, packed(before));
      await writeFile(`${configuration.folder}after.json.gz`, packed(after));
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await rehearsal.stop();
  }
}

const packed = (document: ReeveDocument): Buffer => gzipSync(`${JSON.stringify(document)}\n`, { level: 9 });

await record(process.argv.slice(2));
