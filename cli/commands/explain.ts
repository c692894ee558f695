export async function explainCommand(..._args: unknown[]): Promise<number> {
  return 0;
}
