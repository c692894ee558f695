import type { Reference } from "../../../schemas/index.ts";
import type { PlanResource } from "./plan-file.ts";

/** What the configuration of one resource refers to, found in the plan. */
export interface References {
  /** Whether the configuration sets an attribute; true where the configuration is not given. */
  isSet(attribute: string): boolean;
  /** The resource made by this plan that an attribute refers to; null where it refers to none, to several, or to what cannot be followed. */
  one(attribute: string): Reference | null;
  /** Whether the configuration in the plan shows the attribute: not where the plan comes without the resource's configuration. */
  isShown(attribute: string): boolean;
  /** All of them, for an attribute that is a list; null where one cannot be followed. */
  all(attribute: string): Reference[] | null;
  /** As `all`, without those that cannot be followed. */
  some(attribute: string): Reference[];
  /** All members of a list that the configuration writes out, constants included; null where its text is not given, or says more than that. */
  written(attribute: string): Reference[] | null;
  /** The data source of this type that an attribute refers to and to nothing else; null otherwise. */
  dataSource(attribute: string, type: string): DataSource | null;
  /** Whether an attribute refers to what the plan makes and did not exist before, and to nothing else; where its value is known, that it is theirs. */
  isOfNew(attribute: string, value: string | null): boolean;
  /** Whether the resource has provisioners, which run programs when it is made or destroyed. */
  runsPrograms: boolean;
}

export interface DataSource {
  resource: PlanResource;
  /**
   * Addresses of the resources made by this plan whose ARNs an attribute of one of its blocks refers to and to nothing else; null where it refers to
   * anything else, or where the blocks of the configuration are not those of the plan, as dynamic ones.
   */
  arns(blocks: readonly Block[], attribute: string): string[] | null;
  /** As `arns`, addresses and attributes of the ids and ARNs, of whatever resources and data sources of AWS, that an attribute refers to and to nothing else. */
  ids(blocks: readonly Block[], attribute: string): string[] | null;
  /** The data sources of its own type, read at the apply too, whose JSON an attribute refers to, in the order of the references. */
  documents(attribute: string): DataSource[];
}

/** A block by its name and place among those of the plan. */
export interface Block {
  name: string;
  at: number;
  count: number;
}

export const NO_REFERENCES: References = {
  isSet: () => true,
  isShown: () => false,
  one: () => null,
  all: () => null,
  some: () => [],
  written: () => null,
  dataSource: () => null,
  isOfNew: () => false,
  runsPrograms: false,
};
