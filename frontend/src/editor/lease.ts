import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useEffect, useState } from 'react';
import { ApiError, api } from '../api/client.ts';
import { report } from '../engine/report.ts';
import type { Person } from '../engine/wire.ts';
import type { SessionState } from '../engine/session-state.ts';
import { toast } from '../ui/Toast.tsx';
import { isExpired } from './SignInAgain.tsx';
import type { Work } from './work.ts';

const HEARTBEAT = 20_000;
const LOOK_EVERY = 15_000;
const ASK_EVERY = 5_000;
/** A holder who is silent loses the lease after 30 s; past 90 s it is free anyway. */
const MOST_ASKS = 18;

export interface Lease {
  /** The holder was asked to let go. */
  asked: boolean;
  takeOver: () => void;
  /** Answers who asks for the image that we hold. */
  answer: (agree: boolean) => void;
}

/** Keeps the image reserved while one works on it, and asks for it while another person does. */
export function useLease(work: Work | null, state: SessionState | null): Lease {
  const image = work?.image.id;
  const worked = (state?.savedAt ?? 0) > (work?.openedAt ?? 0);
  const { i18n } = useLingui();
  const [asked, setAsked] = useState<number | null>(null);

  useEffect(() => {
    if (image === undefined || !worked) return;
    const timer = setInterval(() => {
      // A tab that nobody looks at lets go, and the lease runs out.
      if (document.visibilityState === 'visible')
        api.put(`images/${image}/lease`, {}).catch((error: unknown) => {
          if (isExpired(error)) work?.session.expire();
          else report(error);
        });
    }, HEARTBEAT);
    return () => {
      clearInterval(timer);
      api.del(`images/${image}/lease`).catch(report);
    };
  }, [image, worked, work]);

  const held = state !== null && state.holder !== null;
  useEffect(() => {
    if (image === undefined || !held || !work) return;
    // Nobody is told when a lease runs out.
    const timer = setInterval(() => {
      api.get<{ lease: Person | null }>(`images/${image}`).then(({ lease }) => {
        if (lease === null) work.session.freed();
      }, report);
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [image, held, work]);

  useEffect(() => {
    if (asked === null || asked !== image || !work) return;
    let asks = 0;
    const ask = (): void => {
      asks++;
      api.put(`images/${asked}/lease`, { take_over: true }).then(
        () => {
          work.session.freed();
          setAsked(null);
        },
        (error: unknown) => {
          const held = error instanceof ApiError && error.code === 'lease_held';
          const refused = held && error.problem.refused === true;
          if (refused) toast({ tone: 'warn', title: i18n._(msg`You were asked to wait`) });
          if (!held || refused || asks >= MOST_ASKS) setAsked(null);
        },
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY);
    return () => clearInterval(timer);
  }, [asked, image, work, i18n]);

  return {
    asked: asked !== null && asked === image,
    takeOver: () => setAsked(image ?? null),
    answer: (agree) => {
      work?.session.state.set({ asker: null });
      api.put(`images/${image ?? 0}/lease`, { answer: agree ? 'agree' : 'refuse' }).catch(report);
    },
  };
}
