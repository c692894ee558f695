import type { document, Unknown, WithKnown } from "../../../schemas/index.ts";
import type { OpenList } from "./lists.ts";

/**
 * A resource while changes are worked into it: it is named by a text in any case. Where its ARN, name or path is not known yet, its key stands there, as
 * in whatever refers to it; `withUnknownNames` writes the marks once all is settled.
 */
type Working<T> = WithKnown<T, keyof T & ("arn" | "name" | "path" | "userArn" | "userName")>;

export type WorkingAttachment = Working<document.Attachment>;
export type WorkingUser = Working<document.User>;
export type WorkingGroup = Working<document.Group>;
export type WorkingRole = Working<document.Role>;
export type WorkingPolicy = Omit<Working<document.Policy>, "attachedTo"> & { attachedTo: OpenList<WorkingAttachment> };
export type WorkingMfaDevice = Working<document.MfaDevice>;
export type WorkingAccessKey = Working<document.AccessKey>;
export type WorkingTrail = Working<document.Trail>;
export type WorkingAnalyzer = Working<document.Analyzer>;
export type WorkingServerCertificate = Working<document.ServerCertificate>;
export type WorkingSamlProvider = Working<document.SamlProvider>;
export type WorkingOidcProvider = Working<document.OidcProvider>;

export type WorkingPrincipal = WorkingUser | WorkingGroup | WorkingRole;

/** What the document has in the place of a key. */
export interface UnknownName {
  arn: Unknown;
  name: string | Unknown;
  path: string | Unknown;
}
