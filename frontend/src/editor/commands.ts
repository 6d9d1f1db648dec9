import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useActions } from '../actions/hooks.ts';
import { api } from '../api/client.ts';
import { isExpired } from './SignInAgain.tsx';
import { describe } from '../app/errors.ts';
import { canUndo } from '../engine/projection.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { toast } from '../ui/Toast.tsx';
import { chosen } from './course.ts';
import type { Queue } from './queue.ts';
import { useObjectCommands } from './objectCommands.ts';
import { nextView, resize, settings, swapSign } from './settings.ts';
import { TOOL_GROUPS, toolAction } from './tools.ts';
import { refusalWords } from './words.ts';
import type { PanelState } from './usePanel.ts';
import type { Work } from './work.ts';

interface Context {
  work: Work | null;
  state: SessionState | null;
  stage: Stage | null;
  queue: Queue;
  panel: PanelState;
}

const LOADING = msg`The image is still loading`;
const READ_ONLY = msg`Your role here is to look`;
const LOCKED = msg`Somebody else is editing this`;

/** Gives the editor's actions something to do. */
export function useCommands({ work, state, stage, queue, panel }: Context): void {
  const finish = useFinish(work, queue);
  useRefusals(work);
  useLeaving(state);
  const session = work?.session;
  const loaded = state?.loaded === true;
  const barred = state?.readOnly ? READ_ONLY : undefined;
  const locked = barred ?? (state?.holder ? LOCKED : undefined);
  useObjectCommands(work, state, stage);
  const grow = (steps: number) => ({ perform: () => resize(steps) });
  const cross = (dx: number, dy: number) => ({ perform: () => stage?.workbench.nudge(dx, dy) });
  const last = state?.marks.at(-1);

  useActions({
    'editor.add': { perform: () => stage?.workbench.clickAtCross(true) },
    'editor.remove': { perform: () => stage?.workbench.clickAtCross(false) },
    'editor.takeBack': {
      perform: () => {
        if (!stage?.workbench.stepBack() && last) session?.steps.unclick(last.opId);
      },
      unavailable: locked,
    },
    'editor.finish': { perform: () => stage?.workbench.finish() },
    ...Object.fromEntries(
      TOOL_GROUPS.flat().map(({ tool }) => [
        toolAction(tool),
        { perform: () => settings.set({ tool }), unavailable: tool === 'pan' ? undefined : barred },
      ]),
    ),
    'editor.swap': { perform: swapSign },
    'editor.smaller': grow(-1),
    'editor.larger': grow(1),
    'editor.muchSmaller': grow(-4),
    'editor.muchLarger': grow(4),
    'editor.view': { perform: nextView },
    'editor.overlay': { perform: () => settings.set({ view: 'overlay', hidden: false }) },
    'editor.bw': { perform: () => settings.set({ view: 'bw', hidden: false }) },
    'editor.peek': { perform: () => stage?.peek(true), release: () => stage?.peek(false) },
    'editor.hide': { perform: () => settings.set({ hidden: !settings.get().hidden }) },
    'editor.handHeld': {
      perform: () => stage?.workbench.holdSpace(true),
      release: () => stage?.workbench.holdSpace(false),
    },
    'editor.fit': { perform: () => stage?.fit() },
    'editor.actual': { perform: () => stage?.actualSize() },
    'editor.toggleFit': { perform: () => stage?.toggleFit() },
    'editor.closer': { perform: () => stage?.zoomBy(1.25) },
    'editor.farther': { perform: () => stage?.zoomBy(0.8) },
    'editor.panel': { perform: panel.toggle },
    'editor.undo': {
      perform: () => session?.steps.undo(),
      unavailable: locked ?? (state && canUndo(state.history) ? undefined : msg`Nothing to undo`),
    },
    'editor.redo': {
      perform: () => session?.steps.redo(),
      unavailable:
        locked ?? (state && state.history.undone.length > 0 ? undefined : msg`Nothing to redo`),
    },
    'editor.save': { perform: () => session?.retryNow() },
    'editor.submit': {
      perform: () => void finish('submit'),
      unavailable: whyNotSubmit(work, state),
    },
    'editor.skip': {
      perform: () => void finish('skip'),
      unavailable: barred ?? (loaded ? undefined : LOADING),
    },
    'editor.next': {
      perform: () => queue.go(queue.next),
      unavailable: queue.next === null ? msg`This is the last image` : undefined,
    },
    'editor.previous': {
      perform: () => queue.go(queue.previous),
      unavailable: queue.previous === null ? msg`This is the first image` : undefined,
    },
    'editor.nextUnfinished': { perform: () => void finish('look') },
    'editor.back': {
      perform: (trigger) => {
        if (trigger === 'key' && stage?.workbench.cancel()) return;
        if (
          trigger === 'key' &&
          document.activeElement instanceof HTMLElement &&
          document.activeElement.dataset.canvas
        ) {
          document.activeElement.blur();
          return;
        }
        queue.back();
      },
    },
    'editor.left': cross(-1, 0),
    'editor.right': cross(1, 0),
    'editor.up': cross(0, -1),
    'editor.down': cross(0, 1),
    'editor.farLeft': cross(-10, 0),
    'editor.farRight': cross(10, 0),
    'editor.farUp': cross(0, -10),
    'editor.farDown': cross(0, 10),
  });
}

/** Why the image cannot be submitted now. */
function whyNotSubmit(
  work: Work | null,
  state: SessionState | null,
): MessageDescriptor | undefined {
  if (!work || state?.loaded !== true) return LOADING;
  if (state.readOnly) return READ_ONLY;
  if (state.holder) return LOCKED;
  const now = state.imageState ?? work.image.state;
  if (now === 'submitted') return msg`Already submitted`;
  if (now === 'accepted') return msg`Already accepted`;
  if (state.objects.every(({ area }) => area === 0)) return msg`There is no mask yet`;
  return undefined;
}

/** What was told about the image before makes room for what is told about this one. */
const FINISHED = 'editor.finished';

type How = 'submit' | 'skip' | 'look';

/** Ends the work on an image, as asked, and goes on to the next. Nothing is submitted before everything is saved. */
function useFinish(work: Work | null, queue: Queue): (how: How) => Promise<void> {
  const { t, i18n } = useLingui();
  const client = useQueryClient();

  const end = async ({ session, image: { id } }: Work, how: How): Promise<void> => {
    await session.settled();
    await api.post(`images/${id}/${how}`, { op_id: crypto.randomUUID() });
    if (how === 'submit') session.state.set({ imageState: 'submitted' });
    void client.invalidateQueries({ queryKey: ['image', id] });
    void client.invalidateQueries({ queryKey: ['datasets'] });
  };

  const goOn = async (how: How, told: string): Promise<void> => {
    const inList = chosen.get().course === 'list';
    const next = await (how === 'look' ? queue.nextUnfinished() : queue.following());
    if (next !== null) queue.go(next);
    else if (how === 'look') toast({ title: t`Nothing left to do here` });
    else
      // Nobody went anywhere, so there is nothing to go back to.
      toast({
        about: FINISHED,
        title: told,
        description: inList ? t`That was the last image` : t`Nothing left to do here`,
        action: { label: t`Back to the wall`, run: queue.back },
      });
  };

  return async (how) => {
    if (!work) return;
    const { id, key } = work.image;
    const told = how === 'submit' ? t`Submitted ${key}` : t`Skipped ${key}`;
    let title = how === 'submit' ? t`Not submitted` : t`Not done`;
    try {
      if (how !== 'look') {
        await end(work, how);
        title = told;
        toast({
          about: FINISHED,
          title,
          action: { label: t`Go back to it`, run: () => queue.go(id) },
        });
      }
      await goOn(how, told);
    } catch (error) {
      if (isExpired(error)) {
        work.session.expire();
        return;
      }
      const why = isOffline(error)
        ? t`You are offline. Your changes are kept here.`
        : describe(error, i18n);
      toast({
        about: FINISHED,
        tone: 'error',
        title,
        description: title === told ? t`The next image was not found: ${why}` : why,
      });
    }
  };
}

function isOffline(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'offline';
}

/** Says why something that was done was not taken. */
function useRefusals(work: Work | null): void {
  const { i18n } = useLingui();
  useEffect(() => {
    if (!work) return;
    work.events.refused = (problem) => {
      if (problem.code !== 'lease_held') toast({ tone: 'warn', ...refusalWords(problem, i18n) });
    };
  }, [work, i18n]);
}

/** Warns before the page is closed with unsent work; it is kept in the journal, but the user should know. */
function useLeaving(state: SessionState | null): void {
  const unsent = (state?.unsent.size ?? 0) > 0;
  useEffect(() => {
    if (!unsent) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsent]);
}
