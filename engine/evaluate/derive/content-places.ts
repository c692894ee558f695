import { CONTENT_FIELDS, type ContentField } from "../../../document/index.ts";
import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";

/** A place of a resource at which the content of a policy stands: the resource itself (null), a field, or each element of a list. */
export interface ContentPlace {
  field: string | null;
  many: boolean;
}

/** Where the resources of each kind hold policies, as the type table says. Records hold theirs within `change`. */
export const CONTENT_PLACES: ReadonlyMap<ResourceKind, readonly ContentPlace[]> = new Map(
  (Object.keys(TABLE.kinds) as ResourceKind[]).flatMap((kind) => {
    const { fields } = TABLE.kinds[kind];
    const own: ContentPlace[] = Object.hasOwn(fields, "statements") ? [{ field: null, many: false }] : [];
    const inner = Object.entries(fields).flatMap(([field, { value, via }]) => {
      if (via) return [];
      if (value.type === "list" && isContent(value.element)) return [{ field, many: true }];
      return isContent(value) ? [{ field, many: false }] : [];
    });
    const places = [...own, ...inner];
    return places.length > 0 ? [[kind, places] as const] : [];
  }),
);

function isContent(type: ValueType): boolean {
  return type.type === "object" && Object.hasOwn(type.fields, "statements");
}

/** The fields to derive of the content at a path such as `role.trustPolicy`. */
export const fieldsNeeded = (path: string, wanted: ReadonlySet<string>): readonly ContentField[] =>
  CONTENT_FIELDS.filter((field) => wanted.has(`${path}.${field}`));
