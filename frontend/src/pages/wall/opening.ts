import { useLingui } from '@lingui/react/macro';
import { type RefObject, useCallback } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client.ts';
import type { ImageItem } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { writePlace } from '../../app/place.ts';
import type { Reason } from '../../ui/ReasonChip.tsx';
import { toast } from '../../ui/Toast.tsx';
import { queryOf, type WallFilter } from './filter.ts';
import type { GridHandle } from './Grid.tsx';

/** Where the wall was when an image was opened from it, so that coming back shows the same rows. */
let left: { image: number; top: number } | null = null;

/** How far the wall is scrolled when one comes back to it from the image `at`, in pixels. */
export function topFor(at: number | undefined): number {
  return left !== null && left.image === at ? left.top : 0;
}

/** Opens an image in the editor, at the place of a fault where one is given. */
export function useOpen(
  dataset: number,
  filter: WallFilter,
  grid: RefObject<GridHandle | null>,
): (image: ImageItem, reason?: Reason) => void {
  const navigate = useNavigate();
  return useCallback(
    (image, reason) => {
      left = { image: image.id, top: grid.current?.top() ?? 0 };
      const query = queryOf(filter);
      // What "back" leads to: the same wall, the same place.
      const back = new URLSearchParams(query);
      back.set('at', String(image.id));
      void navigate(`/datasets/${dataset}?${back}`, { replace: true });
      query.set('dataset', String(dataset));
      if (reason) writePlace(query, reason);
      void navigate(`/images/${image.id}?${query}`);
    },
    [dataset, filter, grid, navigate],
  );
}

/** Opens what the server hands out next, each image to one person only; what was sent back comes first. */
export function useFixNext(dataset: number, open: (image: ImageItem) => void): () => void {
  const { t, i18n } = useLingui();
  const next = async (): Promise<void> => {
    for (const kind of ['fix', 'annotate']) {
      const { image } = await api.post<{ image: ImageItem | null }>('queue/next', {
        dataset,
        kind,
      });
      if (image) {
        open(image);
        return;
      }
    }
    toast({ title: t`Nothing left to fix` });
  };
  return () => {
    next().catch((error: unknown) => toast({ title: describe(error, i18n), tone: 'error' }));
  };
}
