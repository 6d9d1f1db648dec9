import { useLingui } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { percent } from '../format/index.ts';
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

/** The score as a bar of that height and two decimals; "–" and an empty bar when there is none. Its title says what it means. */
export function ScoreBadge({
  score,
  edit = null,
  good = 0.85,
  fair = 0.6,
}: {
  score: number | null;
  /** The chance that the mask needs an edit. */
  edit?: number | null;
  good?: number;
  fair?: number;
}) {
  const { t } = useLingui();
  const guess =
    score === null
      ? t`Not scored`
      : t`Guessed overlap with the object ${{ score: score.toFixed(2) }}`;
  const chance = edit === null ? '' : t`${{ chance: percent(edit) }} chance that it needs an edit`;
  const tone =
    score === null ? undefined : score < fair ? styles.bad : score < good ? styles.warn : styles.ok;
  return (
    <span className={styles.score} title={[guess, chance].filter(Boolean).join('\n')}>
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
