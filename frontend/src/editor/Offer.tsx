import { useLingui } from '@lingui/react/macro';
import { useActions, useKeys } from '../actions/hooks.ts';
import type { ImageSession } from '../engine/session.ts';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import styles from './Offer.module.css';

interface OfferProps {
  offer: { chosen: number; count: number };
  session: ImageSession;
}

/** After a first click: other readings of what was meant. Tab goes through them only while they are offered. */
export function Offer({ offer: { chosen, count }, session }: OfferProps) {
  const { t } = useLingui();
  const keys = useKeys();
  const next = (chosen + 1) % count;
  useActions({
    'editor.alternative': {
      perform: () => session.steps.ask({ kind: 'choose', alternative: next }),
    },
  });
  return (
    <div className={styles.offer} role="group" aria-label={t`Part, object or group`}>
      {Array.from({ length: count }, (_, index) => {
        const place = index + 1;
        return (
          <button
            key={index}
            type="button"
            className={styles.choice}
            aria-pressed={index === chosen}
            aria-label={t`Reading ${place} of ${count}`}
            onClick={() =>
              index !== chosen && session.steps.ask({ kind: 'choose', alternative: index })
            }
          >
            {place}
          </button>
        );
      })}
      <span className={styles.words}>{t`Meant more or less?`}</span>
      <KeyCaps keys={keys('editor.alternative')} />
    </div>
  );
}
