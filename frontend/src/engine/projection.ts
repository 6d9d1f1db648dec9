import type { MaskDocument } from './document.ts';
import { advance, marks, type History } from './history.ts';
import type { Operation } from './outbox.ts';
import { isByHand } from './hand.ts';
import type { ObjectState, SessionState } from './session-state.ts';
import type { Revision } from './wire.ts';

/** What the page shows before the server has said so. */

/** The history as it will be when everything on its way has arrived. */
export function projected(document: MaskDocument, operations: readonly Operation[]): History {
  return operations
    .filter(({ object }) => object === document.key)
    .reduce(
      (history, operation) => advance(history, revisionOf(operation, document.version + 1)),
      document.history,
    );
}

/** The revision that an operation makes. */
export function revisionOf({ opId, interaction, made }: Operation, number: number): Revision {
  return {
    number,
    kind: interaction.kind,
    operation: { ...interaction },
    op_id: opId,
    author: null,
    created: new Date(made).toISOString(),
  };
}

/** The first step of a pre-labelled mask is what was imported; there is nothing before it to go back to. */
export function canUndo(history: History): boolean {
  const last = history.done.at(-1);
  return last !== undefined && last.kind !== 'import';
}

export function objectState(document: MaskDocument): ObjectState {
  const { key, id, label, shown, history, hidden, locked } = document;
  return {
    key,
    id,
    label,
    hidden,
    locked,
    area: shown.area,
    version: document.version,
    steps: history.done.length,
    clicks: marks(history).length,
    imported: history.done[0]?.kind === 'import',
    protected: document.protected,
  };
}

type Work = Pick<
  SessionState,
  'current' | 'history' | 'marks' | 'scribbles' | 'unsent' | 'working' | 'offer'
>;

/** The work on the current object, with what is still on its way. */
export function shownWork(document: MaskDocument, operations: readonly Operation[]): Work {
  const history = projected(document, operations);
  return {
    current: document.key,
    history,
    marks: marks(history),
    scribbles: operations.flatMap(({ object, interaction }) =>
      object === document.key && interaction.kind === 'scribble' ? [interaction] : [],
    ),
    unsent: new Set(operations.map(({ opId }) => opId)),
    working: operations.some(({ interaction }) => !isByHand(interaction)),
    offer: operations.length > 0 ? null : document.offer,
  };
}
