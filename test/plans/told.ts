import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";

/** How much of what an apply changed a prediction told. */
export interface KnownChanges {
  /** Single values that the apply changed, made or took away. */
  changed: number;
  /** Those that the predicted document has as the real one does, and not as unknown. */
  told: number;
  /** Paths of those that it left unknown. */
  untold: string[];
}

/** `predicted` must agree with `after` on what it knows. How the documents were collected, and their gaps, are left out. */
export function toldOf(before: ReeveDocument, predicted: ReeveDocument, after: ReeveDocument): KnownChanges {
  const [was, is, said] = [before, after, predicted].map(valuesOf) as [Values, Values, Values];
  const changed = [...new Set([...was.known.keys(), ...is.known.keys()])].filter((path) => was.known.get(path) !== is.known.get(path));
  const untold = changed.filter((path) => said.known.get(path) !== is.known.get(path) || said.unknown.some((prefix) => path.startsWith(prefix)));
  return { changed: changed.length, told: changed.length - untold.length, untold };
}

interface Values {
  known: Map<string, unknown>;
  /** Paths of values and lists that are unknown, or may hold more. */
  unknown: string[];
}

function valuesOf({ collection: _, gaps: __, ...parts }: ReeveDocument): Values {
  const values: Values = { known: new Map(), unknown: [] };
  walk(parts, "");
  return values;

  function walk(value: unknown, path: string): void {
    if (isUnknown(value)) values.unknown.push(path);
    else if (Array.isArray(value)) for (const item of value) walk(item, isUnknown(item) ? `${path}[` : `${path}[${keyOf(item)}]`);
    else if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    else values.known.set(path, value);
  }
}

const keyOf = (item: unknown): string => {
  if (typeof item !== "object" || item === null) return String(item);
  const { arn, id, name, key } = item as Record<string, unknown>;
  return String(arn ?? id ?? name ?? key ?? JSON.stringify(item));
};
