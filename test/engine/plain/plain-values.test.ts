import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsonLogic from "json-logic-js";
import { describe, expect, it } from "vitest";
import { readOwnTable } from "../../../collectors/files/index.ts";
import { type ActionTable, actionsIn } from "../../../document/index.ts";
import * as engine from "../../../engine/index.ts";
import * as library from "../../../index.ts";
import type { BaselineFile, Result } from "../../../schemas/index.ts";
import { notPlain } from "./not-plain.ts";
import {
  bare,
  DECISIONS,
  document,
  EVENTS,
  FILES,
  finding,
  INPUT,
  NOW,
  normalizeRecords,
  ofEvents,
  PLAN,
  RULE,
  RULE_FILE,
  RULE_TEST,
  results,
  rules,
  SCOPE,
  SELECTION,
  SUBJECT,
  TEST_FILE,
} from "./sample.ts";

const e = engine;
const WAIVER = `waivers:\n  - rule: user-console-mfa\n    resource: "${finding.resource.id}"\n    kind: accepted-risk\n    reason: It is known to us.\n    owner: dana\n    expires: 2026-12-01\n    evidence: { user.mfaActive: false }\n`;
const ENTRY = { rule: "user-console-mfa", resource: "x", kind: "accepted-risk" as const, reason: "It is known to us.", owner: "dana", expires: "2026-12-01" };
const ATTESTATION = "attestations:\n  - rule: contacts-reviewed\n    by: dana\n    at: 2026-11-01\n    evidence: a ticket\n    expires: 2026-12-01\n";
const waivers = () => e.loadWaivers([{ file: "w.yaml", text: WAIVER, name: "w.yaml" }], { now: NOW }).waivers;
const attestations = () => e.loadAttestations([{ file: "a.yaml", text: ATTESTATION, name: "a.yaml" }], { now: NOW }).attestations;
const kept = () => ({ waivers: waivers(), attestations: attestations(), baseline: null });
const baseline = (): BaselineFile => e.baselineOf(results, "2026-11-16", null);
const condition = () => e.loadCondition({ file: "c", text: "{ user.mfaActive: true, user.attachedPolicyArns: { count: { gte: 1 } } }" }, "user").condition!;
const eventCondition = () => e.loadCondition({ file: "c", text: "actor.isRoot: true" }, "event").condition!;
const asked = (): engine.Query => {
  const outcome = e.query(document, "user", condition());
  if (!outcome.ok) throw new Error("refused");
  return outcome.query;
};
const decided = () => {
  const outcome = e.decide(INPUT);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome;
};
const remediation = () => e.remediate(RULE, finding, document, { rules, results: results.results });
const resource = () => e.findResource(document, finding.resource.name!)[0]!;
const after = () => e.predict(document, [PLAN]).document;
const draft = {
  id: "a-rule",
  title: "A",
  severity: "low" as const,
  resource: "user" as const,
  rationale: "Because.",
  narrows: null,
  asks: "{ user.mfaActive: true }",
  message: null,
  schemas: null,
};
const terms = {
  bindings: [],
  failOn: "low" as const,
  ouPathOf: () => null,
  comparison: null,
  allowUnknown: false,
  needsEveryAccount: false,
  ownedByAnother: () => ({ ok: true as const }),
  collectionTimes: [],
  maxAge: null,
  problems: [],
  planned: [],
};
const LOADED = { pack: "iam-baseline", packFile: null, files: [RULE_FILE.file], sha256: "0", settings: null };
/** A rule with a fault that has a correction. */
const MISSPELT = RULE_FILE.text.replace("severity:", "severty:");
const CHOICE = { pack: [], rule: [], exclude: [], control: [], severity: [], param: [] };

const SET = rules.find(({ params }) => params.some(({ type }) => type === "duration"))!;
const SETTINGS = (): engine.Setting[] =>
  e.configSettings({ file: "reeve.yaml", text: `params: { ${SET.id}: { ${SET.params[0]?.name}: 30d } }\n` }, { rules, packs: [] });

/** What one case of the rule's notices: survivors of the rule and of the reading of documents are left. */
function mutation(): engine.MutationReport {
  const report = e.mutateRule(RULE, { ...RULE_TEST, cases: [RULE_TEST.cases[0]] }, { normalizeRecords });
  expect(new Set(report.survivors.map(({ mutant }) => mutant.change.kind))).toEqual(new Set(["rule", "reading"]));
  return report;
}

/** Nodes of tests on elements in the explanations of a rule's results. */
function quantifiedIn(id: string): engine.TestNode[] {
  const nodes = (tree: engine.TruthNode): engine.TestNode[] => {
    if (tree.kind === "test") return [tree, ...tree.parts.flatMap(nodes)];
    return "children" in tree ? tree.children.flatMap(nodes) : nodes(tree.child);
  };
  const rule = rules.find((one) => one.id === id)!;
  const trees = results.results.flatMap((result) => (result.rule === id ? (e.explain(document, rule, result)?.conditions ?? []) : []));
  return trees.flatMap(({ tree }) => nodes(tree)).filter(({ op }) => op === "any" || op === "every" || op === "none");
}

const ACTIONS = actionsIn(readOwnTable("document/actions/table.json.br") as ActionTable);

const allowing = (...actions: string[]): engine.GivenPolicy => ({
  name: "p",
  document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] },
});

/** A call on the sample of every exported function that returns data. */
const CALLS: Record<string, () => unknown> = {
  accountOf: () => e.accountOf(document),
  appendCases: () => e.appendCases(TEST_FILE.file, TEST_FILE.text, [{ name: "one", given: {} }]),
  escalationsOf: () => e.escalationsOf({ document, actions: ACTIONS, managedPolicy: () => null }),
  whoMay: () => e.whoMay({ access: { actions: ["iam:ListUsers"], resources: ["*"] } }, { document, actions: ACTIONS, managedPolicy: () => null }),
  authorize: () =>
    e.authorize({ principal: "ana.ferreira", action: "iam:ListUsers", resource: "*" }, { document, actions: ACTIONS, managedPolicy: () => null }),
  attestedName: () => attestations().map(e.attestedName),
  baselineOf: baseline,
  byGapId: () => e.byGapId("g2", "g10"),
  caseText: () => e.caseText({ name: "one", given: {} }, 2),
  checkParams: () => e.checkParams(RULE, { nothing: 1 }),
  checkLimits: () =>
    e.checkLimits(
      { policy: allowing("iam:ListUsers"), reference: [allowing("iam:GetUser")], forbidden: [{ actions: ["iam:List*"], resources: ["*"] }] },
      ACTIONS,
    ),
  chooseRules: () => e.chooseRules({ rules, packs: [], config: {}, choice: CHOICE, now: null }),
  completionsAt: () => e.completionsAt("{ user.mfa", "user"),
  accessPattern: () => e.accessPattern("iam:PassRole on *"),
  isActionable: () => e.isActionable(finding),
  comparePolicies: () => e.comparePolicies({ before: [allowing("iam:ListUsers")], after: [allowing("iam:ListUsers", "iam:CreateUser")] }, ACTIONS),
  crossCheckAccount: () => e.crossCheckAccount({ accounts: [{ name: "a", account: null, document }], selection: SELECTION }, jsonLogic),
  cutFixture: () => e.cutFixture(document, RULE, resource(), { normalizeRecords }),
  dayAfter: () => e.dayAfter("2026-11-16", 3),
  dayOf: () => e.dayOf(NOW),
  daysBetween: () => e.daysBetween("2026-11-16", "2026-12-01"),
  decide: decided,
  decideDiff: () =>
    e.decideDiff({
      sides: { kind: "snapshot", before: { file: "a", document }, after: { file: "b", document: after() } },
      selection: SELECTION,
      failOnNew: true,
    }),
  decideRemediation: () =>
    e.decideRemediation({
      members: results.results.filter(({ rule, status }) => rule === finding.rule && status === "fail"),
      results,
      document,
      selection: SELECTION,
      decisions: { waivers: [], attestations: [], baseline: null, context: { now: NOW } },
      account: null,
      managedPolicies: null,
      reader: "script",
    }),
  decidingTruth: () => rules.slice(0, 30).flatMap((rule) => quantifiedIn(rule.id).map(e.decidingTruth)),
  detail: () => e.detail(document, rules, bare.results.find(({ fingerprint }) => fingerprint === finding.fingerprint)!),
  diffDocuments: () => e.diffDocuments(document, after()),
  diffResults: () => e.diffResults(results, { ...results, results: results.results.slice(50) }),
  documentSha256: () => e.documentSha256(document),
  draftRuleText: () => e.draftRuleText(draft),
  draftTestText: () => e.draftTestText(RULE_TEST.cases, null),
  notConfiguredRules: () => e.notConfiguredRules({ params: {}, off: {} }, []),
  evaluateOptions: () => e.evaluateOptions(SELECTION, rules),
  expectedAt: () => e.expectedAt(e.loadRuleTest(TEST_FILE).places[0]!, "nothing"),
  exampleFile: () => e.exampleFile(Object.values(e.CODE_PAGES)[0]!, "wrong"),
  exitCode: () => e.exitCode(results, { failOn: "low", allowUnknown: false }),
  explainAnswers: () => [asked(), e.explainAnswers(document, asked(), asked().answers)],
  explain: () => results.results.slice(0, 400).map((result) => e.explain(document, rules.find(({ id }) => id === result.rule)!, result)),
  facts: () => results.results.map((result) => e.facts(document, rules, result)).slice(0, 5),
  findEvent: () => e.findEvent(document, "nothing"),
  findResource: () => resource(),
  fingerprint: () => e.fingerprint("a", null, "b", null),
  firstId: () => rules.map(e.firstId),
  fixFile: () => e.fixFile(RULE_FILE, (source) => e.loadRules([source]).diagnostics),
  format: () => e.format(RULE_FILE),
  gate: () => e.gate(results, terms),
  givenParam: () => e.givenParam("days", "90d"),
  hasEffect: () => e.lintRules(rules).map(e.hasEffect),
  isCovered: () => e.runRuleTests(RULE, RULE_TEST, { normalizeRecords, coverage: true }).coverage?.map(e.isCovered) ?? null,
  isWorse: () => e.isWorse("low", "high"),
  judge: () => e.judge(document, e.tapeOf(document), rules),
  judgeBefore: () => e.judgeBefore(document, { document: after(), results }, rules),
  lintExample: () => e.lintExample(Object.values(e.CODE_PAGES)[0]!, "wrong"),
  lintRules: () => e.lintRules(rules, { sources: new Map(FILES.map(({ file, text }) => [file, text])) }),
  loadAttestations: () => e.loadAttestations([{ file: "a.yaml", text: ATTESTATION, name: "a.yaml" }], { now: NOW }),
  loadBaseline: () => e.loadBaseline({ file: "baseline.json", text: JSON.stringify(baseline()) }),
  loadCondition: () => [e.loadCondition({ file: "c", text: "{ user.mfaActve: true }" }, "user"), condition()],
  asksCatalogue: () => e.asksCatalogue("resource: event\n"),
  checkConfigFolders: () => e.checkConfigFolders({ file: "reeve.yaml", text: "rules: [mine]\n" }, { absent: ["mine"] }),
  requiredPaths: () => e.requiredPaths({ rules: ["mine"], baseline: "baseline.json" }),
  pathsIn: () => e.pathsIn({ rules: ["mine"], baseline: "baseline.json" }),
  checkConfigNames: () =>
    e.checkConfigNames({ file: "reeve.yaml", text: "off: [{ rule: x, reason: y }]\n" }, { rules, packs: [], others: { packs: [], ruleIds: [] } }),
  checkPackParams: () => e.checkPackParams({ file: "pack.yaml", text: "params: { x: 1 }\n" }, rules, rules.length),
  configSettings: () => SETTINGS(),
  packSettings: () => e.packSettings({ file: "pack.yaml", text: "params: { maxAge: 30d }\n" }, rules),
  flagFaults: () => e.flagFaults(["user-console-mfa.x=1"], [RULE]),
  flagSettings: () => e.flagSettings([`${SET.id}.${SET.params[0]?.name}=30d`], rules),
  lintCases: () => e.lintCases({ file: "a.test.yaml", text: "cases: [{ params: { maxAge: 1d } }]" }, RULE, null, ""),
  lintSettings: () => e.lintSettings(SETTINGS(), null, () => ""),
  settingsAskCatalogue: () => e.settingsAskCatalogue(SETTINGS()),
  namesOfRule: () => e.namesOfRule({ file: "a.yaml", text: "id: a\nformerly: [b]\n" }),
  loadConfig: () => e.loadConfig({ file: "reeve.yaml", text: "failOn: high\n" }),
  loadEventCatalogue: () => e.loadEventCatalogue(),
  loadPack: () => e.loadPack({ file: "pack.yaml", text: "id: a\n" }),
  loadRuleTest: () => e.loadRuleTest(TEST_FILE),
  loadRules: () => e.loadRules(FILES),
  loadWaivers: () => e.loadWaivers([{ file: "w.yaml", text: WAIVER, name: "w.yaml" }], { now: NOW }),
  lower: () => e.lower(SCOPE, "user", condition()),
  managedCoverage: () => e.managedCoverage(["iam:ListUsers"]),
  mergeResults: () =>
    e.mergeResults([
      { name: "a", results },
      { name: "b", results },
    ]),
  matcherWords: () => e.MATCHER_NAMES.map(e.matcherWords),
  mutateRule: mutation,
  newWaiversText: () => e.newWaiversText(ENTRY, null, null),
  outline: () => e.outline(RULE_FILE.text),
  ownDetail: () => e.ownDetail(finding),
  ownFacts: () => e.ownFacts(finding),
  packsOf: () => e.packsOf([LOADED], rules),
  parseDuration: () => e.parseDuration("90d"),
  parseParam: () => e.parseParam({ ...RULE.params[0], name: "days", type: "integer" } as engine.ParamSpec, "3"),
  pathValues: () => e.pathValues(document, "user", "user.attachedPolicies"),
  pathsOf: () => e.pathsOf("user"),
  permissionsCloudFormation: () => e.permissionsCloudFormation(["iam:ListUsers"]),
  permissionsJson: () => e.permissionsJson(["iam:ListUsers"]),
  permissionsTerraform: () => e.permissionsTerraform(["iam:ListUsers"]),
  predict: () => e.predict(document, [PLAN]),
  shrinkBaseline: () => e.shrinkBaseline(baseline(), { ...results, results: results.results.slice(30) }, rules),
  query: () => [asked(), e.query(document, "event", eventCondition())],
  recordedEvidence: () => e.recordedEvidence(finding),
  remediate: remediation,
  renderCli: () => e.renderCli(remediation()),
  renderConsole: () => e.renderConsole(remediation()),
  renderPython: () => e.renderPython(remediation()),
  renderTypeScript: () => e.renderTypeScript(remediation()),
  renderValue: () => e.renderValue(["a", { $unknown: "g1" }]),
  ruleLogic: () => rules.map((rule) => e.ruleLogic(rule)),
  ruleLogicLimits: () => rules.map((rule) => e.ruleLogicLimits(rule)),
  keptFacts: () => e.keptFacts(e.facts(document, rules, finding) ?? []),
  demandText: () => e.demandText({ param: "maxAge", operator: "<=", value: "90d" }),
  onlyChanges: () => e.onlyChanges(results),
  runRuleTests: () => e.runRuleTests(RULE, RULE_TEST, { normalizeRecords, coverage: true }),
  scaffoldCases: () => e.scaffoldCases(RULE, normalizeRecords),
  select: () => e.select([], CHOICE, true),
  shownChange: () => e.shownChange("a", "b"),
  smallestChanges: () => e.smallestChanges(document, RULE, finding),
  sourcesRead: () => e.sourcesRead(rules),
  tallyCoverage: () => e.tallyCoverage([]),
  tapeOf: () => e.tapeOf(document),
  valuesOf: () => e.valuesOf(document, e.explain(document, RULE, finding)!),
  waive: () => e.waive(results, kept(), { now: NOW }),
  wholeFixture: () => e.wholeFixture(document, resource()),
  withSoundCorrections: () => e.withSoundCorrections(e.loadRules([{ file: "a.yaml", text: MISSPELT }]).diagnostics, () => MISSPELT, e.checkOf()),
  unprintedOf: () => e.unprintedOf([], results),
  withCheckDecision: () => e.withCheckDecision(results, e.exitCode(results, { failOn: "low", allowUnknown: false }), { failOn: "low", allowUnknown: false }),
  withDecisions: () => e.withDecisions(results, { ...DECISIONS, ...kept() }, [document], e.ownDetail),
  withDerivedFields: () => [e.withDerivedFields(document), e.withDerivedFields(document, [RULE])],
  withDetails: () => e.withDetails(document, rules, bare),
  withHolders: () => e.withHolders(document, [{ kind: "role", resource: resource() }]),
  withEffects: () => e.withEffects(e.lintRules(rules), FILES, document, "the sample"),
  withWaiver: () => e.withWaiver(WAIVER, ENTRY, null),
  // The library's own.
  documentOfEvents: () => ofEvents,
  numbered: () => library.numbered(results),
  parseSnapshot: () => library.parseSnapshot(JSON.stringify(document), "a.json"),
  readEventFiles: () => EVENTS,
  readSnapshot: () => library.readSnapshot("samples/tideline.snapshot.json.gz"),
  templateText: () => e.templateText(RULE.message),
  validateDocument: () => library.validateDocument(JSON.parse(JSON.stringify(document))),
  validateResults: () => library.validateResults(JSON.parse(JSON.stringify(results))),
  withEvents: () => library.withEvents(document, EVENTS),
};

/** Exported functions that return no data, with the reason. What a made function returns is data, and is called here where the reason says so. */
const MADE: Record<string, string> = {
  checkOf: "makes the function that checks a file, given to fixFile and withSoundCorrections",
  allFactsOf: "makes the function that gives facts: the document is read once",
  detailsOf: "makes the function that gives details: the document is read once",
  decisionDetails: "makes both for the results of decide()",
  firstStepBy: "makes the function that gives the first step of a finding's remediation: the rules are looked up once",
  comparingBy: "makes the functions that a comparison reads facts and names by: the document is read once",
  printedResults: "makes the results to print, and the functions that they are printed with",
  redactorOf: "makes the functions that leave out what plans mark sensitive",
  decidedToday: "makes the function that gives a result with today's decisions",
  proposals: "streams proposals one by one: each takes seconds to find",
};

/** Functions of the library that need AWS or write files. */
const OUTSIDE: Record<string, string> = {
  collectAccount: "calls AWS; the document that it gives is read back by parseSnapshot",
  openSession: "opens a session with AWS",
  writeSnapshot: "writes a file",
};

/** Exported tables that hold functions, with the reason. */
const TABLES: Record<string, string> = {
  REPORTERS: "one function for each format",
};

const exported = Object.entries({ ...engine, ...library }) as [string, unknown][];
const functions = exported.filter(([, value]) => typeof value === "function").map(([name]) => name);

describe("what the engine and the library return", () => {
  it("is checked for every exported function", () => {
    const known = [...Object.keys(CALLS), ...Object.keys(MADE), ...Object.keys(OUTSIDE)];
    expect(functions.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !functions.includes(name))).toEqual([]);
    expect(known.length).toBe(new Set(known).size);
  });

  it.each(Object.keys(CALLS))("is plain JSON: %s", async (name) => {
    const value = await CALLS[name]?.();
    expect(value).toBeDefined();
    expect(notPlain(value)).toBeNull();
    expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
    expect(structuredClone(value)).toStrictEqual(value);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) expect({ ...value }).toStrictEqual(value);
  });

  it.each(exported.filter(([name, value]) => typeof value !== "function" && !Object.hasOwn(TABLES, name)))("is plain where it is a table: %s", (_, value) => {
    expect(notPlain(value)).toBeNull();
  });

  it("is plain where a made function returns it", () => {
    const plainOf = (made: (result: Result) => unknown): (string | null)[] => results.results.slice(0, 200).map((result) => notPlain(made(result)));
    const details = e.decisionDetails(SUBJECT, decided().accounts);
    const today = e.decidedToday(results, { ...DECISIONS, ...kept() }, document, e.ownDetail);
    for (const made of [e.detailsOf(document, rules), e.allFactsOf(document, rules), details.detailOf, details.factsOf, today])
      expect(new Set(plainOf(made))).toEqual(new Set([null]));
  });

  it("is read back whole where it is written to a file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "reeve-plain-"));
    try {
      const sha256 = await library.writeSnapshot(join(folder, "a.json"), document);
      const read = await library.readSnapshot(join(folder, "a.json"));
      expect(read.ok && read.document).toEqual(JSON.parse(JSON.stringify({ ...document, sha256 })));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a value is not plain", () => {
  class Finding {
    message = "m";
  }
  it.each<[string, unknown]>([
    ["with a getter", Object.defineProperty({}, "a", { get: () => 1, enumerable: true })],
    ["of a class", new Finding()],
    ["without a prototype", Object.create(null)],
    ["with a function", { a: [() => 1] }],
    ["with a Map", { a: new Map() }],
    ["with a Set", { a: new Set() }],
    ["with a symbol", { [Symbol("a")]: 1 }],
    ["with a hidden member", Object.defineProperty({}, "a", { value: 1, enumerable: false })],
    ["with an undefined element", [undefined]],
    ["with an undefined member", { a: undefined }],
    ["with a number that JSON has not", [Number.POSITIVE_INFINITY]],
  ])("%s", (_, value) => {
    expect(notPlain(value)).not.toBeNull();
  });
});
