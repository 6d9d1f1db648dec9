import { useLingui } from '@lingui/react/macro';
import { Check, CircleAlert, CloudUpload, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import { clock } from '../format/index.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './StatusIndicator.module.css';

const SPOKEN_EVERY = 10_000;

/** Saved, saving, offline or not saved: always a word and an icon. */
export function StatusIndicator({
  state,
  onRetry,
}: {
  state: SessionState | null;
  onRetry: () => void;
}) {
  const { t } = useLingui();
  const kept = state?.unsent.size ?? 0;
  const last = state?.savedAt ?? state?.history.done.at(-1)?.created;
  const time = last === undefined ? '' : clock(new Date(last));
  const look = ((): { icon: typeof Check; tone: string; words: string; press: boolean } | null => {
    if (!state) return null;
    if (state.link === 'expired')
      return {
        icon: CircleAlert,
        tone: 'warn',
        words: kept > 0 ? t`Signed out, ${kept} kept here` : t`Signed out`,
        press: false,
      };
    if (state.link !== 'open' && state.link !== 'connecting')
      return {
        icon: WifiOff,
        tone: 'warn',
        words: kept > 0 ? t`Offline, ${kept} kept here` : t`Offline`,
        press: true,
      };
    if (state.trouble) return { icon: CircleAlert, tone: 'bad', words: t`Not saved`, press: true };
    if (kept > 0) return { icon: CloudUpload, tone: 'plain', words: t`Saving`, press: false };
    return time ? { icon: Check, tone: 'ok', words: t`Saved ${time}`, press: false } : null;
  })();
  const spoken = useSpoken(look?.words ?? '');
  return (
    <>
      <span className={styles.spoken} role="status">
        {spoken}
      </span>
      {look &&
        (look.press ? (
          <button
            type="button"
            className={styles.status}
            data-tone={look.tone}
            onClick={onRetry}
            title={t`Try now`}
          >
            <Icon of={look.icon} />
            <span className={styles.words}>{look.words}</span>
          </button>
        ) : (
          <span className={styles.status} data-tone={look.tone}>
            <Icon of={look.icon} />
            <span className={styles.words}>{look.words}</span>
          </span>
        ))}
    </>
  );
}

/** The words for screen readers: the newest, but not more often than one can listen to. */
function useSpoken(words: string): string {
  const [spoken, setSpoken] = useState('');
  const last = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, last.current + SPOKEN_EVERY - Date.now());
    const timer = setTimeout(() => {
      last.current = Date.now();
      setSpoken(words);
    }, wait);
    return () => clearTimeout(timer);
  }, [words]);
  return spoken;
}
