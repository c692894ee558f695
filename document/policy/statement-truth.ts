import { type document, isUnknown } from "../../schemas/index.ts";
import { isUnknownMark } from "../unknown-mark.ts";
import { actionMatches, isEveryAction, isEveryResource } from "./action-pattern.ts";
import { and, isEmpty, type KnownTruth, not, or, someElement } from "./truth.ts";

type Statement = document.PolicyStatement;

const MFA_KEYS = new Set(["aws:multifactorauthpresent", "aws:multifactorauthage"]);

/** Any one of these on every resource lets its holder give itself the rest. */
const SELF_ESCALATIONS = [
  "iam:attachgrouppolicy",
  "iam:attachrolepolicy",
  "iam:attachuserpolicy",
  "iam:createpolicyversion",
  "iam:putgrouppolicy",
  "iam:putrolepolicy",
  "iam:putuserpolicy",
];

export const hasEffect = ({ effect }: Statement, wanted: "Allow" | "Deny"): KnownTruth => (isUnknownMark(effect) ? effect : effect === wanted);

/** Whether a statement allows an action on something, whatever its conditions. */
export const allows = (statement: Statement, action: string): KnownTruth => and([hasEffect(statement, "Allow"), namesAction(statement, action)]);

/** An Allow of everything; a NotAction counts when what it leaves out does not keep its holder from giving itself the rest. */
export function isAdmin(statement: Statement): KnownTruth {
  const { conditions, resources, actions } = statement;
  const parts: KnownTruth[] = [hasEffect(statement, "Allow"), isEmpty(conditions), someElement(resources, isEveryResource)];
  if (parts.includes(false)) return false;
  return and([
    ...parts,
    byActionOrNot(
      statement,
      () => someElement(actions, isEveryAction),
      () => or(SELF_ESCALATIONS.map((action) => namesAction(statement, action))),
    ),
  ]);
}

/** Whether a statement has a condition on multi-factor authentication. */
export const isConditionedOnMfa = ({ conditions }: Statement): KnownTruth => someElement(conditions, ({ key }) => (isUnknown(key) ? key : MFA_KEYS.has(key)));

const namesAction = (statement: Statement, action: string): KnownTruth =>
  byActionOrNot(
    statement,
    () => someElement(statement.actions, (pattern) => actionMatches(pattern, action)),
    () => not(someElement(statement.notActions, (pattern) => actionMatches(pattern, action))),
  );

/** A statement has Action or NotAction, never both. Where it is not known which, what both say holds. */
function byActionOrNot({ actions, notActions }: Statement, ofActions: () => KnownTruth, ofNotActions: () => KnownTruth): KnownTruth {
  if (isEmpty(actions) === false) return ofActions();
  if (isEmpty(actions) === true) return ofNotActions();
  if (isEmpty(notActions) === true) return ofActions();
  if (isEmpty(notActions) === false) return ofNotActions();
  const [one, other] = [ofActions(), ofNotActions()];
  return one === other ? one : isUnknownMark(one) ? one : isUnknownMark(other) ? other : isUnknownMark(actions) ? actions : isEmpty(actions);
}
