export async function rulesList(..._args: unknown[]): Promise<number> {
  return 0;
}
