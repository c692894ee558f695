import type { ResourceKind, ValueType } from "../../../schemas/index.ts";
import type { ComparisonTest, Operand, Scalar } from "../condition/ast.ts";
import type { TextBeginning } from "../condition/glob-prefix.ts";
import type { CompiledPattern } from "../condition/patterns.ts";

/** Matchers of a kind stand together in completion. */
export type Group = "equality" | "order" | "age" | "pattern" | "elements" | "absence";

/** A condition, and resources to evaluate it for, each as the flow map that stands on the reference page. */
export interface Example {
  kind: ResourceKind;
  condition: string;
  given: string[];
}

/** What documentation and editors say of a matcher. */
export interface Words {
  /** In an editor: meaning and null in a sentence or two. */
  editor: string;
  /** Reference page: what it stands on, what it takes, what it gives for null, what it means. */
  subject: string;
  operand: string;
  onNull: string;
  meaning: string;
  remark?: string;
  /** In explanations, where its name does not read well. */
  explained?: string;
  /** For the reference page, whose tables of truth the engine computes. */
  examples: () => readonly Example[];
  /** A test on a path that may be null, in a rule on users and in one on events: the checker is run on both, to show where it wants absence said. */
  onNullable: { user: string; event: string };
}

/** Words that other tools use, with whether a correction may put ours in: `certain` where the meaning is the same. */
export type Synonyms = Readonly<Record<string, "certain" | "similar">>;

interface Named {
  name: string;
  group: Group;
  words: Words;
  synonyms?: Synonyms;
}

export type Predicate = (value: unknown, clockMs: number) => boolean;

/**
 * How the right side is read: a value of the subject's own type; a list of such values; a number or time; a member of the list, or a part of the text;
 * a pattern or a list of patterns; a duration.
 */
export type OperandForm = "scalar" | "list" | "ordered" | "member" | "pattern" | "duration";

/** Patterns of one language. */
export interface PatternForm {
  language: "glob" | "matches" | "cidr";
  compile: (pattern: string) => CompiledPattern;
  /** The pattern of the same texts, in whatever case these are written. */
  caseless: (pattern: string) => string;
  /** Patterns may come from the document, not only from the rule and its parameters. */
  fromDocument: boolean;
  /** Begins the message about a pattern that does not compile. */
  refusal: string;
  /** Why a pattern that compiles matches no text, as a sentence; null where it may match some. */
  never?: (pattern: string) => string | null;
}

/** What a check for constant tests knows. */
export interface ConstantQuestion {
  operand: Operand;
  type: ValueType;
  /** The subject as the author wrote it. */
  name: string;
  /** The operand is the subject itself. */
  isSamePath: boolean;
}

/** What a value would have to be. Patterns are named, never guessed. */
export type WantedValue =
  | { op: "is" | "isNot"; values: unknown[] }
  | { op: "lt" | "lte" | "gt" | "gte"; value: unknown }
  | { op: "contains" | "lacks"; value: unknown }
  | { op: "matches" | "matchesNone"; language: PatternForm["language"]; patterns: unknown[] }
  /** A duration: `90d`. */
  | { op: "older" | "within"; duration: unknown }
  | { op: "present" | "absent" }
  /** Any other comparison, by its name. */
  | { op: "passes" | "fails"; matcher: string; value: unknown };

/** Values that would do, best first, and what is wanted in words' stead. `undefined` never stands among the values. */
export interface CandidateValues {
  wanted: WantedValue;
  values: unknown[];
  /** The value stands for whatever may be there. */
  any?: true;
}

/** A value for which a comparison should give another answer. */
export interface OfferQuestion {
  operand: unknown;
  /** The operand's known values; a single one as a list. */
  list: unknown[];
  want: boolean;
  type: ValueType;
  /** The value that is there. */
  now: unknown;
  clockMs: number;
}

/** Other values of a literal, each a mistake that an author could make; by kind of mistake. */
export interface Mistakes {
  boundary?: (value: Scalar) => readonly Scalar[];
  letters?: (value: Scalar) => readonly Scalar[];
  wildcard?: (value: Scalar) => readonly Scalar[];
}

/** The one text that all spellings of a comparison with literals share; null where no law applies. `counts`: it is put to a number of elements. */
export interface CanonicalQuestion {
  type: ValueType;
  literals: readonly Scalar[];
  negated: boolean;
  counts: boolean;
}

/**
 * A matcher that compares one value with one operand. Three-valued by one law for all: an unknown side gives unknown; an open list gives `openDecides`
 * when its known members already do, else unknown.
 */
export interface ComparisonMatcher extends Named {
  kind: "comparison";
  /** Types of the values that it may be put to. */
  accepts: readonly ValueType["type"][];
  operand: OperandForm;
  pattern?: PatternForm;
  /** JsonLogic's own operator, and the matcher that means the same with its sides exchanged. */
  jsonLogic?: { operator: string; mirrored: string };
  /** The comparison whose exact complement this one is. */
  complementOf?: ComparisonMatcher;

  /** The meaning on known values, spelled out: the tree walker's and, registered with json-logic-js, its twin's. */
  holds: (value: unknown, operand: unknown, clockMs: number) => boolean;
  /** The same for an operand known when the rule is compiled. */
  prepare: (operand: unknown) => Predicate;
  /** The answer for a value identical to a scalar operand, every other value giving the opposite: only equality has one. */
  onIdentical?: boolean;
  /** The answer for a text of which only the beginning is known; null where what follows decides. Left out, it always decides. */
  onBeginning?: (known: TextBeginning, operand: unknown) => boolean | null;
  /** The answer depends on the rule's clock. */
  usesClock?: true;
  /** The answer that the known members of an open list can settle; null where neither side is a list. */
  openDecides: boolean | null;
  /** Which side may be an open list. */
  openListSide: "subject" | "operand" | null;

  /** For null: the answer, or whether null is among the operand's literals. */
  onNull: boolean | "listed" | "unlisted";
  /** The operation that json-logic-js knows, for values that are not verbatim JSON; null where there is none. `twin` names ours. */
  lower?: (subject: unknown, operand: unknown) => unknown;
  twin?: string;

  /** Why a test on a path of a known type always gives the same. */
  constant?: (question: ConstantQuestion) => string | null;
  /** Never holds for null, whatever the operand: beside `exists: false` the test never holds. */
  needsValue?: true;
  /** Selects by text: in `match` and `applies` it need not say what absence means. */
  selects?: true;
  /** Of more elements: `up` holds sooner, `down` later. */
  countDirection?: "up" | "down";

  /** Holds for its literals and nothing else. */
  listsValues?: true;
  /** An absent list is to it what an empty one is. */
  takesLists?: true;
  /** Answers that follow from equality and order, from age, or only from the text: a few values, or a comparison of patterns, prove what they imply. */
  reasonedBy?: "order" | "age" | "text";
  /** With the same operand: comparisons that hold wherever this one does, and those that never hold together with it. */
  implies?: readonly string[];
  excludes?: readonly string[];

  /** Comparisons of the same shape that an author takes for this one. */
  misreadFrom: (isText: boolean) => readonly string[];
  mistakes: Mistakes;
  canonical?: (question: CanonicalQuestion) => string | null;
  /** Values at and beside the literals, for a case of a test. `name` is the member's. */
  samples: (literals: readonly Scalar[], type: ValueType["type"], name: string) => Scalar[];
  offer: (question: OfferQuestion) => CandidateValues;
}

/** A matcher that puts a condition to the elements of a list. It looks for an element of one truth: with one, the answer is `found`; without, the opposite. */
export interface Quantifier extends Named {
  kind: "quantifier";
  looksFor: boolean;
  found: boolean;
  misreadFrom: readonly string[];
}

/** A matcher with a form of its own in the syntax tree. */
export interface FormMatcher extends Named {
  kind: "form";
  name: "exists" | "default" | "count";
}

export type Matcher = ComparisonMatcher | Quantifier | FormMatcher;

/** Whether the elements that decide an answer have that answer themselves, or its opposite. */
export const keepsTruth = ({ looksFor, found }: Quantifier): boolean => looksFor === found;

/** A test of the comparison with this operand. */
export const testOf = ({ name }: ComparisonMatcher, operand: Operand): ComparisonTest => ({ op: name, operand });
