/** The operations of the installed SDK clients, from the schemas in their main exports. */
import * as accessanalyzer from "@aws-sdk/client-accessanalyzer";
import * as account from "@aws-sdk/client-account";
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as iam from "@aws-sdk/client-iam";
import * as organizations from "@aws-sdk/client-organizations";
import * as sts from "@aws-sdk/client-sts";

const CLIENTS: Record<string, Record<string, unknown>> = {
  "@aws-sdk/client-accessanalyzer": accessanalyzer,
  "@aws-sdk/client-account": account,
  "@aws-sdk/client-cloudtrail": cloudtrail,
  "@aws-sdk/client-iam": iam,
  "@aws-sdk/client-organizations": organizations,
  "@aws-sdk/client-sts": sts,
};

/** Faults of a request against the model, each with its place; none means it fits. Enum values are the compiler's to check. */
export function faultsOf(clientPackage: string, operation: string, request: unknown): string[] {
  const client = CLIENTS[clientPackage];
  if (!client) return [`${clientPackage} is not installed`];
  const schema = client[`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== 9) return [`${clientPackage} has no operation ${operation}`];
  return faults(resolved(schema[4]), request, operation);
}

const resolved = (schema: unknown): unknown => (typeof schema === "function" ? resolved(schema()) : schema);

/** Schema shapes of @smithy/types: 0 simple with traits, 1 list, 2 map, 3 structure; numbers are simple types, 64 added for a list of them. */
function faults(schema: unknown, value: unknown, at: string): string[] {
  if (typeof schema === "number") {
    if (schema >= 64 && schema < 128)
      return Array.isArray(value) ? value.flatMap((item, index) => faults(schema - 64, item, `${at}[${index}]`)) : [`${at} must be a list`];
    const wanted = { 0: "string", 1: "number", 2: "boolean" }[schema];
    return wanted === undefined
      ? [`${at} is of a simple type ${schema} that no step may carry`]
      : typeof value === wanted
        ? []
        : [`${at} must be a ${wanted}, not ${typeof value}`];
  }
  if (!Array.isArray(schema)) return [`${at}: no schema`];
  // A member with traits of its own: [schema, traits].
  if (typeof schema[0] === "function" || Array.isArray(schema[0])) return faults(resolved(schema[0]), value, at);
  if (schema.length === 2) return faults(resolved(schema[0]), value, at);
  switch (schema[0]) {
    case 0:
      return faults(resolved(schema[4]), value, at);
    case 1:
      return Array.isArray(value) ? value.flatMap((item, index) => faults(resolved(schema[4]), item, `${at}[${index}]`)) : [`${at} must be a list`];
    case 3:
      return structureFaults(schema[4], schema[5], schema[6] ?? 0, value, at);
    default:
      return [`${at}: schema kind ${String(schema[0])} is not handled`];
  }
}

function structureFaults(names: string[], schemas: unknown[], requiredCount: number, value: unknown, at: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at} must be a structure`];
  const given = value as Record<string, unknown>;
  const missing = names.slice(0, requiredCount).filter((name) => given[name] === undefined);
  return [
    ...missing.map((name) => `${at}.${name} is required`),
    ...Object.entries(given).flatMap(([name, inner]) => {
      const index = names.indexOf(name);
      return index < 0 ? [`${at} has no member ${name}`] : faults(resolved(schemas[index]), inner, `${at}.${name}`);
    }),
  ];
}
