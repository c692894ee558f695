export async function demo(..._args: unknown[]): Promise<number> {
  return 0;
}
