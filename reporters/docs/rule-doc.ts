/** What a page tells of a rule: plain data, so that pages can be made of rules that no engine is loaded for. */
export interface RuleDoc {
  id: string;
  formerly: string[];
  title: string;
  severity: string;
  /** Severities that it may rise to. */
  raises: string[];
  /** Kind that is judged, as in the document. */
  resource: string;
  /** - for rules of no pack. */
  pack: string;
  rationale: string;
  params: { name: string; type: string; description: string; value: unknown; isSet: boolean }[];
  /** The conditions as their author wrote them, in YAML. */
  conditions: string;
  message: string;
  remediations: RemediationDoc[];
  /** Ids by framework. */
  controls: Record<string, string[]>;
  /** Those that it never decides; left out where there are none. */
  informs?: Record<string, string[]>;
  /** What they demand of parameters, in words: framework, control, demand. Left out where they demand nothing. */
  demands?: { framework: string; id: string; demand: string }[];
  references: string[];
  /** Why reeve.yaml switches it off; null where it does not. */
  off: string | null;
}

export interface RemediationDoc {
  /** `remediation`, `undo`, `contain`. */
  name: "remediation" | "undo" | "contain";
  console: string[];
  /** API calls: `iam:EnableMFADevice`, and what a person must do for it. */
  calls: { call: string; human: string | null }[];
}

export interface PackDoc {
  id: string;
  title: string;
  description: string;
}

/** A page: its path beneath the folder, with slashes, and its whole text. */
export interface Page {
  path: string;
  text: string;
}
