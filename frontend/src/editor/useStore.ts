import { useSyncExternalStore } from 'react';
import type { Store } from '../engine/store.ts';

/** The value of an engine's store; the component renders again when it changes. */
export function useStore<T extends object>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
