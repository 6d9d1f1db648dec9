import { useSyncExternalStore } from 'react';
import type { Store } from '../engine/store.ts';

/** One field of an engine's store; the component renders again only when this one changes. */
export function useField<T extends object, K extends keyof T>(store: Store<T>, key: K): T[K] {
  return useSyncExternalStore(store.subscribe, () => store.get()[key]);
}

/** The value of an engine's store; the component renders again when it changes. */
export function useStore<T extends object>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
