/** document: what others need of it. */

export {
  type ActionCatalogue,
  type ActionRow,
  type ActionTable,
  actionParts,
  actionsIn,
  isAmongKeys,
  isOfType,
} from "./actions/table.ts";
export { addressBlock, blockEdges } from "./address-block.ts";
export { externalAnalyzerRegions } from "./analyzers.ts";
export { accountFault, beforeResource, isAwsManaged, isServiceLinkedPath, nameOf, parseArn, partitionOf, partRespelt } from "./arn.ts";
export {
  type ApiOperation,
  apiOperation,
  apiOperations,
  type CallEffect,
  type CallFields,
  type CallNames,
  type CallRow,
  type CallSide,
  callRow,
  callsWithRows,
  everythingOf,
  type InputType,
  inputShape,
  inputValues,
  isReadCall,
  isWriteCall,
  loadCallNames,
  type MemberShape,
  modelledServices,
  NEAR_SERVICES,
  type Postcondition,
  type ReplacedMember,
  type RequestMembers,
  replacedFields,
  requestMembers,
  requestStyle,
  type Selector,
  serviceOf,
  servicesWithRows,
  staysInAccount,
  structureMembers,
} from "./calls/index.ts";
export { canonicalJson, canonicalSha256, compareText } from "./canonical.ts";
export { CLOCK_SKEW_MS } from "./clock-skew.ts";
export { documentSha256 } from "./document-hash.ts";
export {
  arnGlob,
  arnPartFault,
  arnsOfIam,
  elsewhereText,
  type FormFault,
  formFault,
  inUseFault,
  isNoOneText,
  nearKnown,
  nearMisses,
  slips,
  usualFault,
  withLetters,
} from "./forms.ts";
export { plainGap } from "./gap.ts";
export { type GapRegister, gapKey, gapRegister } from "./gap-register.ts";
export { dayStartOf, instantIn, instantOf, instantText, inTimeForm, timeFault, timeOf, toInstant } from "./instant.ts";
export { type ManagedPolicyTable, managedPoliciesIn } from "./managed-policies/table.ts";
export { type NameMap, namedIn, nameKey, nameMap, sameName } from "./names.ts";
export { foreignPart, isOwnKind } from "./own-kinds.ts";
export { actionMatches, globMatches } from "./policy/action-pattern.ts";
export { type AllowsNoMore, allowsNoMore } from "./policy/allows-no-more.ts";
export { type CompactStatement, compactStatement, UNKNOWN_READING } from "./policy/compact-statement.ts";
export { policyContent, unknownContent } from "./policy/content.ts";
export { CONTENT_FIELDS, type ContentField, type DerivedFrom, type DigestField, digestFields } from "./policy/derived.ts";
export { ELEMENT_FIELDS, VERSION_NOT_KEPT } from "./policy/elements.ts";
export { sameContent } from "./policy/same-content.ts";
export { sameAccount, samePrincipal, statementDigest } from "./policy/statement-digest.ts";
export { statementLines } from "./policy/statement-lines.ts";
export { and, isEmpty, type KnownTruth, not, or, someElement } from "./policy/truth.ts";
export { mayHoldVariable, variableReading } from "./policy/variables.ts";
export { booleanOf, isRaw, listIn, member, numberOf, objectOf, type Raw, textOf } from "./raw.ts";
export { saysAllOf } from "./records/copies.ts";
export { type EventGaps, eventGaps, type RecordGaps, recordGap } from "./records/event-gaps.ts";
export { recordFields } from "./records/fields.ts";
export type { Respelling } from "./records/letters.ts";
export { isDenied } from "./records/outcome.ts";
export { isTooDeep } from "./records/truncation.ts";
export { lacksCallerType, unpackedRecord } from "./records/unpack.ts";
export { unreadableMembers } from "./records/unreadable.ts";
export { type RecordedEvents, recordedBy } from "./selectors.ts";
export { hasForm, isCaseless, storedText } from "./stored-form.ts";
export { meant, nearest, orList, SLIP, scoredNames } from "./text/index.ts";
export {
  isUnknownMark,
  knownLength,
  openMark,
  partOf,
  possibleMembers,
  surelyExists,
  type UnknownMark,
  unknownIn,
  withMembers,
} from "./unknown-mark.ts";
