import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Segmented.module.css';

export interface Segment<Value extends string> {
  value: Value;
  label: ReactNode;
  icon?: LucideIcon;
  /** A number after the word; `null` reserves its place while it is being counted. */
  count?: string | null;
  tone?: 'ok' | 'warn' | 'bad';
}

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  segments: readonly Segment<Value>[];
  size?: 'panel' | 'bar';
  wide?: boolean;
  /** In a narrow window the icons stand alone. */
  fold?: boolean;
}

/** One of a few, all of them visible. Arrow keys move between the segments. */
export function Segmented<Value extends string>({
  label,
  value,
  onChange,
  segments,
  size = 'bar',
  wide = false,
  fold = false,
}: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      className={cx(styles.group, styles[size], wide && styles.wide, fold && styles.fold)}
      value={[value]}
      onValueChange={(values) => {
        const chosen = values[0];
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {segments.map((s) => (
        <Toggle key={s.value} value={s.value} className={cx(styles.segment)}>
          {s.icon && <Icon of={s.icon} size={14} className={s.tone && styles[s.tone]} />}
          <span className={styles.word}>{s.label}</span>
          {s.count !== undefined && <span className={styles.count}>{s.count ?? '–'}</span>}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
