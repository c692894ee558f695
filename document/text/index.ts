/** Words and JSON text. They have an index of their own beside that of the room, because commands that need no document start faster without the rest. */
export { duplicateKeys, keyCount, mayRepeatKeys } from "./duplicate-keys.ts";
export { didYouMean, meant, nearest, orList, SLIP, scoredNames } from "./nearest.ts";
export {
  isAuthoredName,
  isConfigName,
  isJsonName,
  isPackName,
  isRuleName,
  isTestName,
  rulePathOf,
  rulePathsOf,
  testPathOf,
  testPathsOf,
  withoutEnding,
} from "./rule-names.ts";
