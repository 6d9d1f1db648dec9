import { keyCaps } from '../actions/keys.ts';
import styles from './KeyCaps.module.css';

/** A shortcut as key caps, nothing when there is none; `whole` writes it into one cap, as on buttons. */
export function KeyCaps({
  keys,
  whole = false,
  inverted = false,
}: {
  keys: string | undefined;
  whole?: boolean;
  inverted?: boolean;
}) {
  if (keys === undefined) return null;
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
