import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { report } from '../engine/report.ts';
import type { SessionState } from '../engine/session.ts';
import type { Work } from './work.ts';

const HEARTBEAT = 30_000;

export interface Lease {
  /** The holder was asked to let go. */
  asked: boolean;
  takeOver: () => void;
}

/** Keeps the image reserved while one works on it, and asks for it while another person does. */
export function useLease(work: Work | null, state: SessionState | null): Lease {
  const image = work?.image.id;
  const worked = (state?.savedAt ?? 0) > (work?.openedAt ?? 0);
  const [asked, setAsked] = useState<number | null>(null);

  useEffect(() => {
    if (image === undefined || !worked) return;
    const timer = setInterval(() => {
      api.put(`images/${image}/lease`, {}).catch(report);
    }, HEARTBEAT);
    return () => {
      clearInterval(timer);
      api.del(`images/${image}/lease`).catch(report);
    };
  }, [image, worked]);

  return {
    asked: asked !== null && asked === image,
    takeOver: () => {
      if (image === undefined) return;
      setAsked(image);
      api
        .put(`images/${image}/lease`, { take_over: true })
        .then(() => work?.session.freed())
        .catch(report);
    },
  };
}
