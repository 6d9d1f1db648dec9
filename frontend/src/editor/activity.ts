import { useEffect, useState } from 'react';
import type { Work } from './work.ts';

/** Seconds that the open image has been in front of the user. */
export function useActivity(work: Work | null): number {
  const [spent, setSpent] = useState({ image: 0, seconds: 0 });
  const image = work?.image.id ?? 0;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      setSpent((now) => ({ image, seconds: now.image === image ? now.seconds + 1 : 1 }));
    }, 1000);
    return () => clearInterval(timer);
  }, [image]);
  return spent.image === image ? spent.seconds : 0;
}
