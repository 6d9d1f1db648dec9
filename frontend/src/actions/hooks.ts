import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Action, bindActions, type Handler, runAction, useRegistry } from './registry.ts';

/** Binds actions while the component is mounted. Handlers may change with every render; the set of ids may not. */
export function useActions(handlers: Readonly<Record<string, Handler>>): void {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  const ids = Object.keys(handlers).join(' ');
  const reasons = Object.values(handlers)
    .map((h) => h.unavailable?.id ?? '')
    .join('|');
  useEffect(() => {
    const stable = Object.fromEntries(
      ids
        .split(' ')
        .filter(Boolean)
        .map((id): [string, Handler] => {
          const first = latest.current[id];
          return [
            id,
            {
              perform: (trigger) => latest.current[id]?.perform(trigger),
              ...(first?.release ? { release: () => latest.current[id]?.release?.() } : {}),
              unavailable: first?.unavailable,
            },
          ];
        }),
    );
    return bindActions(stable);
  }, [ids, reasons]);
}

/** Tells the shortcut of an action to show first; undefined when it has none. */
export function useKeys(): (id: string) => string | undefined {
  const actions = useRegistry((s) => s.actions);
  return (id) => actions.get(id)?.keys[0];
}

export interface BoundAction extends Action {
  /** False when the open page does nothing for it. */
  bound: boolean;
  unavailable: Handler['unavailable'];
  run: () => void;
}

/** An action with what it would do now, for a button. Throws on an unknown id. */
export function useAction(id: string): BoundAction {
  const action = useRegistry((s) => s.actions.get(id));
  const handler = useRegistry((s) => s.bindings.findLast((b) => b.id === id)?.handler);
  if (!action) throw new Error(`no such action: ${id}`);
  return {
    ...action,
    bound: handler !== undefined,
    unavailable: handler?.unavailable,
    run: () => runAction(id, 'button'),
  };
}
