export async function permissions(..._args: unknown[]): Promise<number> {
  return 0;
}
