/** What IAM policies allow. Empty until the evaluator of policies is built: today's derived fields are in `document/`. */
export {};
