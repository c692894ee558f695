import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/**
 * Writes a compressed table where it holds another text than the one given. With `--check` it is left as it is, and a stale one is reported by exit code 1.
 *
 * @param most bytes that the compressed table may have
 * @throws Error where it would have more
 */
export function keepTable(file: string, text: string, most: number): void {
  // Compressed bytes vary by the version of zlib, and what they hold does not.
  if (text === committed(file)) return;
  if (process.argv.includes("--check")) {
    process.stderr.write(`${file} is not what the package holds.\nRun: npm run generate\n`);
    process.exitCode = 1;
    return;
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const bytes = brotliCompressSync(Buffer.from(text), { params });
  if (bytes.length > most) throw new Error(`${file} would have ${bytes.length} bytes, and may have ${most}`);
  writeFileSync(file, bytes);
}

function committed(file: string): string | null {
  try {
    return brotliDecompressSync(readFileSync(file)).toString("utf8");
  } catch {
    return null;
  }
}
