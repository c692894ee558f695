import { externalAnalyzerRegions, withMembers } from "../../../document/index.ts";
import { isUnknown, type ReeveDocument, type ResourceKind, TABLE } from "../../../schemas/index.ts";
import type { Resource } from "../../language/index.ts";
import type { Stated } from "./content.ts";
import { withElements } from "./elements.ts";
import { withRecordFields } from "./events.ts";
import { EVERY_FIELD, fieldsWanted } from "./every-field.ts";
import { resourceDeriver } from "./state.ts";
import { withUndecidedGap } from "./undecided.ts";

interface Derived {
  stated: Stated;
  fields: ReadonlySet<string>;
  document: ReeveDocument;
}

/** Documents derived earlier, and their results: nothing is left to do for them. */
const derivedDocuments = new WeakMap<ReeveDocument, Derived[]>();

/**
 * A document with the fields that follow from others (in the schema: `x-derived`), as far as `fields` names them: what `fieldsRead` says of rules,
 * or all when left out; and with Version and Id of policies unknown where an old snapshot lacks them and they are read. Pure; what does not change is
 * shared with the document given.
 *
 * @param stated what becomes of such a field that the document states already. `replaced`, for snapshots of older versions: it is worked out anew where what
 * it follows from is known. `kept`, for cases of rule tests, which may state one.
 */
export function derive(document: ReeveDocument, fields: readonly string[] = EVERY_FIELD, stated: Stated = "replaced"): ReeveDocument {
  const known = derivedDocuments.get(document) ?? [];
  const wanted = fieldsWanted(fields);
  const found = known.find((each) => each.stated === stated && isWithin(wanted, each.fields) && (each.document === document || isWithin(each.fields, wanted)));
  if (found) return found.document;
  const derived = { stated, fields: wanted, document: derivedNow(document, wanted, stated) };
  derivedDocuments.set(document, [...known, derived]);
  if (derived.document !== document) derivedDocuments.set(derived.document, [derived]);
  return derived.document;
}

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean => [...some].every((field) => all.has(field));

function derivedNow(given: ReeveDocument, wanted: ReadonlySet<string>, stated: Stated): ReeveDocument {
  const document = withElements(given, wanted);
  const parts: Record<string, unknown> = {};
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const derived = derivedList((document as unknown as Record<string, unknown>)[list], kind, wanted, stated);
    if (derived) parts[list] = derived;
  }
  if (wanted.has("event")) Object.assign(parts, withRecordFields(document, wanted, stated));
  if (wanted.has("account.externalAnalyzerRegions")) parts.account = withAnalyzerRegions(document, stated);
  if (Object.keys(parts).length === 0) return document;
  const made = { ...document, ...parts };
  return { ...made, gaps: withUndecidedGap(made.gaps, made as unknown as Record<string, unknown>) };
}

function derivedList(list: unknown, kind: ResourceKind, wanted: ReadonlySet<string>, stated: Stated): unknown[] | null {
  if (!Array.isArray(list)) return null;
  const derived = resourceDeriver(kind, wanted, stated);
  if (!derived) return null;
  let made: unknown[] | null = null;
  for (let at = 0; at < list.length; at += 1) {
    const resource: unknown = list[at];
    const filled = isUnknown(resource) ? withMembers<Resource>(resource, derived) : derived(resource as Resource);
    if (filled === resource) continue;
    made ??= list.slice();
    made[at] = filled;
  }
  return made;
}

/** Accounts derived before, with the analyzers that it was done with. */
const ACCOUNTS = new WeakMap<object, { analyzers: unknown; derived: ReeveDocument["account"] }>();

function withAnalyzerRegions({ account, analyzers }: ReeveDocument, stated: Stated): ReeveDocument["account"] {
  if (isUnknown(account)) return account;
  const before = account.externalAnalyzerRegions;
  if (before !== undefined && stated === "kept") return account;
  const found = ACCOUNTS.get(account);
  if (found?.analyzers === analyzers) return found.derived;
  const regions = externalAnalyzerRegions(analyzers);
  const derived = { ...account, externalAnalyzerRegions: isUnknown(regions) && before !== undefined ? before : regions };
  ACCOUNTS.set(account, { analyzers, derived });
  return derived;
}
