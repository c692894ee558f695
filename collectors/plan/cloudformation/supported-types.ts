/** Types whose names begin like those that bear on the document and which do not. */
const HARMLESS: ReadonlySet<string> = new Set([
  // An event data store, channel or dashboard of CloudTrail Lake is no trail.
  "AWS::CloudTrail::EventDataStore",
  "AWS::CloudTrail::Channel",
  "AWS::CloudTrail::Dashboard",
  "AWS::CloudTrail::ResourcePolicy",
]);

const IDENTITY_TYPES: readonly { prefix: string; why: string }[] = [
  { prefix: "AWS::CloudFormation::Stack", why: "is a stack of its own, whose resources this change set does not tell" },
  { prefix: "AWS::CloudFormation::CustomResource", why: "runs code, which may change anything" },
  { prefix: "Custom::", why: "runs code, which may change anything" },
  { prefix: "AWS::CloudFormation::Macro", why: "rewrites templates; what it writes in this stack is in the change set, what it writes in others is not" },
  { prefix: "AWS::IAM::", why: "changes IAM" },
  { prefix: "AWS::CloudTrail::", why: "changes what CloudTrail records" },
  { prefix: "AWS::AccessAnalyzer::", why: "changes access analyzers" },
  { prefix: "AWS::Organizations::", why: "changes the organization that the account belongs to, or the policies that bound it" },
  { prefix: "AWS::SSO::", why: "makes or changes roles through IAM Identity Center" },
  { prefix: "AWS::IdentityStore::", why: "changes who gets roles through IAM Identity Center" },
  { prefix: "AWS::ControlTower::", why: "enforces controls that may change trails and roles" },
  { prefix: "AWS::ServiceCatalog::CloudFormationProvisionedProduct", why: "makes a stack, whose resources this change set does not tell" },
  { prefix: "AWS::Serverless::Application", why: "is a stack of its own, whose resources this change set does not tell" },
];

/** Why a change of a type that is not read matters, and what to do; null where it does not. */
export function unsupported(type: string): string | null {
  if (HARMLESS.has(type)) return null;
  const found = IDENTITY_TYPES.find(({ prefix }) => type.startsWith(prefix));
  if (!found) return null;
  const nested = type === "AWS::CloudFormation::Stack";
  const next = nested
    ? "Make the change set with --include-nested-stacks and give the nested stack's own: aws cloudformation describe-change-set --include-property-values."
    : "Judge it by hand.";
  return `${type} ${found.why}. ${next}`;
}
