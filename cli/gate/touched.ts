import { isUnknown, type ReeveDocument, type Result } from "../../schemas/index.ts";

type Kind = Result["resource"]["kind"];

const LISTS: readonly [keyof ReeveDocument, Kind][] = [
  ["users", "user"],
  ["accessKeys", "accessKey"],
  ["mfaDevices", "mfaDevice"],
  ["groups", "group"],
  ["roles", "role"],
  ["policies", "policy"],
  ["trails", "trail"],
  ["analyzers", "analyzer"],
  ["serverCertificates", "serverCertificate"],
  ["samlProviders", "samlProvider"],
  ["oidcProviders", "oidcProvider"],
];

/** Tells whether planned changes name what a result is about: its resource, or, where it is about a whole kind, a resource of that kind. */
export function namedBy(touched: ReadonlySet<string>, documents: readonly ReeveDocument[]): (result: Result) => boolean {
  const kinds = new Set(documents.flatMap((document) => LISTS.filter(([list]) => holds(document[list], touched)).map(([, kind]) => kind)));
  return ({ resource: { kind, arn, id, name } }) => {
    if (arn !== null || id !== null) return (arn !== null && touched.has(arn)) || (id !== null && touched.has(id));
    return name === null && kinds.has(kind);
  };
}

function holds(list: unknown, touched: ReadonlySet<string>): boolean {
  if (!Array.isArray(list)) return false;
  return list.some((each: { arn?: unknown; id?: unknown }) => !isUnknown(each) && (touched.has(String(each.arn)) || touched.has(String(each.id))));
}
