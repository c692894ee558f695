/** Counts in sentences. They lie with the contracts because reporters, which import nothing else of ours, and the engine both write them. */

/** With thousands apart: 12,345. */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** The word for a count: `user` for 1, else `users`. */
export const wordFor = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many);

/** `1 user`, `2 users`. */
export const plural = (count: number, one: string, many?: string): string => `${number(count)} ${wordFor(count, one, many)}`;

/** Words that begin with a vowel and are spoken with a consonant, and abbreviations of which it is the other way round. */
const WITH_A = /^(?:u(?:ni|s(?!e?less)|ti)|eu|one\b|once\b)/i;
const WITH_AN = /^(?:[aeio]|u|(?:mfa|s3|sso|sts|scp|ssh|sns|sqs|rcp|x\b|xml|html?|l\b|n\b|fqdn))/i;

/** A word with its indefinite article: `a user`, `an account`, `an mfaDevice`. */
export const withArticle = (word: string): string => `${!WITH_A.test(word) && WITH_AN.test(word) ? "an" : "a"} ${word}`;
