import type { Unknown } from "./generated/document.ts";

/** A type some of whose members are surely known. */
export type WithKnown<T, Members extends keyof T> = Omit<T, Members> & { [Member in Members]: Exclude<T[Member], Unknown> };

/** Fields that name a resource, or its owner: only of what is planned may they be unknown. */
export const NAMING_FIELDS = ["arn", "name", "path", "userArn", "userName", "region", "homeRegion", "type"] as const;

/** A resource as it is collected: what names it is known. */
export type Named<T> = WithKnown<T, keyof T & (typeof NAMING_FIELDS)[number]>;
