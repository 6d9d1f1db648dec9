import type { MaskDocument } from './document.ts';
import type { Operation } from './outbox.ts';
import type { Person } from './wire.ts';

/** What was done here and not yet sent meets a mask that another person has changed meanwhile. */
export interface Conflict {
  /** Key of the object. */
  readonly object: string;
  readonly person: Person;
  /** When they changed it last. */
  readonly changed: string;
  /** How many steps of one's own wait. */
  readonly mine: number;
}

/** merge: one's own steps are made on top of theirs. copy: they go to an object of their own. theirs: the mask becomes theirs again; one's own stays in its history. */
export type Resolution = 'merge' | 'copy' | 'theirs';

/** The conflict of an object; null where nothing that waits was done before another person's change. */
export function conflictOf(
  document: MaskDocument,
  operations: readonly Operation[],
): Conflict | null {
  const { foreign, key } = document;
  const own = operations.filter(({ object }) => object === key);
  if (!foreign || !own.some(({ seen }) => seen < foreign.number)) return null;
  const { person, created } = foreign;
  return { object: key, person, changed: created, mine: own.length };
}
