export async function rulesTest(..._args: unknown[]): Promise<number> {
  return 0;
}
