import { useSyncExternalStore } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import type { Work } from './work.ts';

function nothing(): () => void {
  return () => undefined;
}

/** The state of the work on the open image; null while it is loading. */
export function useSession(work: Work | null): SessionState | null {
  const store = work?.session.state;
  const state = useSyncExternalStore(store ? store.subscribe : nothing, () => store?.get() ?? null);
  return state?.loaded === true ? state : null;
}
