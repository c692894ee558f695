import { meant } from "../document/text/index.ts";
import { short, visible } from "../reporters/index.ts";
import type { AccessProblem, PatternProblem } from "../schemas/index.ts";

/** What is wrong with a question, and what to do. */
export function accessProblemText(problem: AccessProblem | PatternProblem): string {
  const value = short(problem.value, 300);
  switch (problem.code) {
    case "unknown-service":
      return `No service has the prefix of ${value}.${meant(problem.nearest.slice(0, 3)) ?? " Write service:Action, such as s3:GetObject."}`;
    case "unknown-action":
      return `AWS has no action ${value}.${meant(problem.nearest.slice(0, 3)) ?? " The Service Authorization Reference lists the actions of each service."}`;
    case "unknown-principal":
      return `The account has no user or role ${value}.${meant(problem.nearest.slice(0, 3)) ?? " Write its name or its ARN."}`;
    case "unknown-key":
      return `${value} is no condition key.${meant(problem.nearest.slice(0, 3)) ?? " The Service Authorization Reference lists the keys of each action."}`;
    case "no-such-role":
      return `The account has no role ${value}.${meant(problem.nearest.slice(0, 3)) ?? " Write its ARN."}`;
    case "ambiguous-principal":
      return `${value} is the name of a user and of a role. Write the ARN: ${problem.arns.map((arn) => short(arn, 200)).join(" or ")}.`;
    case "group-principal":
      return `${value} is a group, and groups make no requests. Write a user of it.`;
    case "not-of-account":
      return `${value} is no user or role of the account. Write the name or ARN of one.`;
    case "malformed-arn":
      return `${value} is no ARN of one principal or resource. Write all six parts, without wildcards, such as arn:aws:iam::123456789012:user/ana.`;
    case "needs-no-resource":
      return `${value} is called on no resource. Leave out --on.`;
    case "no-account":
      return "The document holds no account. Write a snapshot that reeve collect made.";
    case "other-account":
      return `${value} belongs to another account than the caller, or to none that the document is about. Write a resource of this account.`;
    case "wrong-resource":
      return `${visible(problem.action)} is not called on ${value}. Write an ARN such as ${problem.forms.map((form) => short(form, 200)).join(" or ")}.`;
    case "needs-resource":
      return `${visible(problem.action)} is called on a resource. Write --on with an ARN such as ${problem.forms.map((form) => short(form, 200)).join(" or ")}.`;
    case "absent-key":
      return `A request of ${visible(problem.action)} by this principal has no ${value}. Leave it out.`;
    case "fixed-key":
      return `${value} is ${short(problem.fixed, 200)} in these requests, and ${short(problem.given, 200)} is given. Leave it out.`;
    case "unread-policy":
      return `${value} is no policy document. Write JSON with Version and Statement.`;
    case "impossible-context":
      return `No request of ${value} has these values together: MFA with its age and token, an address or an endpoint, tags with their keys.`;
    case "no-such-resource":
      return `None of ${problem.actions.map((action) => short(action, 80)).join(", ")} is called on ${value}. Write an ARN that they are called on, or *.`;
    case "not-by-policy":
      return `No identity policy decides who calls ${value}.`;
    case "wrong-session":
      return `${value} cannot have such a session. GetSessionToken and GetFederationToken are for users, and the latter has a name.`;
  }
}
