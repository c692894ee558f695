import type { PathOperand } from "../../../engine/language/condition/ast.ts";
import type { CheckedRule, RemediationSteps } from "../../../engine/language/rule.ts";
import { planDocuments } from "../../../engine/remediate/documents.ts";
import type { Argument, Member, Remediation, RemediationPart } from "../../../engine/remediate/plan.ts";
import type { FindingReader } from "../../../engine/remediate/reading.ts";
import { planSteps } from "../../../engine/remediate/steps.ts";

export const ACCOUNT = "123456789012";

const PASSWORD_POLICY = {
  minimumPasswordLength: 8,
  requireSymbols: false,
  requireNumbers: true,
  requireUppercaseCharacters: false,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: true,
  expirePasswords: false,
  maxPasswordAge: null,
  passwordReusePrevention: 3,
  hardExpiry: null,
};

function sampleOf(path: PathOperand): unknown {
  const { type } = path;
  switch (type.type) {
    case "boolean":
      return true;
    case "integer":
      return 5;
    case "list":
      return ["sample-member"];
    case "timestamp":
      return "2026-01-31T12:00:00.000Z";
    case "string":
      if (type.enum?.[0] !== undefined) return type.enum[0];
      return /arn$/i.test(path.text) ? "arn:aws:iam::123456789012:policy/sample-policy" : "sample-name-0123456789abcdef";
    default:
      return /arn$/i.test(path.text) ? "arn:aws:iam::123456789012:policy/sample-policy" : "sample-name-0123456789abcdef";
  }
}

/** Every path holds a value of its own type. */
function sampleReading(rule: CheckedRule, known: Readonly<Record<string, unknown>> = {}): FindingReader {
  const passwordPolicy = "passwordPolicy" in known ? known.passwordPolicy : PASSWORD_POLICY;
  const trail = "trail" in known ? known.trail : { dataEvents: [] };
  return {
    path: (path) => ({ kind: "value", value: Object.hasOwn(known, path.text) ? known[path.text] : sampleOf(path) }),
    holds: () => "true",
    elements: () => ({ kind: "elements", readings: [sampleReading(rule, known)], gaps: [] }),
    param: (name) => rule.params.find((spec) => spec.name === name)?.default ?? "sample-param",
    account: () => ({ kind: "value", value: { passwordPolicy, alternateContacts: { security: null, billing: null, operations: null } } }),
    trail: () => ({ kind: "value", value: trail }),
    keys: () => null,
    isInactiveKey: () => false,
    admin: () => false,
    gap: (id) => id,
  };
}

/** The rule's remediation for a finding of which all is known. */
export function samplePlan(rule: CheckedRule, reading: FindingReader = sampleReading(rule), neighbours: CheckedRule[] = []): Remediation {
  const context = {
    rule: rule.id,
    partition: "aws",
    region: "eu-central-1",
    reading,
    supply: [],
    determined: new Map(),
    keys: { isDue: () => false, retiredBy: () => [], replacedBy: () => [], unusedBy: () => [] },
    grants: () => ({ admin: false, rules: [], makes: [] }),
    neighbours: neighbours.map((other) => ({
      rule: other.id,
      steps: other.remediation?.steps ?? [],
      reading: sampleReading(other),
      isNamed: true,
      isAsSevere: true,
    })),
  };
  const part = (kind: RemediationPart["kind"], remediation: RemediationSteps | null | undefined): RemediationPart[] =>
    remediation && remediation.console.length + remediation.steps.length > 0
      ? [{ kind, console: ["sample"], steps: planSteps(kind, remediation.steps, context), documents: planDocuments(remediation.documents ?? [], reading) }]
      : [];
  return {
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    status: "fail",
    message: "sample finding",
    resource: { kind: "none", arn: null, id: null, name: null },
    occurrence: null,
    account: ACCOUNT,
    partition: "aws",
    references: rule.references,
    parts: [...part("remediation", rule.remediation), ...part("undo", rule.remediation?.undo), ...part("contain", rule.remediation?.contain)],
  };
}

/** What a person types for a placeholder: of the shape that its name asks for. */
export function supplied(name: string): string {
  if (/arn/.test(name)) return "arn:aws:iam::123456789012:policy/supplied-policy";
  if (/code/.test(name)) return "123456";
  if (/document|trust-policy/.test(name)) return '{"Version":"2012-10-17","Statement":[]}';
  if (/key-id/.test(name)) return "AKIAIOSFODNN7EXAMPLE";
  if (/email/.test(name)) return "security@example.com";
  if (/phone/.test(name)) return "+1 555 0100";
  if (/version/.test(name)) return "v2";
  return "supplied-value";
}

/** Parameters as plain JSON, placeholders as a person would supply them. */
export function plain(members: readonly Member[]): Record<string, unknown> {
  const value = (argument: Argument): unknown => {
    switch (argument.kind) {
      case "value":
        return argument.value;
      case "text":
        return argument.parts.map((part) => (typeof part === "string" ? part : supplied(part.supply))).join("");
      case "list":
        return argument.items.map(value);
      case "object":
        return plain(argument.members);
    }
  };
  return Object.fromEntries(members.map((member) => [member.name, value(member.argument)]));
}
