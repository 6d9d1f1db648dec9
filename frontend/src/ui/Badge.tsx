import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Badge.module.css';

/** A state in a few letters, on a tint of its colour; always with a word, mostly with an icon. */
export function Badge({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: 'plain' | 'ok' | 'warn' | 'bad' | 'acc';
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {icon && <Icon of={icon} size={12} />}
      {children}
    </span>
  );
}

/** The score as a bar of that height and two decimals; "–" and an empty bar when there is none. */
export function ScoreBadge({
  score,
  good = 0.85,
  fair = 0.6,
}: {
  score: number | null;
  good?: number;
  fair?: number;
}) {
  const tone =
    score === null ? undefined : score < fair ? styles.bad : score < good ? styles.warn : styles.ok;
  return (
    <span className={styles.score}>
      <span className={styles.well}>
        <span
          className={cx(styles.level, tone)}
          style={{ height: `${Math.round((score ?? 0) * 100)}%` }}
        />
      </span>
      {score === null ? '–' : score.toFixed(2)}
    </span>
  );
}
