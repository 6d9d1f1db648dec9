import { useEffect, useState } from 'react';
import type { Work } from './work.ts';

/** Who has touched nothing for so many milliseconds is looking at something else. */
const AWAY_AFTER = 30_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Seconds that somebody has spent on the open image. */
export function useActivity(work: Work | null): number {
  const [spent, setSpent] = useState({ image: 0, seconds: 0 });
  const image = work?.image.id ?? 0;
  useEffect(() => {
    let touched = performance.now();
    const touch = (): void => {
      touched = performance.now();
    };
    for (const sign of SIGNS) addEventListener(sign, touch, { capture: true, passive: true });
    const timer = setInterval(() => {
      const away = performance.now() - touched > AWAY_AFTER;
      if (away || document.visibilityState !== 'visible') return;
      setSpent((now) => ({ image, seconds: now.image === image ? now.seconds + 1 : 1 }));
    }, 1000);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true });
    };
  }, [image]);
  return spent.image === image ? spent.seconds : 0;
}
