/** Where to go after signing in: the page that was asked for if it is one of ours, else the datasets. */
export function safeNext(next: string | null): string {
  const ours = /^\/(?![/\\])[^\\]*$/;
  return next !== null && ours.test(next) ? next : '/datasets';
}
