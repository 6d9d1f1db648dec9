import { holderOf, type Action, type KeyMap } from './registry.ts';

/** As many as the server keeps for an action. */
export const MOST_KEYS = 4;

/** `map` with these keys for an action; `defined` is the action as it was at first. */
export function withKeys(map: KeyMap, defined: Action, keys: readonly string[]): KeyMap {
  const rest = without(map, defined.id);
  const same = keys.join(' ') === defined.keys.join(' ');
  return same ? rest : { ...rest, [defined.id]: [...keys] };
}

/** `map` with what an action had at first. */
export function without(map: KeyMap, id: string): KeyMap {
  return Object.fromEntries(Object.entries(map).filter(([other]) => other !== id));
}

/** `map` with `keys` for an action as well, taken from the actions that hold them now. */
export function moved(
  map: KeyMap,
  keys: string,
  to: Action,
  now: ReadonlyMap<string, Action>,
  defined: ReadonlyMap<string, Action>,
): KeyMap {
  let next = map;
  const left = new Map(now);
  for (let from = holderOf(keys, to, left); from; from = holderOf(keys, to, left)) {
    left.delete(from.id);
    // What an action has at first leaves it by itself, and comes back when `keys` are free again.
    const own = next[from.id];
    if (own)
      next = withKeys(
        next,
        defined.get(from.id) ?? from,
        own.filter((one) => one !== keys),
      );
  }
  const held = now.get(to.id)?.keys ?? [];
  return withKeys(next, defined.get(to.id) ?? to, [...held.filter((one) => one !== keys), keys]);
}
