/**
 * All that is generated: what follows from the schemas, the table of API calls, and after them what the engine says of its own language. One after the
 * other, because each reads what those before it write. `npm run generate` writes, `npm run generate -- --check` fails when anything committed differs.
 */
await import("../schemas/generate.ts");
await import("./calls/index.ts");
await import("./editor-schema.ts");
await import("./language-reference.ts");
await import("./diagnostics-reference.ts");
await import("./rules-reference.ts");
await import("./aws-managed-policies.ts");
await import("./aws-actions.ts");
await import("./managed-policies.ts");
await import("./third-party.ts");
