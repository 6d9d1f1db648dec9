import { Progress as Base } from '@base-ui/react/progress';
import styles from './Progress.module.css';

/** How far something is: a bar 4 px high. `value` between 0 and 1; null while the total is unknown. */
export function Progress({ value, label }: { value: number | null; label: string }) {
  return (
    <Base.Root
      className={styles.root}
      value={value === null ? null : Math.round(value * 100)}
      aria-label={label}
    >
      <Base.Track className={styles.track}>
        <Base.Indicator className={styles.bar} />
      </Base.Track>
    </Base.Root>
  );
}

/** The same as a ring, for bars and captions; decoration beside a number. */
export function Ring({ value, size = 14 }: { value: number | null; size?: number }) {
  const around = 2 * Math.PI * 6;
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden className={styles.ring}>
      <circle cx="8" cy="8" r="6" fill="none" strokeWidth="2.4" className={styles.rest} />
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        strokeWidth="2.4"
        className={styles.done}
        strokeDasharray={`${around * (value ?? 0.25)} ${around}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
