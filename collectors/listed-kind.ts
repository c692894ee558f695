import type { ListName, Named, ReeveDocument, ResourceKind } from "../schemas/index.ts";
import type { Clients } from "./aws/clients.ts";

/** A kind whose resources one listing of the account gives whole: what its collection needs. */
export interface ListedKind<List extends ListName = ListName> {
  kind: ResourceKind;
  list: List;
  /** service:Operation; its permission has the same name. */
  api: string;
  /** Sends the call, or the call for a further page. */
  send: (clients: Clients, marker: string | undefined) => Promise<unknown>;
  /** Member of the answer that holds the entries. */
  items: string;
  /** The answer comes in pages, as IAM's do. */
  paged: boolean;
  /** An entry as the document has it; null when it cannot be named. */
  normalize: (raw: unknown) => ElementOf<List> | null;
}

/** What a list of the document holds, the unknown mark apart. */
type ElementOf<List extends ListName> = Named<Extract<Extract<ReeveDocument[List], readonly unknown[]>[number], { arn: unknown }>>;
