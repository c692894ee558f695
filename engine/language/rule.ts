import { SEVERITIES as ALL, type NumberRange, type ResourceKind, type ValueType } from "../../schemas/index.ts";
import type { Condition, LetBinding, PathOperand, Scalar, Template } from "./condition/ast.ts";
import type { Range } from "./diagnostic.ts";

export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** Highest first. */
export const SEVERITIES: readonly Severity[] = ALL;

export type ParamType = "string" | "integer" | "number" | "boolean" | "duration" | "array";
export type ParamValue = Scalar | Scalar[];

/** How a text is compared with a value: as the whole of it, as a part of it, or as a pattern. */
export type TextUse = "value" | "part" | "glob" | "matches";

/** What a type says of the form of its texts. */
export type TextType = Pick<Extract<ValueType, { type: "string" }>, "enum" | "format" | "known" | "frequent" | "never"> & {
  /** The known values are of a call's model, to which AWS adds shorter ones too: a word left out is no slip. */
  ofCall?: true;
};

/** What the values of a parameter are compared with at one place of its rule. `type` null: text of any form. */
export interface ParamUse {
  /** As the rule writes it. */
  field: string;
  use: TextUse;
  type: TextType | null;
  /** Compared without regard to case. */
  caseless: boolean;
  /** The text that is built with the value, where it is a part of one. */
  within?: Template;
  /** Of numbers that AWS documents bounds for; `type` is null then. */
  numbers?: NumberUse;
}

/** A comparison of a parameter's number with a path whose numbers have bounds. */
export interface NumberUse {
  matcher: string;
  range: NumberRange;
  /** Whether the path may be null. */
  nullable: boolean;
  /** What stands in for null. */
  preset: number | null;
  /** The parameter stands left. */
  isSubject: boolean;
}

export interface ParamSpec {
  name: string;
  type: ParamType;
  items: "string" | "integer" | "number" | null;
  /** undefined: must be set; until then the rule is not configured and does not run. */
  default?: ParamValue;
  enum: Scalar[] | null;
  minimum: number | null;
  maximum: number | null;
  description: string;
  /** Where every place that the values are compared at wants a form: a value that fits none of them is refused. */
  uses?: ParamUse[];
  /** Where the values are only parts of texts that are built, which all want a form: a value that makes none of them so is refused. */
  builds?: ParamUse[];
  /** Names of the matchers that read the values as patterns; left out where none does. */
  patterns?: string[];
}

/** What a control demands of a parameter. `within`: a list without any other element; durations as they are written. */
export interface Demand {
  param: string;
  operator: "<=" | ">=" | "<" | ">" | "is" | "within";
  value: ParamValue;
}

/** How a rule answers a control that it does not simply decide. */
export interface ControlTerms {
  framework: string;
  id: string;
  /** part: the rule decides it only together with others. */
  answers: "full" | "part";
  /** Where a parameter in force is weaker, the control is tailored. */
  when: Demand[];
}

/** A value of a step's `with`: literal JSON whose strings may be templates. A template of exactly one path keeps the value's type. */
export type StepValue =
  | { kind: "literal"; value: Scalar }
  | { kind: "template"; template: Template }
  | { kind: "list"; items: StepValue[] }
  | { kind: "object"; members: Record<string, StepValue> };

/** A sentence for a person: left out where a value in it is absent, or where `when` does not hold. */
export interface Advice {
  text: Template;
  /** Said once for each element, as a step is made. */
  forEach?: RemediationStep["forEach"];
  /** null: always. */
  when: Condition | null;
}

export interface RemediationStep {
  /** service:Operation */
  call: string;
  with: Record<string, StepValue>;
  /** Sentences, those that apply one after the other. */
  human: Advice[];
  /** Left out: for every finding. */
  when?: Condition;
  /** Made once for each element for which `where` holds; the other parts read it as the element of an iteration. Left out: made once. */
  forEach?: { list: PathOperand; where: Condition | null };
  /** Made only while the user has another active access key. */
  keeps?: "access-key";
  /** Left out: the first ARN among the parameters says it, else the finding. */
  region?: Template;
}

/** A policy that the steps need and do not make. */
export interface RemediationDocument {
  title: string;
  /** The page that it is from. */
  source: string;
  /** Left out: for every finding. */
  when?: Condition;
  document: StepValue;
}

export interface RemediationSteps {
  console: Advice[];
  steps: RemediationStep[];
  /** Left out where there are none. */
  documents?: RemediationDocument[];
  /** What placeholders stand for, by name; left out where there are none. */
  supply?: Record<string, Advice[]>;
}

/** Where parts of a rule stand in its file, for what is told of them after they were found sound. */
export interface RulePlaces {
  id: Range;
  rationale: Range;
  /** Names of parameters. */
  params: Record<string, Range>;
}

declare const checked: unique symbol;

/** A rule that passed every check: only engine/language/load makes one. */
export interface CheckedRule {
  readonly [checked]: true;
  id: string;
  formerly: string[];
  title: string;
  severity: Severity;
  resource: ResourceKind;
  rationale: string;
  params: ParamSpec[];
  lets: LetBinding[];
  /** State rules: `applies` null means always. A manual rule has `manual` and no `require`. */
  body:
    | { kind: "state"; applies: Condition | null; require: Condition }
    | { kind: "event"; match: Condition; unless: Condition | null }
    | { kind: "manual"; question: string; applies: Condition | null };
  raise: { when: Condition; to: Severity }[];
  evidence: PathOperand[];
  message: Template;
  /** What the rule answers, by framework. Empty for event rules: records decide no control. */
  controls: Record<string, string[]>;
  /** Left out where it simply decides them all. */
  controlTerms?: ControlTerms[];
  /** What it has to do with and never decides; left out where there is none. */
  informs?: Record<string, string[]>;
  references: string[];
  remediation: (RemediationSteps & { undo: RemediationSteps | null; contain: RemediationSteps | null }) | null;
  places: RulePlaces;
  /** As the user named it. */
  file: string;
  /** SHA-256 (hex) of the file's text. */
  sha256: string;
}
