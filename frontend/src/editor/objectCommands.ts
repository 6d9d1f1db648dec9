import { msg } from '@lingui/core/macro';
import { useActions } from '../actions/hooks.ts';
import type { SessionState } from '../engine/session-state.ts';
import { settings } from './settings.ts';
import { askToDelete } from './DeleteObject.tsx';
import type { Work } from './work.ts';

/** Gives the actions on whole objects something to do. */
export function useObjectCommands(work: Work | null, state: SessionState | null): void {
  const session = work?.session;
  const objects = state?.objects ?? [];
  const index = objects.findIndex(({ key }) => key === state?.current);
  const current = objects[index];
  const step = (by: number) => ({
    perform: () => {
      const next = objects[index + by];
      if (next) session?.select(next.key);
    },
    unavailable: objects[index + by] ? undefined : msg`There is no other object there`,
  });
  const locked =
    state?.readOnly || state?.holder ? msg`You cannot change this image now` : undefined;
  useActions({
    'editor.newObject': {
      perform: () => session?.addObject(settings.get().label),
      unavailable: locked,
    },
    'editor.objectAbove': step(-1),
    'editor.objectBelow': step(1),
    'editor.hideObject': {
      perform: () => current && void session?.change(current.key, { hidden: !current.hidden }),
    },
    'editor.lockObject': {
      perform: () => current && void session?.change(current.key, { locked: !current.locked }),
      unavailable: locked,
    },
    'editor.deleteObject': {
      perform: () => current && askToDelete(current.key),
      unavailable:
        locked ??
        (current?.locked
          ? msg`The object is locked`
          : current && (current.area > 0 || objects.length > 1)
            ? undefined
            : msg`There is nothing to delete`),
    },
  });
}
