export async function collect(..._args: unknown[]): Promise<number> {
  return 0;
}
