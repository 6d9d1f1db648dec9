import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { useMe } from '../api/hooks.ts';
import type { Already } from '../engine/session-state.ts';
import { CellSource } from '../engine/cell-source.ts';
import { openJournal, type Journal } from '../engine/journal.ts';
import type { Picture } from '../engine/picture.ts';
import type { Rect } from '../engine/rect.ts';
import { report } from '../engine/report.ts';
import type { Flash } from '../engine/flash.ts';
import { ImageSession } from '../engine/session.ts';
import type { Problem } from '../engine/wire.ts';
import { loadAhead, serverFor } from './ahead.ts';
import { MOST_PIXELS, pictures } from './pictures.ts';
import { liveUrl, loadCells, type EditorImage } from './server.ts';

/** Masks that were loaded ahead are open so soon, in milliseconds: the page is drawn once, with them. Others are waited for with the photo. */
const A_MOMENT = 30;

/** What the session tells the page, besides its state. */
export interface WorkEvents {
  painted: (key: string, rect: Rect) => void;
  flash: (flash: Flash) => void;
  unchanged: (already: Already | null) => void;
  refused: (problem: Problem, kind: string) => void;
}

export interface Work {
  image: EditorImage;
  session: ImageSession;
  picture: Picture;
  cells: CellSource;
  events: WorkEvents;
  openedAt: number;
}

export function useImage(id: number) {
  return useQuery({
    queryKey: ['image', id],
    queryFn: ({ signal }) => api.get<EditorImage>(`images/${id}`, signal),
  });
}

/** Loads an image, its photo and its masks, and keeps them alive while `id` stays. null while loading. */
export function useWork(id: number): { work: Work | null; error: unknown; retry: () => void } {
  const { data: image, error: imageError, refetch } = useImage(id);
  const { data: me } = useMe();
  const [work, setWork] = useState<Work | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const known = image?.id;
  const user = me?.id;
  const client = useQueryClient();

  // Before the page without the old image is put on the screen: what was loaded ahead is there by then.
  useLayoutEffect(() => {
    const opened = client.getQueryData<EditorImage>(['image', id]);
    if (known !== id || !opened || user === undefined) return;
    let session: ImageSession | null = null;
    let left = false;
    const gone = (): boolean => left;
    const events: WorkEvents = {
      painted: () => undefined,
      flash: () => undefined,
      unchanged: () => undefined,
      refused: () => undefined,
    };
    const start = async (): Promise<void> => {
      const masks = serverFor(opened);
      const [picture, journal] = await Promise.all([
        pictures.show(opened),
        journalOf(String(user)),
      ]);
      if (gone()) return;
      session = new ImageSession(opened, masks, liveUrl(id), journal, user, {
        painted: (key, rect) => events.painted(key, rect),
        flash: (flash) => events.flash(flash),
        unchanged: (already) => events.unchanged(already),
        refused: (problem, kind) => events.refused(problem, kind),
      });
      setError(null);
      const cells = new CellSource((count) => loadCells(opened, count));
      const openedAt = Date.now();
      const open = session.open();
      await Promise.race([open, pause(A_MOMENT)]);
      if (!gone()) setWork({ image: opened, session, picture, cells, events, openedAt });
      await open;
    };
    start().catch((reason: unknown) => {
      if (!gone()) setError(reason);
    });
    return () => {
      left = true;
      session?.close();
    };
  }, [id, known, user, client, attempt]);

  const retry = (): void => {
    setError(null);
    setAttempt((n) => n + 1);
    void refetch();
  };
  return {
    work: work?.image.id === id ? work : null,
    error: error ?? (image ? null : imageError),
    retry,
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Without a journal (private windows may refuse one) work goes on; only what is unsent at a reload is lost. */
async function journalOf(user: string): Promise<Journal | null> {
  try {
    return await openJournal(user);
  } catch (error) {
    report(error);
    return null;
  }
}

/** Loads the photos and masks that may come next while the user is busy with this one. */
export function usePrefetch(ids: readonly (number | null)[], ready: boolean): void {
  const client = useQueryClient();
  const wanted = [...new Set(ids)].filter((id) => id !== null).join(' ');
  useEffect(() => {
    if (!ready) return;
    for (const id of wanted.split(' ').filter(Boolean).map(Number)) {
      client
        .query({
          queryKey: ['image', id],
          queryFn: () => api.get<EditorImage>(`images/${id}`),
          staleTime: 10_000,
        })
        .then((image) => {
          if (image.width * image.height <= MOST_PIXELS) loadAhead(image);
          return pictures.get(image);
        })
        .catch(report);
    }
  }, [wanted, ready, client]);
}
