/** Words that YAML 1.1 or 1.2 reads as something else than text. */
const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf|~)$/i;

/** An exponent without digits before it is a number to YAML 1.1. */
const EXPONENT = /^e[-+]?\d+$/i;

/** Whether a text of letters, written without quotes, is text to every reader of YAML. */
export const staysText = (text: string): boolean => !YAML_WORDS.test(text) && !EXPONENT.test(text);
