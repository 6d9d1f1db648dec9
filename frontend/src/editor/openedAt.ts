import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readPlace } from '../app/place.ts';
import type { Rect } from '../engine/rect.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import type { Work } from './work.ts';

/** The frame around a place that is pointed at. */
export function frameColour(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--warn').trim();
}

/** Shows the place that the image was opened at, once: its object, close up, with a frame around it. */
export function useOpenedAt(
  work: Work | null,
  state: SessionState | null,
  stage: Stage | null,
): void {
  const [params] = useSearchParams();
  const place = useMemo(() => readPlace(params), [params]);
  const [shown, setShown] = useState<Work | null>(null);
  const key = place && state?.objects.find(({ id }) => id === place.mask)?.key;
  const current = state?.current;
  const due = state !== null && place !== null && shown !== work;
  useEffect(() => {
    if (!due || !work || !stage) return;
    // The object first: the frame of one does not outlive a change to another.
    if (key && key !== current) {
      work.session.select(key);
      return;
    }
    const [x, y, w, h] = place.box;
    const rect: Rect = { x, y, w, h };
    stage.goTo(rect);
    stage.point(rect, frameColour());
    setShown(work);
  }, [due, work, stage, place, key, current]);
  useEffect(() => {
    if (!stage || !work || shown !== work) return;
    // The place means nothing for the next image, which is to be seen whole.
    return () => stage.fit();
  }, [stage, work, shown]);
}
