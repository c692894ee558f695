/** A bad invocation, in one sentence that says what to do instead. Exit code 2. The only error that is thrown on purpose. */
export class UsageError extends Error {
  override name = "UsageError";
}
