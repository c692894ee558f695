/** Services, their actions, resource types and condition keys, as `table.json.br` beside this file has them. */
export interface ActionTable {
  /** Package that the content is from, with its version. */
  source: string;
  /** Day on which the package was made. */
  asOf: string;
  /** Condition keys that any request may have, as AWS writes them; `tag-key` stands for the name of a tag. */
  globalKeys: readonly string[];
  /** Services whose resources resource control policies limit. */
  underRcps: readonly string[];
  services: Readonly<Record<string, ServiceRows>>;
}

/** Keys; resource types as `name|arn|keys`; actions as `Name|level|types|keys`. Types and keys are places in base 36; a star marks what is required. */
interface ServiceRows {
  keys: readonly string[];
  types: readonly string[];
  actions: readonly string[];
}

export interface ActionResourceType {
  name: string;
  /** Its ARNs, with `${…}` for what varies. */
  arn: string;
  required: boolean;
}

/** One action of a service. */
export interface ActionRow {
  service: string;
  /** As AWS writes it, such as GetObject. */
  name: string;
  /** What it is called on; empty for an action whose resource is `*`. */
  types: readonly ActionResourceType[];
  /** Condition keys in lower case beside the global ones; `${…}` stands for the name of a tag and the like. */
  keys: readonly string[];
}

/** Answers questions on actions. Names are compared without regard to case. */
export interface ActionCatalogue {
  asOf: string;
  services: readonly string[];
  /** Names of a service's actions. */
  namesOf: (service: string) => readonly string[];
  /** Null of one that the table does not hold. */
  find: (action: string) => ActionRow | null;
  /** Keys that any request may have, in lower case. */
  globalKeys: readonly string[];
  isUnderRcps: (service: string) => boolean;
}

/** The catalogue of a table. Rows are read one service at a time. */
export function actionsIn(table: ActionTable): ActionCatalogue {
  const read = new Map<string, ReadonlyMap<string, ActionRow>>();
  const rowsOf = (service: string): ReadonlyMap<string, ActionRow> => {
    const rows = Object.hasOwn(table.services, service) ? table.services[service] : undefined;
    const known = read.get(service) ?? new Map(rows ? rows.actions.map((line) => rowOf(service, rows, line)).map((row) => [row.name.toLowerCase(), row]) : []);
    read.set(service, known);
    return known;
  };
  return {
    asOf: table.asOf,
    services: Object.keys(table.services),
    namesOf: (service) => [...rowsOf(service.toLowerCase()).values()].map(({ name }) => name),
    find: (action) => {
      const { service, name } = actionParts(action.toLowerCase());
      return rowsOf(service).get(name) ?? null;
    },
    globalKeys: table.globalKeys.map((key) => key.toLowerCase()),
    isUnderRcps: (service) => table.underRcps.includes(service),
  };
}

/** The parts of `service:Action`; an empty name where there is no colon. */
export function actionParts(action: string): { service: string; name: string } {
  const colon = action.indexOf(":");
  return colon < 0 ? { service: action, name: "" } : { service: action.slice(0, colon), name: action.slice(colon + 1) };
}

function rowOf(service: string, { keys, types }: ServiceRows, line: string): ActionRow {
  const [name = "", , places = "", of = ""] = line.split("|");
  const at = <T>(list: readonly T[], place: string): T | undefined => list[Number.parseInt(place, 36)];
  const named = places.split(" ").flatMap((place): (ActionResourceType & { of: string })[] => {
    const type = place === "" ? undefined : at(types, place)?.split("|");
    return type ? [{ name: type[0] ?? "", arn: type[1] ?? "", required: place.endsWith("*"), of: type[2] ?? "" }] : [];
  });
  const ownKeys = [of, ...named.map((type) => type.of)].flatMap((list) => list.split(" ")).flatMap((place) => (place === "" ? [] : [at(keys, place) ?? ""]));
  return {
    service,
    name,
    types: named.map(({ name: type, arn, required }) => ({ name: type, arn, required })),
    keys: [...new Set(ownKeys.map((key) => key.toLowerCase()))],
  };
}

/** Whether a condition key is one of these: `${…}`, `<…>` and `tag-key` stand for any text. Both in lower case. */
export const isAmongKeys = (key: string, keys: readonly string[]): boolean => keys.some((one) => keyForm(one).test(key));

const forms = new Map<string, RegExp>();

function keyForm(key: string): RegExp {
  const known = forms.get(key);
  if (known) return known;
  const parts = key.split(/\$\{[^}]*\}|<[^>]*>|tag-key$/);
  const form = new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`, "s");
  forms.set(key, form);
  return form;
}

/** Whether an ARN has the form of a resource type. Names of buckets have no slash; what else varies may be any text within its part. */
export function isOfType(arn: string, { arn: form }: ActionResourceType): boolean {
  if (form === "*") return arn === "*";
  const source = form
    .split(/(\$\{[^}]*\})/)
    .map((part) => (/^\$\{.*BucketName\}$/.test(part) ? "[^/:]+" : /^\$\{(Partition|Region|Account)\}$/.test(part) ? "[^:]*" : variable(part)))
    .join("");
  return new RegExp(`^${source}$`, "s").test(arn);
}

const variable = (part: string): string => (part.startsWith("${") ? ".+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\*", ".*"));
