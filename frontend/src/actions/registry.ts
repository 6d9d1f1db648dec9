import type { MessageDescriptor } from '@lingui/core';
import type { LucideIcon } from 'lucide-react';
import { create } from 'zustand';
import { areKeys, parseKeys } from './keys.ts';

/** Where an action can happen; each is a tab of the help overlay. */
export type Scope = 'editor' | 'wall' | 'datasets' | 'everywhere';

/** What an action is: fixed when the program starts. What it does is bound by the page that is open. */
export interface Action {
  /** `scope.verb`, unique, never shown. */
  id: string;
  label: MessageDescriptor;
  /** Heading in the help overlay. */
  group: MessageDescriptor;
  scope: Scope;
  icon?: LucideIcon;
  /** Shortcuts, the one to show first. Empty for actions of the palette only. */
  keys: readonly string[];
  /** Mouse gestures that do the same, shown in the help overlay as key caps. */
  gestures?: readonly MessageDescriptor[];
  /** Also while a text field has the focus (chords with Ctrl only). */
  inFields?: boolean;
  /** Also while a dialog is open. */
  inDialogs?: boolean;
  /** Runs again while the key is kept down. */
  repeats?: boolean;
  /** Not offered by the palette: arrows, held keys and the like. */
  hidden?: boolean;
}

/** What an action does while the page that bound it is open. */
export interface Handler {
  perform: (trigger: 'key' | 'button' | 'palette') => void;
  /** For a key that acts while held: called when it goes up, or when the window loses the keyboard. */
  release?: () => void;
  /** Absent or undefined: may run. A message: why it may not now. */
  unavailable?: MessageDescriptor | undefined;
}

/** By the id of an action, the shortcuts that a person gave it instead of those it has at first. */
export type KeyMap = Readonly<Record<string, readonly string[]>>;

interface Registry {
  /** With the keys that hold now. */
  actions: ReadonlyMap<string, Action>;
  /** As they were defined. */
  defined: ReadonlyMap<string, Action>;
  /** The latest binding wins, so a dialog may take over a page's action while it is open. */
  bindings: readonly { id: string; handler: Handler }[];
}

export const useRegistry = create<Registry>(() => ({
  actions: new Map(),
  defined: new Map(),
  bindings: [],
}));

/** Adds definitions. Throws on an id or, within a scope, a shortcut that is taken, and on keys outside the grammar. */
export function defineActions(definitions: readonly Action[]): void {
  const actions = new Map(useRegistry.getState().defined);
  for (const action of definitions) {
    if (actions.has(action.id)) throw new Error(`action defined twice: ${action.id}`);
    for (const keys of action.keys) {
      const chord = parseKeys(keys);
      if (action.inFields && !chord.ctrl)
        throw new Error(`${action.id}: ${keys} is text in a field`);
      const holder = holderOf(keys, action, actions);
      if (holder) throw new Error(`${keys} is taken by ${holder.id}, wanted by ${action.id}`);
    }
    actions.set(action.id, action);
  }
  useRegistry.setState({ actions, defined: actions });
}

/**
 * Gives actions the keys of `map`, and all others those they have at first. A key that a person chose leaves the action
 * that had it at first; of two that were given the same, the first has it. What cannot be an action's key, and actions that
 * a newer or older program knows, are passed over.
 */
export function remap(map: KeyMap): void {
  const defined = [...useRegistry.getState().defined.values()];
  const given = new Map<string, Action>();
  const give = (action: Action, wanted: readonly string[]): void => {
    const keys = wanted.filter(
      (one) => whyNot(action, one) === undefined && holderOf(one, action, given) === undefined,
    );
    given.set(action.id, { ...action, keys });
  };
  const own = (action: Action) => (isFixed(action) ? undefined : map[action.id]);
  for (const action of defined) give(action, own(action) ?? []);
  for (const action of defined) if (!own(action)) give(action, action.keys);
  useRegistry.setState({ actions: given });
}

/** True for what is done by gestures alone. */
export function isFixed(action: Action): boolean {
  return action.keys.length === 0 && action.gestures !== undefined;
}

/** Keys that browsers keep for themselves, and those that one moves and leaves with. */
const RESERVED = /^(Ctrl\+(Shift\+)?[NTW]|(Ctrl\+)?(Shift\+)?Tab|Escape|Ctrl\+Page(Up|Down))$/;

/** Why `keys` cannot be a shortcut of an action, given as it was defined; undefined: it can. */
export function whyNot(action: Action, keys: string): 'grammar' | 'reserved' | 'text' | undefined {
  if (action.keys.includes(keys)) return undefined;
  if (!areKeys(keys)) return 'grammar';
  if (RESERVED.test(keys)) return 'reserved';
  return action.inFields === true && !parseKeys(keys).ctrl ? 'text' : undefined;
}

/** The other action that `keys` would run where `action` can happen. */
export function holderOf(
  keys: string,
  action: Action,
  actions: ReadonlyMap<string, Action>,
): Action | undefined {
  return [...actions.values()].find(
    (other) => other.id !== action.id && other.keys.includes(keys) && collide(other, action),
  );
}

function collide(a: Action, b: Action): boolean {
  return a.scope === b.scope || a.scope === 'everywhere' || b.scope === 'everywhere';
}

/** Gives actions something to do until the returned function is called. Throws on an unknown id. */
export function bindActions(handlers: Readonly<Record<string, Handler>>): () => void {
  const added = Object.entries(handlers).map(([id, handler]) => {
    if (!useRegistry.getState().actions.has(id)) throw new Error(`no such action: ${id}`);
    return { id, handler };
  });
  useRegistry.setState((s) => ({ bindings: [...s.bindings, ...added] }));
  return () => {
    useRegistry.setState((s) => ({ bindings: s.bindings.filter((b) => !added.includes(b)) }));
  };
}

/** What would run for `id` now; undefined when no open page binds it. */
export function handlerOf(id: string): Handler | undefined {
  return useRegistry.getState().bindings.findLast((b) => b.id === id)?.handler;
}

/** Runs an action if it is bound and available; says whether it ran. */
export function runAction(id: string, trigger: 'key' | 'button' | 'palette'): boolean {
  const handler = handlerOf(id);
  if (!handler || handler.unavailable) return false;
  handler.perform(trigger);
  return true;
}
