/** What a diagnostic code stands for: a title of a few words, and why the language refuses it. */
export interface CodeEntry {
  title: string;
  reason: string;
}

/** Every diagnostic of rule, pack, configuration and test files. Codes are stable: a retired one is never used again. */
export const CODES = {
  RV001: { title: "Not valid YAML", reason: "A file that does not parse says nothing certain." },
  RV002: { title: "Too large or too deep", reason: "Size, depth and the growth of aliases are bounded, so that no file can exhaust memory." },
  RV003: { title: "Key written twice", reason: "YAML would keep one of the two in silence." },
  RV004: { title: "YAML tag", reason: "An unquoted ! starts a YAML tag, and what it stood for is lost." },
  RV005: { title: "YAML alias or anchor", reason: "An unquoted * or & starts a YAML alias or anchor, not a pattern." },
  RV006: { title: "Flow map where text was meant", reason: "Unquoted {{…}} and {…} as a key are YAML maps." },
  RV007: { title: "Number that loses digits", reason: "YAML reads unquoted ids as numbers: 012… loses its zero, 2.10 becomes 2.1." },
  RV008: { title: "Key that is not text", reason: "Keys are names; YAML reads this one as a number, boolean or null." },
  RV009: {
    title: "Invisible or look-alike character",
    reason: "It is read as another character than the one that is seen, so the name or value means something else.",
  },
  RV010: { title: "Missing field", reason: "The file cannot be understood without it." },
  RV011: { title: "Unknown field", reason: "A misspelt field would be ignored in silence." },
  RV012: { title: "Wrong value", reason: "The field takes another type or one of a few values." },
  RV013: { title: "Id differs from the file's name", reason: "A rule is found by its id; the file must bear it." },
  RV014: { title: "Id used twice", reason: "Results, waivers and parameters name rules by id." },
  RV015: { title: "Rule without one clear question", reason: "A rule has exactly one of require, match and manual." },
  RV016: { title: "raise lowers the severity", reason: "raise names the conditions under which a finding is worse." },
  RV020: { title: "Missing value or empty condition", reason: "An empty condition holds for everything: it is nearly always a slip." },
  RV021: { title: "Not a condition", reason: "A condition is a map of paths with matchers, or one operator." },
  RV022: { title: "Unknown operator", reason: "An operator that does not exist would never hold." },
  RV023: { title: "Operator beside another key", reason: "One of the two would be ignored: nearly always a forgotten dash." },
  RV024: { title: "Comparison that coerces", reason: '== calls "1" and 1 equal, and null and absent; === does not.' },
  RV025: { title: "Wrong arguments", reason: "The operator takes other arguments." },
  RV030: { title: "Unknown path", reason: "A path that does not exist is null for every resource, and the rule silently says the same of all." },
  RV031: { title: "Name of two things", reason: "Inside an element a bare name that is also a root could mean either." },
  RV032: { title: "Path through a list or a plain value", reason: "A list has no fields: ask any, every, none or count of it." },
  RV033: { title: "List scanned for every resource", reason: "It would make the rule's cost the product of two lists." },
  RV034: { title: "Name used as what it is not", reason: "A named condition is true or false; paths, parameters and lookups are values." },
  RV040: { title: "Unknown matcher", reason: "A misspelt matcher would never be asked." },
  RV041: { title: "Matcher does not fit the type", reason: "It could never hold, or always would." },
  RV042: { title: "Comparing different types", reason: "Values of different types are never equal, so the test is constant." },
  RV043: { title: "Value that cannot occur", reason: "The field takes only the values listed in the document's schema." },
  RV044: { title: "Not a duration or time", reason: "Durations are written 30m, 12h or 90d; times as RFC 3339." },
  RV045: { title: "Pattern not accepted", reason: "Patterns run with RE2, whose time is linear, so that no rule can hang a run." },
  RV046: { title: "Text of another form", reason: "The field holds ARNs, Regions or the like, and no value of it could ever be that text." },
  RV050: { title: "Absence not decided", reason: "Where a value may be null and null would make no finding, the rule must say that it means so." },
  RV051: { title: "Constant condition", reason: "A test that always says the same tests nothing." },
  RV052: { title: "contains of an action", reason: "A statement with iam:* or * grants the action too; the derived properties see that." },
  RV060: { title: "Template not closed or empty", reason: "{{path}} stands for a value." },
  RV061: { title: "Template of an object", reason: "Only text, numbers, booleans, times and lists of them can be printed." },
  RV062: { title: "Evidence that is not one value", reason: "Evidence names the values that decided, not whole resources." },
  RV063: {
    title: "Path or {{…}} taken as text",
    reason: "Only messages, remediations and { text: … } fill in {{…}}, and a path stands in { var: … }: elsewhere they are compared or printed as text.",
  },
  RV064: {
    title: "Step that AWS would refuse",
    reason: "Steps are printed as commands: AWS refuses a call or a member that it does not have, and a value of another type.",
  },
  RV070: { title: "Parameter not well defined", reason: "Values given later are checked against this definition." },
  RV071: { title: "Parameter value not accepted", reason: "The value does not fit the parameter's definition." },
  RV073: { title: "Name already taken", reason: "let and params names may not hide roots, operators or each other." },
  RV074: { title: "let not understood", reason: "A let is a lookup, a path ({ var: … }) or a condition." },
  RV080: { title: "Clause without effect", reason: "What another clause decides already tests nothing, and hides what the rule rests on." },
  RV081: {
    title: "Conditions that contradict each other",
    reason: "Clauses that never hold together, or of which one always holds, make a condition constant.",
  },
  RV082: {
    title: "Parts that rule each other out",
    reason: "An excuse that excuses nothing or everything, or a rule that never fails, is not what its author meant.",
  },
  RV083: { title: "Rule written twice", reason: "Two rules that ask the same give two findings for one fault." },
  RV084: { title: "Rule within another", reason: "Each of its findings is one of the other rule too, at the same severity." },
  RV085: { title: "Name never used", reason: "A parameter or let that nothing reads promises a setting that does nothing." },
  RV086: { title: "Event source that is not known", reason: "Where it is misspelt, no record would ever match." },
  RV087: { title: "Event name that is not known", reason: "Where it is misspelt, no record would ever match." },
  RV088: { title: "Event of another source", reason: "The service does not have this event, so the pair never occurs." },
  RV089: {
    title: "Field that the event cannot have",
    reason:
      "The call takes or returns no such member, so its value is always null; or the member is a list, an object or a single value and is taken for another of these, so the test never holds.",
  },
  RV090: { title: "Rule that judges nothing here", reason: "On the snapshot given it can have neither a pass nor a finding." },
  RV091: {
    title: "Event rule without an anchor",
    reason: "A match that names no event, change, actor or outcome is evaluated for every call of every service.",
  },
  RV092: { title: "Rationale that says nothing", reason: "Whoever gets the finding asks why it matters." },
  RV093: { title: "No remediation", reason: "A finding without a remediation is handed on, not fixed." },
  RV094: { title: "No references", reason: "A claim about AWS names the page it rests on." },
  RV095: { title: "No tests", reason: "A rule that was never seen to fail may never fail." },
  RV096: { title: "Pattern for what is simpler", reason: "A glob or a plain value says the same, and is read at a glance." },
  RV097: { title: "Silence that is not in order", reason: "A silenced lint has a reason and is still drawn, or the comment misleads." },
  RV098: { title: "Value that AWS does not document", reason: "AWS may have added it since; otherwise the test never holds." },
  RV099: { title: "Call of a step that AWS does not list", reason: "A call that does not exist, or without a member that it needs, fixes nothing." },
  RV100: {
    title: "Value that the member cannot have",
    reason: "What a call takes or returns there is of another type, or is written otherwise, so the test never holds.",
  },
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof CODES;
