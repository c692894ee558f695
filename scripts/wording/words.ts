/** A word or phrase that texts do not use, and what to write in its place. */
export interface BannedWord {
  pattern: RegExp;
  instead: string;
}

/** Plain English for readers all over the world: the list grows with each review. */
export const BANNED: readonly BannedWord[] = [
  { pattern: /\b(?:tells?|told|telling|retold|untold|foretold)\b/gi, instead: "report, show, say" },
  { pattern: /\b(?:cures?|cured|curing)\b/gi, instead: "remediation, fix" },
  { pattern: /\b(?:bears?|bearing|bore|borne)\b/gi, instead: "have, affect, carry" },
  { pattern: /\bgrave(?:r|st|ly)?\b/gi, instead: "severe, severity increased" },
  { pattern: /\b(?:held|holds?|holding) (?:[\w'-]+ ){0,6}against\b/gi, instead: "compared with, compares" },
  { pattern: /\bwhom\b/gi, instead: "who, or name the subject" },
  { pattern: /\b(?:nobody|somebody)\b/gi, instead: "no one, someone, or name the subject" },
  { pattern: /\b(?:of|as) before\b/gi, instead: "existing, unchanged, previous" },
  // "leaves it alone" is the usual phrase.
  { pattern: /(?<!\b(?:leave|leaves|left|leaving|let|lets)\b[^.;:]{0,60})(?<!stand-)\balone\b/gi, instead: "only" },
  // A clause with a verb of its own follows; "for people and programs" is the usual phrase.
  {
    pattern:
      /[,;:] for (?:(?!that\b|which\b|who\b|whose\b|those\b|whoever\b|whatever\b|each\b|all\b|every\b)[\w'’-]+ ){1,4}(?:is|are|was|were|has|have|had|does|do|may|might|can|could|must|would|will|rests?|shows?|starts?|takes|keeps|reads|stands?|knows?|judged)\b/g,
    instead: "because",
  },
  { pattern: /\bask(?:s|ed|ing)? (?:[\w']+ )?of\b/gi, instead: "query, evaluate for" },
  { pattern: /\b(?:lays?|laid|laying)\b/gi, instead: "put, format" },
  { pattern: /\bbe (?:it|they)\b/gi, instead: "whether it is" },
  { pattern: /\blook(?:s|ed|ing)? whether\b/gi, instead: "check whether" },
  { pattern: /\b(?:that|this|it) (?:is|was) so\b|\bwas so\b/gi, instead: "say what is the case" },
];
