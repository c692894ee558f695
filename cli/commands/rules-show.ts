export async function rulesShow(..._args: unknown[]): Promise<number> {
  return 0;
}
