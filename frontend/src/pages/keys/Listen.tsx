import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { keysOf } from '../../actions/keys.ts';
import styles from './keys.module.css';

/** Waits for a key to be pressed. Esc, Tab and a click elsewhere end the waiting. */
export function Listen({
  label,
  onPress,
  onStop,
}: {
  label: string;
  onPress: (keys: string) => void;
  onStop: () => void;
}) {
  const { t } = useLingui();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <button
      ref={button}
      type="button"
      className={styles.listen}
      aria-label={label}
      onBlur={onStop}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key === 'Tab') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.repeat) return;
        if (event.key === 'Escape') onStop();
        else {
          const keys = keysOf(event.nativeEvent);
          if (keys !== null) onPress(keys);
        }
      }}
    >{t`Press keys`}</button>
  );
}
