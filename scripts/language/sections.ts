import { parse } from "yaml";
import { type CallEffect, callRow } from "../../document/index.ts";
import { MATCHER_NAMES, type MatcherWords, matcherWords } from "../../engine/index.ts";
import { rootNames } from "../../engine/language/load/scope.ts";
import { type Field, type ReeveDocument, type ResourceKind, TABLE } from "../../schemas/index.ts";
import { documentWith, logicOf, ruleOf, statusOf, truthOf, tryRule } from "./ask.ts";
import { ELEMENTS, JSON_LOGIC_ENTRIES } from "./examples.ts";

const TRUTHS = ["true", "false", "unknown"] as const;
const VALUE: Record<(typeof TRUTHS)[number], unknown> = { true: true, false: false, unknown: { $unknown: "AccessDenied" } };

/** A Markdown table; a pipe in a cell is escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [row(head), row(head.map(() => "---")), ...rows.map(row), ""];
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const code = (text: string): string => `\`${text}\``;

// Truth --------------------------------------------------------------------------------------------------------------------------------------

const twoFlags = (left: (typeof TRUTHS)[number], right: (typeof TRUTHS)[number]) =>
  documentWith("user", { mfaActive: VALUE[left], passwordEnabled: VALUE[right] });

const LEFT = "{ user.mfaActive: true }";
const RIGHT = "{ user.passwordEnabled: true }";

/** and, or and not of every pair of truths. */
export function connectives(): string[] {
  const of = (condition: string, left: (typeof TRUTHS)[number], right: (typeof TRUTHS)[number]) => truthOf("user", condition, twoFlags(left, right));
  const rows = TRUTHS.flatMap((left) =>
    TRUTHS.map((right) => [
      left,
      right,
      of(`and: [${LEFT}, ${RIGHT}]`, left, right),
      of(`or: [${LEFT}, ${RIGHT}]`, left, right),
      of(`not: ${LEFT}`, left, right),
    ]),
  );
  return table(["a", "b", "`and: [a, b]`", "`or: [a, b]`", "`not: a`"], rows);
}

/** What a rule on state makes of its two conditions. */
export function stateResults(): string[] {
  const rule = ruleOf("user", "applies: { user.passwordEnabled: true }\nrequire: { user.mfaActive: true }\n");
  return table(
    ["`applies`", ...TRUTHS.map((truth) => `\`require\` ${truth}`)],
    TRUTHS.map((applies) => [applies, ...TRUTHS.map((required) => statusOf(rule, twoFlags(required, applies)))]),
  );
}

/** What a rule on events makes of its two. */
export function eventResults(): string[] {
  const rule = ruleOf("event", "match: { event.requestParameters.a: x }\nunless: { event.requestParameters.b: { exists: true, is: x } }\n");
  const judged = (match: (typeof TRUTHS)[number], unless: (typeof TRUTHS)[number]): string => {
    const document = documentWith("event", { requestParameters: { a: match === "true" ? "x" : "y", b: unless === "true" ? "x" : "y" } });
    const [event] = document.events as { unknownPaths: unknown[] }[];
    for (const [truth, path] of [
      [match, "requestParameters.a"],
      [unless, "requestParameters.b"],
    ])
      if (truth === "unknown") event?.unknownPaths.push({ path, gap: "g1" });
    document.gaps.g1 = { source: "s3:GetObject", reason: "Truncated", deniedBy: null, permission: null, scope: "record", message: "truncated" };
    return statusOf(rule, document);
  };
  return table(
    ["`match`", ...TRUTHS.map((truth) => `\`unless\` ${truth}`)],
    TRUTHS.map((match) => [match, ...TRUTHS.map((unless) => judged(match, unless))]),
  );
}

// Matchers -----------------------------------------------------------------------------------------------------------------------------------

const PARTS = ["applies", "require", "match", "unless", "raise"] as const;

/** The parts of a rule in which this matcher, alone on a path that may be null, is refused until absence is said. */
function partsWithConditions({ user, event }: { user: string; event: string }): string {
  const asked = PARTS.filter((part) => {
    const [kind, rule]: [ResourceKind, string] =
      part === "match"
        ? ["event", `match:\n  ${event}\n`]
        : part === "unless"
          ? ["event", `match: { outcome: success }\nunless:\n  ${event}\n`]
          : part === "raise"
            ? ["user", `require: { user.mfaActive: true }\nraise: [{ when: { ${user} }, to: high }]\n`]
            : ["user", part === "applies" ? `applies:\n  ${user}\nrequire: { user.mfaActive: true }\n` : `require:\n  ${user}\n`];
    const codes = tryRule(kind, rule).diagnostics.map((diagnostic) => diagnostic.code);
    if (codes.some((one) => one !== "RV050")) throw new Error(`${rule}: ${codes}`);
    return codes.length > 0;
  });
  return asked.length === 0 ? "nowhere" : asked.map(code).join(", ");
}

const INNER = { quiet: "{ lastUsedService: { isNot: s3 } }", loud: "{ lastUsedService: s3 }" };

/** Whether a test inside is asked about absence as one outside is (keeps), the other way round (flips), or either way (both). */
function polarityInside(matcher: (inner: string) => string): string {
  const refused = (inner: string): boolean =>
    tryRule("user", `require: { user.accessKeys: { ${matcher(inner)} } }\n`).diagnostics.some((diagnostic) => diagnostic.code === "RV050");
  const [quiet, loud] = [refused(INNER.quiet), refused(INNER.loud)];
  return quiet && loud ? "asked both ways" : quiet ? "kept" : loud ? "turned round" : "not asked";
}

function polarity(matcher: MatcherWords): string | null {
  const { name } = matcher;
  if (name === "count") {
    const of = (test: string): string => polarityInside((inner) => `count: { where: ${inner}, ${test} }`);
    return `with \`gt gte\` ${of("gte: 1")}, with \`lt lte\` ${of("lte: 1")}, with others ${of("is: 1")}`;
  }
  return matcher.kind === "quantifier" ? polarityInside((inner) => `${matcher.looksFor ? "" : "exists: true, "}${name}: ${inner}`) : null;
}

/** A section for each matcher: what it takes, what it says of null, its table of truths and the JsonLogic it lowers to. */
export function matcherSections(): string[] {
  return MATCHER_NAMES.flatMap((name) => {
    const matcher = matcherWords(name);
    if (!matcher) return [];
    const { meaning, remark, subject, operand, onNull, onNullable } = matcher.words;
    const inside = polarity(matcher);
    return [
      `### ${name}`,
      `${sentence(meaning)}${remark ? ` ${remark}` : ""}`,
      "",
      ...table(
        ["of", "with", "null gives", "absence must be said in", ...(inside ? ["polarity inside"] : [])],
        [[subject, operand, onNull, partsWithConditions(onNullable), ...(inside ? [inside] : [])]],
      ),
      ...matcher.examples.flatMap(exampleLines),
    ];
  });
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function exampleLines({ kind, condition, given }: MatcherWords["examples"][number]): string[] {
  const rows = given.map((text) => [code(text), truthOf(kind, condition, documentOf(kind, text))]);
  return [
    `\`\`\`yaml condition=${kind}`,
    condition,
    "```",
    "",
    ...table([givenName(given), "gives"], rows),
    `JsonLogic: ${code(logicOf(kind, condition))}`,
    "",
  ];
}

const isElements = (text: string): boolean => !text.startsWith("{ ") || text.startsWith("{ $");
const givenName = (given: readonly string[]): string => (given.every(isElements) ? "access keys" : "given");

/** A row's resource: the flow map it shows, or the user whose access keys it lists by shorthand. */
export function documentOf(kind: ResourceKind, text: string): ReeveDocument {
  const value: unknown = parse(text);
  if (!isElements(text)) return documentWith(kind, value as Record<string, unknown>);
  if (!Array.isArray(value)) return documentWith("user", {}, { accessKeys: value });
  const keys = value.map((name: string, at) => (name === "more" ? ELEMENTS.more : { id: `AKIA${at}`, user: "ana", ...(ELEMENTS[name] as object) }));
  return documentWith("user", {}, { accessKeys: keys });
}

/** JsonLogic in rules, beside the same in field form. Throws where the two do not lower to one logic. */
export function jsonLogicTable(): string[] {
  const rows = JSON_LOGIC_ENTRIES.map(([operator, kind, logic, field]) => {
    const lowered = logicOf(kind, logic);
    if (lowered !== logicOf(kind, field)) throw new Error(`${operator}: ${lowered} is not ${logicOf(kind, field)}`);
    return [code(operator), code(logic), code(field), code(lowered)];
  });
  return table(["operator", "written", "in field form", "lowers to"], rows);
}

// Names --------------------------------------------------------------------------------------------------------------------------------------

const kinds = (): ResourceKind[] => Object.keys(TABLE.kinds).filter((kind): kind is ResourceKind => Object.hasOwn(TABLE.kinds, kind));

/** Roots that each kind adds to those of every rule. */
export function rootTables(): string[] {
  const shared = kinds()
    .map(rootNames)
    .reduce((left, right) => left.filter((name) => right.includes(name)));
  const lists = Object.keys(TABLE.lists).filter((list) => shared.includes(list));
  const rows = kinds().map((kind) => {
    const { list, key, fields } = TABLE.kinds[kind];
    const own = rootNames(kind).filter((name) => !shared.includes(name));
    const references = Object.entries(fields).flatMap(([name, field]) => (field.via ? [code(name)] : []));
    return [
      code(kind),
      list === null ? "-" : code(list),
      list === null ? "-" : code(key),
      own.map(code).join(" ") || "(its own name)",
      references.join(" ") || "-",
    ];
  });
  return [
    `In every rule: ${shared
      .filter((name) => !lists.includes(name))
      .map(code)
      .join(" ")}, and the lists ${lists.map(code).join(" ")}.`,
    "",
    ...table(["`resource`", "list", "known by", "adds the roots", "references"], rows),
  ];
}

/** Every reference, with the field whose id it follows. */
export function referenceTable(): string[] {
  const rows: string[][] = [];
  const visit = (path: string, fields: Record<string, Field>): void => {
    for (const [name, field] of Object.entries(fields)) {
      if (field.via)
        rows.push([
          code(`${path}.${name}`),
          `${field.value.type === "list" ? "list of " : ""}${field.via.kind}`,
          code(`${path}.${field.via.field}`),
          field.via.by,
        ]);
      else if (field.value.type === "object") visit(path === "event" ? name : `${path}.${name}`, field.value.fields);
    }
  };
  for (const kind of kinds()) visit(kind, TABLE.kinds[kind].fields);
  return table(["reference", "gives", "follows", "by"], rows);
}

const KNOWN_CALLS = [
  "AttachUserPolicy",
  "PutUserPolicy",
  "PutUserPermissionsBoundary",
  "AddUserToGroup",
  "CreateAccessKey",
  "CreateLoginProfile",
  "EnableMFADevice",
  "TagUser",
];

/** What a call hides in rules on the events after it. */
export function effectsTable(): string[] {
  const rows = KNOWN_CALLS.map((call) => [
    code(call),
    (callRow("iam.amazonaws.com", call)?.mayChange ?? [])
      .filter(({ which }) => which.by !== "caller")
      .map(hidden)
      .join(" "),
  ]);
  return table(["call", "hides"], rows);
}

function hidden({ kind, which, fields }: CallEffect): string {
  const names = fields?.map((field) => code(`${kind}.${field}`)) ?? [code(kind)];
  return which.by === "all" && kind !== "account" ? `${names.join(" ")} (of all)` : names.join(" ");
}
