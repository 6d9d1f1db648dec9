import type { PointMessage, Revision } from './wire.ts';

/** A step of the history that the user sees: undo and redo move through the steps and are none themselves. */
export interface Step {
  /** Number of the revision that made the mask look so. */
  readonly number: number;
  readonly kind: string;
  readonly opId: string | null;
  /** For clicks and strokes: adds or removes. */
  readonly positive: boolean | null;
  readonly points: readonly PointMessage[];
  readonly created: string;
  /** For `restore`: the number of the revision that was brought back. */
  readonly restored: number | null;
  /** For `unclick`: the op_id of the click that was taken away. */
  readonly target: string | null;
  /** For `cleanup`: what was cleaned up. */
  readonly action: string | null;
}

export interface History {
  /** What the mask is made of now, oldest first. */
  readonly done: readonly Step[];
  /** What redo would bring back, the next one last. */
  readonly undone: readonly Step[];
}

export const NO_HISTORY: History = { done: [], undone: [] };

function toStep(revision: Revision): Step {
  const operation = revision.operation ?? {};
  const { positive, number, target, action } = operation;
  const kind = typeof operation.kind === 'string' ? operation.kind : revision.kind;
  return {
    number: revision.number,
    kind,
    opId: revision.op_id,
    positive: typeof positive === 'boolean' ? positive : null,
    points: kind === 'click' ? pointsOf(operation) : [],
    created: revision.created,
    restored: typeof number === 'number' ? number : null,
    target: typeof target === 'string' ? target : null,
    action: typeof action === 'string' ? action : null,
  };
}

function pointsOf(operation: Readonly<Record<string, unknown>>): PointMessage[] {
  const { x, y, positive, more } = operation as unknown as PointMessage & {
    more?: readonly PointMessage[];
  };
  return [{ x, y, positive }, ...(more ?? [])];
}

/** The history after one more revision. A new step forgets what was undone. */
export function advance(history: History, revision: Revision): History {
  const { done, undone } = history;
  if (revision.kind === 'undo') {
    const last = done.at(-1);
    return last ? { done: done.slice(0, -1), undone: [...undone, last] } : history;
  }
  if (revision.kind === 'redo') {
    const next = undone.at(-1);
    return next ? { done: [...done, next], undone: undone.slice(0, -1) } : history;
  }
  return { done: [...done, toStep(revision)], undone: [] };
}

/** The history that a list of revisions, oldest first, amounts to. */
export function replay(revisions: readonly Revision[]): History {
  return revisions.reduce(advance, NO_HISTORY);
}

/** A point to draw: where, which sign, and the click that it belongs to. */
export interface Mark extends PointMessage {
  readonly opId: string;
}

/** The clicks that the mask is made of, oldest first. Jumping back to a revision brings its clicks back. */
export function marks(history: History): Mark[] {
  return effective(history.done).flatMap((step) =>
    step.points.map((point) => ({ ...point, opId: step.opId ?? String(step.number) })),
  );
}

/** The steps whose clicks still count: a restore hides what came after its target, an unclick its click. */
function effective(done: readonly Step[]): Step[] {
  let kept: Step[] = [];
  for (const step of done) {
    const { restored, target } = step;
    if (step.kind === 'restore' && restored !== null) {
      kept = kept.filter((earlier) => earlier.number <= restored);
    } else if (step.kind === 'put' || step.kind === 'import') {
      kept = [];
    } else if (step.kind === 'unclick') {
      kept = kept.filter((earlier) => earlier.opId !== target);
    }
    kept.push(step);
  }
  return kept;
}
