/** For what goes wrong beside the user's work, such as a journal that cannot be written: the work goes on, the console tells. */
export function report(error: unknown): void {
  console.error(error);
}
