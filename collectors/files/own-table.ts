import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";

/** A table that the package brings along, as JSON packed with brotli. Throws where it is not there: then the package is not whole. */
export const readOwnTable = (file: string): unknown => JSON.parse(brotliDecompressSync(readFileSync(file)).toString("utf8"));
