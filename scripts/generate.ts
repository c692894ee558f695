/**
 * All that is generated: what follows from the schemas, and after it what the engine says of its own language. One after the other, for the
 * engine reads what the first writes. `npm run generate` writes, `npm run generate -- --check` fails when anything committed differs.
 */
await import("../schemas/generate.ts");
await import("./language-reference.ts");
await import("./diagnostics-reference.ts");
await import("./rules-reference.ts");
