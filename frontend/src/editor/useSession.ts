import { useCallback, useSyncExternalStore } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import { AfterPaint } from './afterPaint.ts';
import type { Work } from './work.ts';

/**
 * The state of the work on the open image; null while it is loading. The page around the photo is drawn again only when
 * the photo itself has been: a mask that has changed need not wait for its row in a list.
 */
export function useSession(work: Work | null): SessionState | null {
  const store = work?.session.state;
  const subscribe = useCallback(
    (changed: () => void) => {
      if (!store) return () => undefined;
      const later = new AfterPaint(changed);
      let { loaded } = store.get();
      const stop = store.subscribe(() => {
        const before = loaded;
        ({ loaded } = store.get());
        if (loaded === before) later.ask();
        else later.now();
      });
      return () => {
        stop();
        later.stop();
      };
    },
    [store],
  );
  const state = useSyncExternalStore(subscribe, () => store?.get() ?? null);
  return state?.loaded === true ? state : null;
}
