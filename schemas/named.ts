import type { Unknown } from "./generated/document.ts";

/** A type some of whose members are surely known. */
export type WithKnown<T, Members extends keyof T> = Omit<T, Members> & { [Member in Members]: Exclude<T[Member], Unknown> };

/** A resource as it is collected: what names it is known. Only of what is planned may it be unknown. */
export type Named<T> = WithKnown<T, keyof T & ("arn" | "name" | "path" | "userArn" | "userName" | "region" | "homeRegion" | "type")>;
