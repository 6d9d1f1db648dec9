import { keyCaps } from '../actions/keys.ts';
import styles from './KeyCaps.module.css';

/** A shortcut as key caps; `whole` writes it into one cap, as on buttons. */
export function KeyCaps({
  keys,
  whole = false,
  inverted = false,
}: {
  keys: string;
  whole?: boolean;
  inverted?: boolean;
}) {
  const caps = keyCaps(keys);
  const shown = whole ? [caps.join(' ')] : caps;
  return (
    <span className={styles.caps} data-inverted={inverted || undefined} aria-hidden>
      {shown.map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
