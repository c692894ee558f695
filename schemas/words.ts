/** Counts in sentences. They lie with the contracts because reporters, which import nothing else of ours, and the engine both write them. */

/** With thousands apart: 12,345. */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** The word for a count: `user` for 1, else `users`. */
export const wordFor = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many);

/** `1 user`, `2 users`. */
export const plural = (count: number, one: string, many?: string): string => `${number(count)} ${wordFor(count, one, many)}`;
