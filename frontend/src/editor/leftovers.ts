import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { useMe } from '../api/hooks.ts';
import { openJournal, type Journal } from '../engine/journal.ts';
import { asProblem } from '../engine/problem.ts';
import { report } from '../engine/report.ts';
import { ImageSession } from '../engine/session.ts';
import type { SessionState } from '../engine/session-state.ts';
import { toast } from '../ui/Toast.tsx';
import { liveUrl, server, type EditorImage } from './server.ts';

/** What is younger may be on its way in another tab. */
const LEFT_AFTER = 5_000;

const SILENT = {
  painted: () => undefined,
  flash: () => undefined,
  unchanged: () => undefined,
  refused: () => undefined,
};

type Outcome = 'sent' | 'waits' | 'offline';

/** Images whose leftovers are being sent, or wait for the user to open them. */
const underway = new Set<number>();

/**
 * What was done to an image without a connection, before going on to another one, is sent as soon as there is one again:
 * nobody has to remember where that was.
 */
export function useLeftovers(image: number, state: SessionState | null): void {
  const { i18n } = useLingui();
  const user = useMe().data?.id;
  const connected = state?.link === 'open';
  useEffect(() => {
    if (!connected || user === undefined) return undefined;
    const send = async (): Promise<void> => {
      const journal = await openJournal(String(user));
      for (const id of await journal.images(Date.now() - LEFT_AFTER)) {
        if (id === image || underway.has(id)) continue;
        underway.add(id);
        let how: Outcome = 'offline';
        try {
          const left = await api.get<EditorImage>(`images/${id}`);
          const { key } = left;
          how = await sendAll(left, user, journal);
          if (how === 'sent') toast({ title: i18n._(msg`What was kept here of ${key} is saved`) });
          if (how === 'waits')
            toast({
              tone: 'warn',
              title: i18n._(msg`Changes of ${key} are still kept here`),
              description: i18n._(msg`Open it to say what becomes of them.`),
            });
        } finally {
          if (how !== 'waits') underway.delete(id);
        }
      }
    };
    const timer = setTimeout(() => void send().catch(report), LEFT_AFTER);
    return () => clearTimeout(timer);
  }, [connected, image, user, i18n]);
}

/** Sends what waits for an image: all of it, or not before the user has decided, or not on this line. */
async function sendAll(image: EditorImage, user: number, journal: Journal): Promise<Outcome> {
  const session = new ImageSession(image, server, liveUrl(image.id), journal, user, SILENT);
  try {
    await session.open();
    await session.settled();
    return 'sent';
  } catch (error) {
    return asProblem(error).code === 'offline' ? 'offline' : 'waits';
  } finally {
    session.close();
  }
}
