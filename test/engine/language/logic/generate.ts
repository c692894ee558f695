import type {
  Condition,
  LetBinding,
  ListOperand,
  LiteralOperand,
  Operand,
  PathOperand,
  PathStep,
  Scalar,
  Test,
  TextOperand,
} from "../../../../engine/language/condition/ast.ts";
import { type Field, type ReeveDocument, type ResourceKind, TABLE, type ValueType } from "../../../../schemas/index.ts";

/** Choices drawn from a seed, which fast-check supplies: large structures are drawn quickly, and a seed replays them. */
export interface Draw {
  int: (max: number) => number;
  chance: (percent: number) => boolean;
  of: <T>(values: readonly T[]) => T;
}

/** A small linear generator with a mixed output (the multiplier and shifts are those of PCG's 32-bit kin). */
export function drawing(seed: number): Draw {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 747796405) + 2891336453) >>> 0;
    const mixed = Math.imul(((state >>> ((state >>> 28) + 4)) ^ state) >>> 0, 277803737) >>> 0;
    return ((mixed >>> 22) ^ mixed) >>> 0;
  };
  const int = (max: number): number => next() % (max + 1);
  return { int, chance: (percent) => int(99) < percent, of: (values) => values[int(values.length - 1)]! };
}

export const COLLECTED_AT = "2024-06-01T00:00:00.000Z";
const TIMES = ["2024-02-22T00:00:00.000Z", "2024-03-03T00:00:00.000Z", "2024-05-31T23:00:00.000Z", COLLECTED_AT, "2024-06-02T00:00:00.000Z"];
const TEXTS = ["a", "b", "ab", "AB", "/x/", "10.0.0.1"];
const AT = { line: 1, column: 1, endLine: 1, endColumn: 2 };
/** Names that hostile records hold. */
const HOSTILE = ["$unknown", "__proto__", "constructor", "length"];
const RECORD_NAMES = ["requestParameters", "userName", "policies", "a", ...HOSTILE];

// Documents ----------------------------------------------------------------------------------------------------------------------------------

const ACCOUNT = "111122223333";
const KINDS: readonly ResourceKind[] = ["user", "accessKey", "group", "role", "policy", "trail", "mfaDevice"];

/** A document drawn from the type table. `whole`: no reference leads nowhere. */
export function drawDocument(draw: Draw, { whole = false, hostile = true } = {}): ReeveDocument {
  const sizes = Object.fromEntries(KINDS.map((kind) => [kind, draw.int(2)])) as Record<ResourceKind, number>;
  if (whole) sizes.user += 1;
  const context = { draw, sizes, whole, hostile };
  const document: Record<string, unknown> = {
    schema: "reeve/document@1",
    collectedAt: COLLECTED_AT,
    collection: { tool: "t", startedAt: null, durationMs: null, callerArn: null, calls: [], sources: [], eventSources: [], eventsFrom: null, eventsTo: null },
    account: { ...drawFields(TABLE.kinds.account.fields, context), id: ACCOUNT, arn: "arn:root" },
    root: { ...drawFields(TABLE.kinds.root.fields, context), arn: "arn:root" },
    gaps: {},
  };
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const size = kind === "event" ? draw.int(2) : (sizes[kind] ?? 0);
    document[list] = Array.from({ length: size }, (_, at) => (kind === "event" ? drawEvent(context, at) : drawResource(context, kind, at)));
  }
  return JSON.parse(JSON.stringify(document));
}

interface Context {
  draw: Draw;
  sizes: Record<ResourceKind, number>;
  whole: boolean;
  hostile: boolean;
}

function drawResource(context: Context, kind: ResourceKind, at: number): Record<string, unknown> {
  const resource = drawFields(TABLE.kinds[kind].fields, context);
  for (const [field, text] of [
    ["arn", keyText(kind, at)],
    ["id", keyText(kind, at)],
    ["name", `${kind}${at}`],
  ] as const) {
    if (Object.hasOwn(TABLE.kinds[kind].fields, field)) resource[field] = text;
  }
  return resource;
}

const keyText = (kind: ResourceKind, at: number): string => `arn:${kind}:${at}`;

function drawEvent(context: Context, at: number): Record<string, unknown> {
  const { draw } = context;
  const event = drawFields(TABLE.kinds.event.fields, context);
  const record = {
    eventName: draw.of(["DeletePolicy", "UpdateUser", "DetachUserPolicy", "GetUser"]),
    eventSource: draw.of(["iam.amazonaws.com", "cloudtrail.amazonaws.com", "s3.amazonaws.com"]),
    ...(drawJson(context, 3) as object),
  };
  const change = event.change as Record<string, unknown>;
  delete change.before;
  return { ...event, id: `event${at}`, accountId: draw.of([ACCOUNT, ACCOUNT, ACCOUNT, "999"]), at: draw.of(TIMES.slice(2)), record, unknownPaths: [] };
}

function drawFields(fields: Record<string, Field>, context: Context): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const referenced = Object.values(fields).find((other) => other.via?.field === name)?.via;
    if (field.via) continue;
    if (referenced) result[name] = drawReference(context, field.value, referenced);
    else result[name] = drawValue(context, field.value);
  }
  return result;
}

function drawReference({ draw, sizes, whole }: Context, type: ValueType, via: NonNullable<Field["via"]>): unknown {
  const key = (at: number): string => (via.by === "name" ? `${via.kind.toUpperCase()}${at}` : keyText(via.kind, at));
  const many = sizes[via.kind] ?? 0;
  if (type.type === "list")
    return Array.from({ length: many }, (_, at) => at)
      .filter(() => draw.chance(50))
      .map(key)
      .concat(!whole && draw.chance(10) ? [key(9)] : []);
  if (type.nullable && draw.chance(30)) return null;
  if (!whole && draw.chance(20)) return key(9);
  return many === 0 ? (type.nullable ? null : key(0)) : key(draw.int(many - 1));
}

function drawValue(context: Context, type: ValueType): unknown {
  const { draw } = context;
  if (type.nullable && draw.chance(25)) return null;
  switch (type.type) {
    case "string":
      return draw.of(type.enum ?? TEXTS);
    case "boolean":
      return draw.chance(50);
    case "integer": {
      const { minimum = 0, maximum = minimum + 3 } = type;
      return minimum + draw.int(Math.min(3, maximum - minimum));
    }
    case "timestamp":
      return draw.of(TIMES);
    case "list":
      return Array.from({ length: draw.int(Math.min(2, type.maxItems ?? 2)) }, () => drawValue(context, type.element));
    case "object":
      return drawFields(type.fields, context);
    case "dynamic":
      return drawJson(context, 2);
    case "resource":
      return null;
  }
}

function drawJson(context: Context, depth: number): unknown {
  const { draw } = context;
  const shape = depth === 3 ? 7 : draw.int(depth === 0 ? 4 : 8);
  if (shape <= 1) return draw.of(TEXTS);
  if (shape === 2) return draw.int(3);
  if (shape === 3) return draw.chance(50);
  if (shape === 4) return null;
  if (shape === 5) return Array.from({ length: draw.int(2) }, () => drawJson(context, depth - 1));
  const names = context.hostile ? RECORD_NAMES : RECORD_NAMES.filter((name) => !HOSTILE.includes(name));
  const entries = Array.from({ length: draw.int(3) }, () => `${JSON.stringify(draw.of(names))}:${JSON.stringify(drawJson(context, depth - 1))}`);
  return JSON.parse(`{${entries.join(",")}}`);
}

// Knowing less -------------------------------------------------------------------------------------------------------------------------------

/** What names a resource is hidden wherever it stands, or nowhere. */
const NAMING = new Set(["arn", "name", "userArn", "userName"]);

/** A document that knows less: values become unknown where the schema allows, lists lose members and end with the mark. */
export function degrade(draw: Draw, document: ReeveDocument, percent = 12): ReeveDocument {
  const copy = structuredClone(document) as unknown as Record<string, unknown>;
  const mark = (): unknown => ({ $unknown: draw.of(["g1", "g2", "g10"]) });
  for (const kind of ["account", "root"] as const) {
    if (draw.chance(percent)) copy[kind] = mark();
    else degradeFields(copy[kind] as Record<string, unknown>, TABLE.kinds[kind].fields);
  }
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    copy[list] = degradeValue(copy[list], {
      type: "list",
      element: { type: "resource", kind, nullable: false, unknown: false },
      open: true,
      nullable: false,
      unknown: true,
    });
  }
  hideNames(copy);
  const gap = { source: "iam:X", reason: "AccessDenied", deniedBy: null, permission: null, scope: "account", message: "denied" };
  copy.gaps = { g1: gap, g2: gap, g10: gap };
  return copy as unknown as ReeveDocument;

  /** Names of resources that are not known yet: whatever refers to one has a mark with its id. */
  function hideNames(document: Record<string, unknown>): void {
    const hidden = new Map<string, unknown>();
    for (const list of ["users", "groups", "roles", "policies"]) {
      if (!Array.isArray(document[list])) continue;
      for (const item of document[list] as Record<string, unknown>[]) {
        const { arn, id, name } = item;
        if (typeof arn !== "string" || typeof name !== "string" || !draw.chance(percent)) continue;
        const known = (text: string): unknown => (draw.chance(50) ? { startsWith: text.slice(0, draw.int(text.length)) } : {});
        hidden.set(arn, Object.assign(mark() as object, { id }, known(arn)));
        item.name = Object.assign(mark() as object, { id }, known(name));
      }
    }
    if (hidden.size === 0) return;
    for (const [list, kind] of Object.entries(TABLE.lists)) {
      const value = document[list];
      if (Array.isArray(value)) for (const item of value) hideIn(item, TABLE.kinds[kind].fields, hidden);
    }
  }

  function hideIn(value: unknown, fields: Record<string, Field>, hidden: ReadonlyMap<string, unknown>): void {
    if (typeof value !== "object" || value === null || Object.hasOwn(value, "$unknown")) return;
    const item = value as Record<string, unknown>;
    for (const [name, { via, value: type }] of Object.entries(fields)) {
      const part = item[name];
      if (via) continue;
      if (typeof part === "string" && type.unknown) item[name] = hidden.get(part) ?? part;
      else if (type.type === "object") hideIn(part, type.fields, hidden);
      else if (type.type === "list" && Array.isArray(part)) {
        const { element } = type;
        if (element.type === "object") for (const each of part) hideIn(each, element.fields, hidden);
        else {
          const marks = part.flatMap((each) => hidden.get(each as string) ?? []);
          const isOpen = typeof part.at(-1) === "object" && part.at(-1) !== null;
          const rest = part.filter((each) => !hidden.has(each as string));
          item[name] = isOpen ? [...rest.slice(0, -1), ...marks, rest.at(-1)] : [...rest, ...marks];
        }
      }
    }
  }

  function degradeFields(value: Record<string, unknown> | null, fields: Record<string, Field>): void {
    if (value === null || Object.hasOwn(value, "$unknown")) return;
    for (const [name, field] of Object.entries(fields))
      if (Object.hasOwn(value, name) && !field.via && !NAMING.has(name)) value[name] = degradeValue(value[name], field.value);
  }

  function degradeValue(value: unknown, type: ValueType): unknown {
    if (type.unknown && draw.chance(percent)) return mark();
    if (type.type === "resource" && type.kind === "event" && draw.chance(percent))
      (value as { unknownPaths: unknown[] }).unknownPaths.push({ path: draw.of(["requestParameters", "a", "policies.a"]), gap: "g2" });
    if (type.type === "resource") degradeFields(value as Record<string, unknown>, TABLE.kinds[type.kind].fields);
    if (type.type === "object") degradeFields(value as Record<string, unknown> | null, type.fields);
    if (type.type !== "list" || !Array.isArray(value)) return value;
    const last = value.at(-1) as { $unknown?: string } | undefined;
    const open = typeof last === "object" && last !== null && Object.hasOwn(last, "$unknown");
    const known = (open ? value.slice(0, -1) : value).map((element) => degradeValue(element, type.element));
    if (type.open && draw.chance(percent)) return [...known.filter(() => draw.chance(70)), mark()];
    return open ? [...known, last] : known;
  }
}

// Conditions ---------------------------------------------------------------------------------------------------------------------------------

export interface Vocabulary {
  kind: ResourceKind;
  lets: readonly LetBinding[];
  /** Element types of the iterations around, innermost first. */
  items: readonly ValueType[];
  /** Only what json-logic-js can follow. */
  fragment: boolean;
}

export const PARAMS = { number: 2, text: "a", list: ["a", "ab", "*b"], globs: ["a*", "?b"], days: "90d", numbers: [1, 2] };

const resourceType = (kind: ResourceKind): ValueType => ({ type: "resource", kind, nullable: false, unknown: true });
const SCALAR = { nullable: true, unknown: true } as const;

export function drawLets(draw: Draw, kind: ResourceKind): LetBinding[] {
  const base: Vocabulary = { kind, lets: [], items: [], fragment: false };
  const target = draw.of(["user", "group", "policy", "accessKey"] as const);
  const lookup: LetBinding = { name: "found", at: AT, kind: "lookup", target, key: drawKey(draw, target), type: { ...resourceType(target), nullable: true } };
  const named: LetBinding = { name: "named", at: AT, kind: "condition", condition: drawCondition(draw, { ...base, lets: [lookup] }, 1) };
  const path = drawPath(draw, base);
  return [lookup, named, { name: "way", at: AT, kind: "path", path }];
}

function drawKey(draw: Draw, target: ResourceKind): Operand {
  const value = draw.of([keyText(target, draw.int(2)), `${target.toUpperCase()}${draw.int(1)}`]);
  return { kind: "literal", value, type: { type: "string", ...SCALAR } };
}

export function drawCondition(draw: Draw, words: Vocabulary, depth: number): Condition {
  const shape = draw.int(depth > 0 ? 7 : 3);
  if (shape === 4 || shape === 5) {
    const conditions = Array.from({ length: 1 + draw.int(2) }, () => drawCondition(draw, words, depth - 1));
    return { kind: shape === 4 ? "and" : "or", conditions, at: AT };
  }
  if (shape === 6) return { kind: "not", condition: drawCondition(draw, words, depth - 1), at: AT };
  if (shape === 7 && words.lets.some((binding) => binding.name === "named")) return { kind: "let", name: "named", at: AT };
  const subject = drawPath(draw, words);
  return { kind: "test", subject, test: drawTest(draw, words, subject.type, depth), at: AT };
}

function drawPath(draw: Draw, words: Vocabulary): PathOperand {
  const { kind, items, lets, fragment } = words;
  const roots: { root: PathOperand["root"]; type: ValueType }[] = items.map((type, depth) => ({ root: { kind: "item", depth }, type }));
  if (fragment && items.length > 0) roots.splice(1);
  if (!fragment || items.length === 0) {
    roots.push({ root: { kind: "account" }, type: resourceType("account") }, { root: { kind: "root" }, type: resourceType("root") });
    const list = draw.of(["users", "policies", "trails"]);
    roots.push({ root: { kind: "list", list }, type: { type: "list", element: resourceType(TABLE.lists[list]!), open: true, nullable: false, unknown: true } });
    if (kind === "event") roots.push(...eventRoots(), ...eventRoots());
    else roots.push({ root: { kind: "resource" }, type: resourceType(kind) }, { root: { kind: "resource" }, type: resourceType(kind) });
  }
  if (!fragment) {
    for (const binding of lets) {
      if (binding.kind === "lookup") roots.push({ root: { kind: "let", name: binding.name }, type: binding.type });
      if (binding.kind === "path") roots.push({ root: { kind: "let", name: binding.name }, type: binding.path.type });
    }
  }
  const { root, type: rootType } = draw.of(roots);
  const steps: PathStep[] = [];
  let type = rootType;
  let { nullable } = rootType;
  while (type.type === "resource" || type.type === "object" || type.type === "dynamic") {
    if (draw.chance(type.type === "dynamic" ? 40 : 8) && root.kind !== "event") break;
    if (type.type === "dynamic") {
      if (root.kind === "event" && steps.length > 0 && draw.chance(50)) break;
      const name = draw.of(fragment ? RECORD_NAMES.slice(0, 4) : RECORD_NAMES);
      steps.push({ kind: "dynamic", name });
      continue;
    }
    const fields = type.type === "resource" ? TABLE.kinds[type.kind].fields : type.fields;
    const names = Object.keys(fields).filter((field) => !fragment || field !== "before");
    const references = names.filter((field) => fields[field]?.via || field === "before");
    const name = references.length > 0 && draw.chance(35) ? draw.of(references) : draw.of(names);
    const field = fields[name]!;
    if (field.via) steps.push({ kind: "reference", name, via: field.via.field, target: field.via.kind, by: field.via.by, many: field.value.type === "list" });
    else steps.push(name === "before" && root.kind === "change" ? { kind: "before" } : { kind: "field", name });
    type = field.value;
    nullable ||= type.nullable;
    if (steps.length > 5) break;
  }
  return {
    kind: "path",
    root,
    steps,
    type: { ...type, nullable },
    text: [root.kind, ...steps.map((step) => ("name" in step ? step.name : "before"))].join("."),
  };
}

function eventRoots(): { root: PathOperand["root"]; type: ValueType }[] {
  const { fields } = TABLE.kinds.event;
  const derived = (["actor", "target", "change", "change", "change", "outcome"] as const).map((kind) => ({ root: { kind }, type: fields[kind]!.value }));
  return [{ root: { kind: "event" }, type: { type: "dynamic", nullable: true, unknown: true } }, ...derived];
}

function literal(value: Scalar | Scalar[]): LiteralOperand {
  const type = Array.isArray(value) ? "list" : typeof value === "number" ? "integer" : typeof value === "boolean" ? "boolean" : "string";
  const scalar = { type: type === "list" ? "string" : type, ...SCALAR } as ValueType;
  return { kind: "literal", value, type: type === "list" ? { type: "list", element: scalar, open: false, ...SCALAR } : scalar };
}

const param = (name: keyof typeof PARAMS, type: ValueType["type"]): Operand => ({ kind: "param", name, type: { type, ...SCALAR } as ValueType });

/** A text of fixed pieces, a parameter and paths of plain values. */
function drawText(draw: Draw, words: Vocabulary): TextOperand {
  const parts: TextOperand["parts"] = [];
  for (let count = 1 + draw.int(2); count > 0; count -= 1) {
    if (draw.chance(40)) parts.push(draw.of(["a", "/", "*", "arn:user:"]));
    if (draw.chance(20)) parts.push({ kind: "param", name: "text", type: { type: "string", ...SCALAR } });
    const path = drawPath(draw, words);
    if (["string", "integer", "boolean", "timestamp", "dynamic"].includes(path.type.type)) parts.push(path);
  }
  return { kind: "text", parts: parts.length > 0 ? parts : ["a"], type: { type: "string", ...SCALAR } };
}

/** A list of which some members are built. */
function drawTexts(draw: Draw, words: Vocabulary): ListOperand {
  const items = Array.from({ length: 1 + draw.int(2) }, () => (draw.chance(50) ? drawText(draw, words) : literal(draw.of(TEXTS))));
  return { kind: "list", items, type: { type: "list", element: { type: "string", ...SCALAR }, open: false, ...SCALAR } };
}

/** An operand: a literal, a parameter, or another path of a like type. */
function against(draw: Draw, words: Vocabulary, fits: (type: ValueType) => boolean, literals: readonly Operand[]): Operand {
  if (draw.chance(40)) {
    for (let tries = 0; tries < 12; tries += 1) {
      const path = drawPath(draw, words);
      if (fits(path.type)) return path;
    }
  }
  return draw.of(literals);
}

const OF_TEXT: ReadonlySet<string> = new Set(["is", "isNot", "in", "notIn", "contains", "glob", "notGlob", "matches"]);

function drawTest(draw: Draw, words: Vocabulary, type: ValueType, depth: number): Test {
  const choices: (() => Test)[] = [() => ({ op: "exists", value: draw.chance(50) })];
  const dynamic = type.type === "dynamic";
  const like = (wanted: ValueType["type"]) => (candidate: ValueType) => candidate.type === wanted || candidate.type === "dynamic";
  const listed = (candidate: ValueType): boolean => candidate.type === "dynamic" || (candidate.type === "list" && candidate.element.type === "string");
  if (type.type === "string" || dynamic) {
    const texts = [...TEXTS, ...(type.type === "string" ? (type.enum ?? []) : [])].map(literal);
    choices.push(
      () => ({ op: draw.of(["is", "isNot"]), operand: against(draw, words, like("string"), [...texts, literal(null), param("text", "string")]) }),
      () => ({
        op: draw.of(["in", "notIn"]),
        operand: against(draw, words, listed, [literal(["a", "b"]), literal(["b", null]), literal([]), param("list", "list")]),
      }),
      () => ({ op: draw.of(["is", "isNot", "contains", "glob", "notGlob"]), operand: drawText(draw, words) }),
      () => ({ op: draw.of(["in", "notIn", "glob", "notGlob"]), operand: drawTexts(draw, words) }),
      () => ({ op: "contains", operand: against(draw, words, like("string"), texts) }),
      () => ({ op: draw.of(["glob", "notGlob"]), operand: against(draw, words, listed, [literal("a*"), literal(["?b", "*/x/*"]), param("globs", "list")]) }),
      () => ({ op: "matches", operand: draw.of([literal("^a"), literal("a.?b|x"), literal(["b$", "(a|b)+"])]) }),
      () => ({ op: "cidr", operand: draw.of([literal("10.0.0.0/8"), literal(["192.168.0.0/16", "10.0.0.1"])]) }),
      () => ({ op: "default", value: "a", test: { op: "is", operand: draw.of(texts) } }),
    );
  }
  if (type.type === "integer" || dynamic) {
    const numbers = [0, 1, 2, 3].map(literal);
    choices.push(
      () => ({
        op: draw.of(["lt", "lte", "gt", "gte", "is", "isNot"]),
        operand: against(draw, words, like("integer"), [...numbers, param("number", "integer")]),
      }),
      () => ({
        op: "all",
        tests: [
          { op: "gte", operand: draw.of(numbers) },
          { op: draw.of(["lt", "isNot"]), operand: draw.of(numbers) },
        ],
      }),
      () => ({ op: "default", value: 1, test: { op: draw.of(["lt", "gt"]), operand: draw.of(numbers) } }),
    );
  }
  if (type.type === "boolean" || dynamic)
    choices.push(() => ({ op: draw.of(["is", "isNot"]), operand: against(draw, words, like("boolean"), [literal(true), literal(false), literal(null)]) }));
  if (type.type === "timestamp" || dynamic) {
    choices.push(
      () => ({ op: draw.of(["olderThan", "newerThan"]), operand: draw.of([literal("90d"), literal("1h"), param("days", "string")]) }),
      () => ({ op: draw.of(["lt", "lte", "gt", "gte"]), operand: against(draw, words, like("timestamp"), TIMES.map(literal)) }),
    );
  }
  if (type.type === "list" || dynamic) {
    const element: ValueType = type.type === "list" ? type.element : { type: "dynamic", nullable: true, unknown: true };
    const where = (): Condition => drawCondition(draw, { ...words, items: [element, ...words.items] }, depth - 1);
    const quantified: (() => Test)[] =
      depth > 0
        ? [
            () => ({ op: draw.of(["any", "every", "none"]), where: where() }),
            () => ({ op: "count", where: draw.chance(70) ? where() : null, test: drawCount(draw, words) }),
          ]
        : [() => ({ op: "count", where: null, test: drawCount(draw, words) })];
    choices.push(
      ...quantified,
      ...quantified,
      () => ({ op: "default", value: [], test: draw.of(quantified)() }),
      () => ({ op: "all", tests: [{ op: "exists", value: true }, draw.of(quantified)()] }),
    );
    if (element.type === "string") choices.push(() => ({ op: "contains", operand: against(draw, words, like("string"), TEXTS.map(literal)) }));
  }
  const test = draw.of(choices)();
  // Only texts are compared without regard to case; a time in small letters is none.
  const isOfText = "operand" in test && OF_TEXT.has(test.op) && type.type !== "timestamp";
  return isOfText && draw.chance(20) ? { ...test, caseless: { subject: draw.chance(50), operand: draw.chance(60) } } : test;
}

function drawCount(draw: Draw, words: Vocabulary): Test {
  const numbers = [0, 1, 2].map(literal);
  return draw.of<() => Test>([
    () => ({
      op: draw.of(["is", "isNot", "lt", "lte", "gt", "gte"]),
      operand: against(draw, words, (type) => type.type === "integer", [...numbers, param("number", "integer")]),
    }),
    () => ({ op: draw.of(["in", "notIn"]), operand: draw.of([literal([0, 2]), literal([1]), param("numbers", "list")]) }),
    () => ({
      op: "all",
      tests: [
        { op: "gte", operand: draw.of(numbers) },
        { op: "lte", operand: draw.of(numbers) },
      ],
    }),
  ])();
}
