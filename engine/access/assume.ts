import { isEmpty, type KnownTruth, or } from "../../document/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import { allowsSome, type Requests } from "./requests.ts";
import { hasEffect, knownOf, listedOrNot, type Policy, type Statement } from "./statement.ts";

/** Calls by which a caller takes on a role. sts:TagSession and sts:SetSourceIdentity give nothing without one of them. */
export const ASSUMING: readonly string[] = ["sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

/** Whether a trust policy lets some callers that a statement may be about take on the role, Deny statements weighed. */
export const mayAssume = (policy: Policy, calls: readonly string[], { isAbout, facts }: Pick<Requests, "isAbout" | "facts">): KnownTruth =>
  or(calls.map((action) => allowsSome(policy, { action, resource: null, isAbout, facts, fixed: new Map() })));

/** Statements that may let someone in. */
export const trustingStatements = ({ statements }: Policy): Statement[] =>
  statements.filter((statement) => hasEffect(statement, "Allow") !== false && isEmpty(statement.principals) !== true);

/** A wildcard takes in everyone, whatever its type. Of those that NotPrincipal leaves out none is an outsider. */
export const isAboutAnyone = ({ principals, notPrincipals }: Statement): KnownTruth =>
  listedOrNot(principals, notPrincipals, ({ value }) => (isUnknown(value) ? value : value === "*"), false);

/** The texts that conditions of a statement compare with. */
export const comparedTexts = ({ clauses }: Statement): string[] =>
  knownOf(clauses).flatMap(({ values }) => knownOf(values).flatMap((template) => template.filter((part) => typeof part === "string")));
