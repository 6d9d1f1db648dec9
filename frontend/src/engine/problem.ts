import type { Problem } from './wire.ts';

/** A problem that is thrown. */
export class Trouble extends Error {
  readonly code: string;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code);
    this.code = problem.code;
  }
}

/** What went wrong, as the server puts it; anything else counts as not having reached it. */
export function asProblem(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return { code: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
}
