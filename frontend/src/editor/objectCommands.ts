import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useEffect, useRef } from 'react';
import { useActions } from '../actions/hooks.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { retract, toast } from '../ui/Toast.tsx';
import { settings } from './settings.ts';
import { askToDelete } from './DeleteObject.tsx';
import type { Work } from './work.ts';

/** Gives the actions on whole objects something to do. */
export function useObjectCommands(
  work: Work | null,
  state: SessionState | null,
  stage: Stage | null,
): void {
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
  useBarred(
    stage,
    current?.locked === true,
    () => current && void session?.objects.change(current.key, { locked: false }),
  );
  useActions({
    'editor.newObject': {
      perform: () => session?.addObject(settings.get().label),
      unavailable: locked,
    },
    'editor.objectAbove': step(-1),
    'editor.objectBelow': step(1),
    'editor.hideObject': {
      perform: () =>
        current && void session?.objects.change(current.key, { hidden: !current.hidden }),
    },
    'editor.lockObject': {
      perform: () =>
        current && void session?.objects.change(current.key, { locked: !current.locked }),
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

const BARRED = 'editor.barred';

/** Says why a tool did nothing, and offers to change that; no longer than it is so. */
function useBarred(stage: Stage | null, locked: boolean, unlock: () => void): void {
  const { i18n } = useLingui();
  const latest = useRef(unlock);
  useEffect(() => {
    latest.current = unlock;
  });
  useEffect(() => {
    if (locked) return () => retract(BARRED);
    return undefined;
  }, [locked]);
  useEffect(() => {
    if (!stage) return;
    let seen = stage.state.get().barred;
    return stage.state.subscribe(() => {
      const { barred } = stage.state.get();
      if (barred === seen) return;
      seen = barred;
      toast({
        about: BARRED,
        tone: 'warn',
        title: i18n._(msg`The object is locked`),
        action: { label: i18n._(msg`Unlock`), keys: 'Shift+L', run: () => latest.current() },
      });
    });
  }, [stage, i18n]);
}
