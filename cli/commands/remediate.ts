export async function remediateCommand(..._args: unknown[]): Promise<number> {
  return 0;
}
