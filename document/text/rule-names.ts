/** What the names of files of rules say. YAML holds JSON, and an ending counts without case. */

const ENDING = /\.(ya?ml|json)$/i;
const TEST = /\.test(\.(?:ya?ml|json))$/i;

/** Endings under which the test of a rule is looked for, besides that of the rule. */
const ENDINGS = [".yaml", ".yml", ".json"] as const;

/** Whether a name is that of a file that people write for Reeve: rules, tests, packs, waivers, attestations. */
export const isAuthoredName = (name: string): boolean => ENDING.test(name);

export const isTestName = (name: string): boolean => TEST.test(name);
export const isPackName = (name: string): boolean => /^pack\.ya?ml$/i.test(name);
export const isConfigName = (name: string): boolean => /^reeve\.ya?ml$/i.test(name);

/** Whether a name, without its folder, is that of a rule: any of these that is not one of the others. */
export const isRuleName = (name: string): boolean => ENDING.test(name) && !TEST.test(name) && !isPackName(name) && !isConfigName(name);

/** Whether a name is that of JSON, which other programs write too. */
export const isJsonName = (name: string): boolean => /\.json$/i.test(name);

export const withoutEnding = (name: string): string => name.replace(ENDING, "");

/** The test that stands beside a rule, by the rule's own ending. */
export const testPathOf = (rule: string): string => rule.replace(ENDING, ".test$&");

/** Where the test of a rule may stand: by the rule's own ending first. */
export const testPathsOf = (rule: string): string[] => [...new Set([testPathOf(rule), ...ENDINGS.map((ending) => `${withoutEnding(rule)}.test${ending}`)])];

/** The rule that a test stands beside, by the test's own ending. */
export const rulePathOf = (test: string): string => test.replace(TEST, "$1");

/** Where the rule of a test may stand: by the test's own ending first. */
export const rulePathsOf = (test: string): string[] => [...new Set([rulePathOf(test), ...ENDINGS.map((ending) => `${test.replace(TEST, "")}${ending}`)])];
